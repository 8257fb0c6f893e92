/* A list to pick from below a button: a field to search in, what was found, and a way to something new. */
"use strict";
const Pick = (() => {
  const { element, button } = { element: (...made) => Panel.element(...made), button: (...made) => Panel.button(...made) };
  let open_ = null;

  /** Show the list below a button. search(query) finds the items; onChoose(item) gets one; more is a last button. */
  function open(opener, { label, search, onChoose, more = null, hasField = true }) {
    if (open_?.opener === opener) {
      close(true);
      return;
    }
    close(false);
    const list = element("ul", { class: "pick__list", role: "listbox", id: "pick-list", "aria-label": label, tabIndex: hasField ? -1 : 0 });
    const none = element("p", { class: "pick__none", role: "status", hidden: true });
    const field = hasField ? searchField(label) : null;
    const last = more ? button(more.label, () => { close(true); more.onClick(); }, { kind: "quiet", icon: "plus" }) : null;
    const box = element("div", { class: "pick", role: "group", "aria-label": label }, field, list, none, last);
    open_ = { opener, box, list, none, field, search, onChoose, found: [], at: -1, asked: 0, isAsking: false, isChosen: false };
    opener.setAttribute("aria-expanded", "true");
    box.addEventListener("keydown", onKey);
    box.addEventListener("focusout", (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) close(false); });
    field?.addEventListener("input", find);
    Panel.region.append(box);
    place();
    (field ?? list).focus();
    find();
  }

  function searchField(label) {
    return element("input", { class: "input", type: "search", role: "combobox", "aria-label": label, placeholder: label,
      "aria-expanded": "true", "aria-controls": "pick-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: false });
  }

  /** Stand below the button, or above it where there is more room; never outside of the window. */
  function place() {
    const { top, bottom } = open_.opener.getBoundingClientRect();
    const { left, width } = Panel.region.getBoundingClientRect();
    const above = innerHeight - bottom < 280 && top > innerHeight - bottom;
    const room = (above ? top : innerHeight - bottom) - 12;
    Object.assign(open_.box.style, {
      left: `${left + 12}px`, width: `${width - 24}px`, maxHeight: `${Math.max(room, 160)}px`,
      top: above ? "auto" : `${bottom + 4}px`, bottom: above ? `${innerHeight - top + 4}px` : "auto",
    });
  }

  async function find() {
    const mine = open_;
    const number = ++mine.asked;
    mine.isAsking = true;
    let found = [];
    let told = "Nothing found.";
    try {
      found = await mine.search(mine.field?.value.trim() ?? "");
    } catch (fault) {
      told = fault.told ?? String(fault);
    }
    if (mine !== open_ || number !== mine.asked) return;
    mine.isAsking = false;
    mine.found = found;
    mine.none.hidden = found.length > 0;
    mine.none.textContent = found.length ? "" : told;
    mine.list.replaceChildren(...found.map(option));
    select(found.length ? 0 : -1);
    if (mine.isChosen && found.length) choose(0);
    mine.isChosen = false;
  }

  function option(item, index) {
    const pages = item.pages?.length ? element("small", {}, `Also on: ${item.pages.join(", ")}`) : null;
    const detail = item.detail ? element("small", {}, item.detail) : null;
    const made = element("li", { role: "option", id: `pick-${index}` }, item.label, detail, pages);
    made.addEventListener("pointermove", () => select(index, false));
    made.addEventListener("pointerdown", (event) => event.preventDefault());  // the focus stays where it is
    made.addEventListener("click", () => choose(index));
    return made;
  }

  function select(index, scroll = true) {
    open_.at = index;
    [...open_.list.children].forEach((each, number) => each.setAttribute("aria-selected", number === index));
    const holder = open_.field ?? open_.list;
    if (index < 0) holder.removeAttribute("aria-activedescendant");
    else holder.setAttribute("aria-activedescendant", `pick-${index}`);
    if (scroll) open_.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const { found, onChoose } = open_;
    close(true);
    if (found[index]) onChoose(found[index]);
  }

  function onKey(event) {
    const count = open_.found.length;
    const inList = event.target === (open_.field ?? open_.list);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Escape") close(true);
    else if (inList && event.key in steps && count) select((open_.at + steps[event.key] + count) % count);
    else if (inList && event.key === "Enter" && open_.isAsking) open_.isChosen = true;  // whoever types fast wants what is found now
    else if (inList && event.key === "Enter") choose(open_.at);
    else return;
    event.preventDefault();
  }

  /** Take the list away. */
  function close(focusBack) {
    if (!open_) return;
    const { opener, box } = open_;
    open_ = null;
    opener.setAttribute("aria-expanded", "false");
    box.remove();
    if (focusBack) opener.focus({ preventScroll: true });
  }

  /** Close when somebody clicks beside it. */
  function listen() {
    addEventListener("pointerdown", (event) => {
      const path = event.composedPath();
      if (open_ && !path.includes(open_.box) && !path.includes(open_.opener)) close(false);
    }, true);
    addEventListener("resize", () => { if (open_) place(); });
  }

  return { open, close, listen };
})();
