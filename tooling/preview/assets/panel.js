/* The panel "Edit this page": a region beside the page with a heading, a state, a view and a foot. What asks the server, too. */
"use strict";
const Panel = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const icons = {
    pen: "M4 20l1-4L16.5 4.5a2.1 2.1 0 013 3L8 19z", close: "M6 6l12 12M18 6L6 18", undo: "M4 9h10a6 6 0 010 12h-3M4 9l4-4M4 9l4 4",
    back: "M15 5l-7 7 7 7", plus: "M12 5v14M5 12h14", up: "M12 19V5M6 11l6-6 6 6", down: "M12 5v14M6 13l6 6 6-6",
    remove: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13", source: "M7 4h10v16l-5-4-5 4z", menu: "M4 6h16M4 12h16M4 18h16",
    link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    list: "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01", box: "M4 5h16v14H4zM8 5v14",
    word: "M5 5h14M12 5v14M9 19h6", block: "M4 4h10v10H4zM10 14v6h10V10h-6",
  };
  const NOBODY = "The preview does not answer. Start it again if it has stopped; your text is kept here and goes as soon as it answers.";
  const root = document.createElement("preview-editor").attachShadow({ mode: "open" });
  const parts = {};
  const views = [];
  let token = "";
  let said = 0;

  /** Make an element. Names with a hyphen, and role, class, for, are attributes; `on` holds listeners; the rest are properties. */
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === "on") for (const [type, listener] of Object.entries(value)) made.addEventListener(type, listener);
      else if (value === null || value === undefined) continue;
      else if (key.includes("-") || ["role", "class", "for", "autocomplete"].includes(key)) made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  function icon(name) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 24 24");
    drawing.setAttribute("aria-hidden", "true");
    drawing.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", icons[name]);
    return drawing;
  }

  /** Make a button. kind: plain, main, quiet or icon (square, with a name for those who do not see it). */
  function button(label, onClick, { kind = "plain", name = null, icon: drawn = null } = {}) {
    const shown = kind === "icon" ? [] : [label];
    const made = element("button", { type: "button", class: `button button--${kind}` }, drawn && icon(drawn), ...shown);
    const spoken = name ?? (kind === "icon" ? label : null);
    if (spoken) made.setAttribute("aria-label", spoken);
    if (kind === "icon") made.title = spoken;
    made.addEventListener("click", (event) => { if (made.getAttribute("aria-disabled") !== "true") onClick(event); });
    return made;
  }

  function style(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  /** Make the panel, closed. */
  function make() {
    style(PANEL_STYLE);
    parts.title = element("h2", { class: "panel__title", tabIndex: -1 });
    parts.where = element("p", { class: "panel__where" });
    parts.status = element("div", { class: "panel__status", role: "status" });
    parts.undo = button("Undo", () => Editor.undo(), { kind: "quiet", icon: "undo" });
    parts.menu = button("Menu", () => Editor.menu(parts.menu), { kind: "icon", icon: "menu" });
    const close = button("Close", () => Editor.close(), { kind: "icon", icon: "close" });
    const state = element("div", { class: "panel__state" }, element("div", {}, parts.where, parts.status), parts.undo);
    const keys = element("div", { class: "panel__keys" }, parts.menu, close);
    const head = element("header", { class: "panel__head" }, parts.title, keys, state);
    parts.body = element("div", { class: "panel__body" });
    parts.count = element("span", { class: "panel__count" });
    parts.more = element("small", { class: "muted" });
    parts.send = button("Send for review", () => Editor.send(), { kind: "main" });
    const foot = element("footer", { class: "panel__foot" }, element("div", {}, parts.count, parts.more), parts.send);
    parts.live = element("div", { class: "hidden-visually", "aria-live": "polite" });
    parts.region = element("aside", { class: "panel", "aria-label": "Edit this page", hidden: true, lang: "en" });
    parts.region.append(head, parts.body, foot, parts.live);
    parts.region.addEventListener("keydown", onKey);
    root.append(parts.region);
    document.documentElement.append(root.host);  // beside the body, where no style of the page reaches
    showFacts();
  }

  function onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    Editor.close();
  }

  /** Open the panel, and make room for it. */
  function open() {
    if (!parts.region.hidden) return;
    parts.region.hidden = false;
    Preview.beQuiet(true);
    Room.make(parts.region);
  }

  function close() {
    parts.region.hidden = true;
    Preview.beQuiet(false);
    views.length = 0;
    parts.body.replaceChildren();
    Room.give();
  }

  /** Let the view that is shown save what is pending. */
  async function leave() {
    await views.at(-1)?.onLeave?.();
  }

  /** Put the last view into the panel. */
  function put() {
    const view = views.at(-1);
    open();
    parts.title.textContent = view.title;
    parts.where.replaceChildren(...[view.note ?? []].flat());
    parts.where.hidden = !parts.where.hasChildNodes();
    parts.send.hidden = Boolean(view.noSend);
    const way = views.length > 1 || view.isOver ? [button("Back", back, { kind: "quiet", icon: "back" })] : [];
    parts.body.replaceChildren(...way, view.box);
    parts.body.scrollTop = 0;
    status("");
    parts.title.focus({ preventScroll: true });
    view.onShow?.();
  }

  /** Begin anew with a view that has nothing behind it: {title, note, box, onShow, onLeave}. */
  function base(view) {
    views.length = 0;
    views.push(view);
    put();
  }

  /** Name the view of the text anew; what is open over it keeps its own name. */
  function rename(title, note) {
    Object.assign(views[0], { title, note });
    if (views.length > 1) return;
    parts.title.textContent = title;
    parts.where.replaceChildren(note);
  }

  /** Show a new view over the one before. Return the element that it may fill. */
  function section(title, view = {}) {
    const box = element("div", { class: "stack" });
    leave();
    views.push({ ...view, title, box, isOver: true });
    put();
    return box;
  }

  /** Go back to the view before. */
  async function back() {
    await leave();
    views.pop();
    if (views.length) put();
    else Editor.overview();
  }

  /** Say something to those who hear the page. The same words twice are said twice. */
  function say(text) {
    said += 1;
    parts.live.textContent = said % 2 ? text : `${text}\u00a0`;
  }

  /** Show the state of what was typed, in the element that says "Saved". */
  function status(text, { bad = false, busy = false } = {}) {
    if (parts.status.textContent === text) return;
    parts.status.toggleAttribute("data-bad", bad);
    parts.status.toggleAttribute("data-busy", busy);
    parts.status.setAttribute("aria-busy", busy);  // heard only when it is over
    if (text) parts.status.setAttribute("aria-label", text);
    else parts.status.removeAttribute("aria-label");
    parts.status.textContent = text;
  }

  /** Show what the foot says of the page: its problems, and what waits to be sent. */
  function showFacts() {
    const { problems, is_last: isLast, edit } = Preview.facts;
    token = edit?.token ?? token;
    const errors = problems.filter((problem) => !problem.isWarning).length;
    parts.count.textContent = errors === 0 ? "No problems" : counted(errors, "problem");
    const unsent = edit?.unsent ? `${counted(edit.unsent, "change")} not sent yet.` : "";
    parts.more.textContent = [isLast ? "The page keeps its last good words." : "", unsent].filter(Boolean).join(" ");
    parts.undo.setAttribute("aria-disabled", !edit?.canUndo);
  }

  function counted(number, noun) {
    return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
  }

  /** Ask the server. What it shows is shown before this returns. The error says it in `told`. */
  function call(verb, data = {}, options = {}) {
    return Preview.during(ask(verb, data, options));
  }

  async function ask(verb, data, { keepalive = false }) {
    const headers = { "Content-Type": "application/json", "X-Preview-Token": token };
    const body = JSON.stringify({ ...data, address: location.pathname });
    let response;
    try {
      response = await fetch(`/preview/edit/${verb}`, { method: "POST", headers, body, keepalive: keepalive && new Blob([body]).size < 60_000 });
    } catch {
      throw fault(NOBODY, {}, 0);
    }
    const answer = await response.json().catch(() => ({}));
    if (answer.shown) Preview.apply(answer.shown);
    if (!response.ok) throw fault(answer.told ?? NOBODY, answer, response.status);
    return answer.result;
  }

  function fault(told, answer, status_) {
    return Object.assign(new Error(told), { told, conflict: answer.conflict ?? null, result: answer.result ?? {}, status: status_ });
  }

  return {
    root, element, icon, icons, button, style, make, close, leave, section, back, base, rename, say, status, showFacts, counted, call,
    get region() { return parts.region; },
    get body() { return parts.body; },
    get isOpen() { return Boolean(parts.region) && !parts.region.hidden; },
    problemsFor: (...place) => Problems.within(...place),
    problem: (...told) => Problems.item(...told),
  };
})();
