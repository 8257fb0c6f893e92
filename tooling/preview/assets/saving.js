/* Saving of the text that is open: after a pause, one request at a time, the newest text next. Nothing typed is overwritten. */
"use strict";
const Saving = (() => {
  const PAUSE = 400; // milliseconds after the last key
  const LONGEST = 2000; // milliseconds of typing without a pause
  const FIRST_WAIT = 1000;
  const SLOWEST = 8000; // milliseconds from one try to the next while it cannot be saved
  const LAST_WORDS = 50_000; // bytes that a browser still sends while it closes a window
  let desk = null; // {field, region, known, title, conflict, onConflict, onFollow, sent, hasSaved}; known: what the server has, as it was sent
  let running = null;
  let timer = 0;
  let since = 0;
  let wait = FIRST_WAIT;

  /** Take a region and the field that shows it. */
  function open(region, field, { title, onConflict, onFollow }) {
    desk = { field, region, known: region.text, title, conflict: null, onConflict, onFollow };
    since = 0;
    field.addEventListener("input", typed);
    field.addEventListener("blur", () => { if (desk?.field === field) flush(); });
  }

  const isPending = () => Boolean(desk) && desk.field.value !== desk.known;

  function typed(event) {
    if (event.target !== desk?.field) return;
    if (!isPending()) {
      if (!running) settle();
      return;
    }
    Kept.keep(desk.region, desk.field.value, desk.title);
    if (desk.conflict) return;  // what is typed is kept, and waits for the choice
    Panel.status("Saving …", { busy: true });
    since ||= Date.now();
    later(Math.min(PAUSE, Math.max(0, since + LONGEST - Date.now())));
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => flush(), pause);
  }

  /** Save what is pending, now. Return whether all is saved. */
  async function flush(options = {}) {
    clearTimeout(timer);
    const mine = desk;
    while (running) await running;
    if (!mine || mine.conflict) return !mine;
    if (mine.field.value === mine.known) return true;
    running = saveOnce(mine, options).finally(() => { running = null; });
    const done = await running;
    if (!done || mine.field.value === mine.known) return done;
    if (mine !== desk || options.isLast) return flush(options);
    later(PAUSE);  // typed meanwhile
    return false;
  }

  async function saveOnce(mine, options) {
    const text = mine.sent = mine.field.value;
    since = 0;
    try {
      const region = await send(mine.region, text, options);
      mine.known = text;
      mine.hasSaved = true;
      move(mine, region);
      wait = FIRST_WAIT;
    } catch (fault) {
      refuse(mine, fault);
      return false;
    }
    if (mine !== desk) return true;
    if (mine.field.value === text) settle();
    mine.onFollow(mine.region, false);
    return true;
  }

  /** Go on with a region as it is now; what is kept goes along. */
  function move(mine, region) {
    Kept.forget(mine.region);
    mine.region = region;
    if (mine.field.value !== mine.known) Kept.keep(region, mine.field.value, mine.title);
  }

  /** Send a text for a region. Where the preview has started anew, its token is fetched first. */
  async function send(region, text, options = {}) {
    const ask = ({ file, version, first, last, digest: was }) =>
      Panel.call("save", { file, version, first, last, was, text }, options).then((result) => result.region);
    try {
      return await ask(region);
    } catch (fault) {
      if (fault.status !== 403) throw fault;
      await Preview.refresh();
      return ask(region);
    }
  }

  function refuse(mine, fault) {
    if (fault.conflict) {
      conflict(mine, fault.conflict, fault.told);
      return;
    }
    if (mine === desk) Panel.status(`Not saved: ${fault.told}`, { bad: true });
    if (mine === desk) later(wait);
    wait = Math.min(wait * 2, SLOWEST);
  }

  function settle() {
    Kept.forget(desk.region);
    Panel.status("Saved");
  }

  function conflict(mine, theirs, told) {
    mine.conflict = { ...theirs, told };
    if (mine !== desk) return;
    Panel.status("Not saved: somebody else has changed this text.", { bad: true });
    mine.onConflict(mine.conflict);
  }

  /** Go on after a conflict, with the text of this field or with the other one. */
  function decide(keepsMine) {
    const { file, path, theirs, digest, first, last, version } = desk.conflict;
    const region = { ...desk.region, file: file ?? desk.region.file, path: path ?? desk.region.path, version, first, last, digest, text: theirs };
    desk.known = theirs;
    desk.conflict = null;
    move(desk, region);
    if (!keepsMine) Tools.replace(desk.field, 0, desk.field.value.length, theirs);
    desk.onFollow(desk.region, false);
    return keepsMine ? flush() : settle();
  }

  /** Look whether the file has changed elsewhere; the field follows, unless something of ours is pending. */
  async function follow() {
    const mine = desk;
    if (!mine || running || mine.conflict) return;
    const pieces = Preview.facts.edit?.pieces ?? [];
    if (!pieces.some(({ file, version }) => file === mine.region.file && version !== mine.region.version)) return;
    running = look(mine).finally(() => { running = null; });
    await running;
  }

  async function look(mine) {
    const { file, version, first, last, digest } = mine.region;
    let now;
    try {
      ({ region: now } = await Panel.call("open", { file, version, first, last, was: digest }));
    } catch {
      return;  // the next save will tell
    }
    if (now.digest !== digest && now.text !== mine.known) {
      const takesOurs = mine.hasSaved && !Conflict.holds(now.text, mine.known);
      if ((takesOurs || mine.field.value !== mine.known) && mine.field.value !== now.text) {
        conflict(mine, { ...now, theirs: now.text }, "Somebody else has changed this text meanwhile.");
        return;
      }
      if (mine.field.value !== now.text) exchange(mine.field, now.text);
      mine.known = now.text;
    }
    move(mine, now);
    mine.onFollow(now, now.digest !== digest);
  }

  /** Put another text into a field; the cursor stays between the same words. */
  function exchange(field, text) {
    const { value, selectionStart, selectionEnd } = field;
    const shortest = Math.min(value.length, text.length);
    let head = 0;
    while (head < shortest && value[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < shortest - head && value.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    const moved = (at) => (at <= head ? at : Math.max(head, at + text.length - value.length));
    field.value = text;
    field.setSelectionRange(moved(selectionStart), moved(selectionEnd));
  }

  /** Take words of ours out without a question from now on: whoever writes here asks for it. */
  function giveWay() {
    if (desk) desk.hasSaved = false;
  }

  /** Let go of the field. What could not be saved is kept. */
  function leave() {
    clearTimeout(timer);
    const wasPending = isPending();
    desk = null;
    if (wasPending) Kept.resend();
  }

  /** Save when the page is left, or the network is there again. */
  function listen() {
    const last = () => {
      if (!isPending() || desk.conflict) return;
      const { file, version, first, last: end, digest: was } = desk.region;
      Panel.call("save", { file, version, first, last: end, was, text: desk.field.value }, { keepalive: true }).catch(() => {});
    };
    addEventListener("pagehide", last);
    addEventListener("beforeunload", (event) => {  // ask first where that would not get through
      const isTooLong = () => new Blob([JSON.stringify(desk.field.value)]).size > LAST_WORDS;
      if (isPending() && (desk.conflict || (running && desk.field.value !== desk.sent) || wait > FIRST_WAIT || isTooLong())) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) flush({ keepalive: true }); });
    addEventListener("online", again);
    document.addEventListener("preview:shown", () => { if (!running) again(); });
  }

  async function again() {
    const hadFailed = wait > FIRST_WAIT;
    wait = FIRST_WAIT;
    await follow();
    if (hadFailed) await flush();
  }

  return { open, flush, send, decide, follow, giveWay, leave, listen, isPending, get region() { return desk?.region ?? null; }, get isInConflict() { return Boolean(desk?.conflict); } };
})();
