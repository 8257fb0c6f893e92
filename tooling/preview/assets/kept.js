/* Texts that did not get through yet, kept in this window until they do: also when the page is loaded anew. */
"use strict";
const Kept = (() => {
  const NAME = "preview:kept:";
  const PAUSE = 4000; // milliseconds from one try to the next
  let timer = 0;
  const key = ({ file, first }) => `${NAME}${file}:${first}`;

  /** Keep a text, with the region that it is meant for. */
  function keep(region, text, title) {
    const entry = { ...region, mine: text, title, address: location.pathname };
    try {
      sessionStorage.setItem(key(region), JSON.stringify(entry));
    } catch {
      // full or closed to us: the field itself still has the text
    }
  }

  function forget(region) {
    sessionStorage.removeItem(key(region));
  }

  /** Return what is kept. */
  function all() {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(NAME));
    return names.map((name) => JSON.parse(sessionStorage.getItem(name)));
  }

  /** Return what is kept for a region, if it is not there already. */
  function of(region) {
    const found = all().find(({ file, first, last }) => file === region.file && first <= Math.max(region.last, region.first)
      && Math.max(last, first) >= region.first);
    if (!found || found.mine !== region.text) return found ?? null;
    forget(found);
    return null;
  }

  /** Send what is kept of other pieces than the one that is open, again and again while nobody answers. */
  async function resend() {
    clearTimeout(timer);
    for (const entry of all().filter(({ isRefused, first, file }) => !isRefused && !isOpen(file, first))) {
      try {
        await Saving.send(entry, entry.mine);
        forget(entry);
      } catch (fault) {
        if (fault.status === 0) {
          timer = setTimeout(resend, PAUSE);
          return;
        }
        keep({ ...entry, isRefused: true }, entry.mine, entry.title);  // it is offered when its piece is opened
      }
    }
  }

  const isOpen = (file, first) => Saving.region?.file === file && Saving.region.first === first;

  return { keep, forget, all, of, resend };
})();
