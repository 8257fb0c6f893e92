/* Editing on the page: which part is open, its text, what the gate says of it, and the ways to everything else. */
"use strict";
const Editor = (() => {
  const NTH = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  const QUIET = 1200; // milliseconds before the number of problems is said
  let view = null; // of the open text: {piece, field, list, others, conflict}
  let lastPiece = null;
  let lastCount = 0;
  let timer = 0;

  /** Begin with the first page that can be edited. */
  async function start() {
    if (!Preview.facts.edit) {
      document.addEventListener("preview:shown", start, { once: true });
      return;
    }
    Panel.make();
    Pens.make(openPiece, () => overview());
    [Room, Pick, Saving].forEach((each) => each.listen());
    document.addEventListener("preview:shown", update);
    await Kept.resend();
    if (Kept.all().some(({ address }) => address === location.pathname)) overview();
  }

  /** Tell whether a piece of the page is in the lines that are open. */
  function isOpen(piece) {
    const { region } = Saving;
    if (!Panel.isOpen) return false;
    if (!region) return isSame(piece, lastPiece);
    const holds = (place) => place && place.file === region.file && place.first <= region.last && place.last >= region.first;
    return Boolean(holds(piece) || holds(piece.placed));
  }

  const parts = () => [...(Preview.facts.edit?.pieces ?? []), ...(Preview.facts.edit?.fields ?? [])];
  const nameOf = ({ form, text, at, label }) => JSON.stringify(text === undefined ? form : [at, label]);
  const isSame = (one, other) => Boolean(one && other) && nameOf(one) === nameOf(other);

  /** Return a piece as it is now. */
  function renewed(piece) {
    const near = parts().filter(({ at, file }) => String(at) === String(piece.at) && file === piece.file);
    return near.sort((one, other) => Math.abs(one.first - piece.first) - Math.abs(other.first - piece.first))[0] ?? piece;
  }

  /** Save all that is pending anywhere. */
  async function flush() {
    await Promise.all([Saving.flush({ isLast: true }), Forms.flush()]);
  }

  /** Open what a pen stands for: a text, or a form. */
  async function openPiece(asked) {
    if (Panel.isOpen) await flush();
    const piece = lastPiece = renewed(asked);
    if (piece.text === undefined) showForm(piece);
    else showText(piece, piece);
  }

  /** Show the form of a part that is printed from fields. */
  function showForm(piece) {
    Saving.leave();
    view = null;
    const box = Panel.element("div", { class: "stack" });
    Panel.base({ title: piece.label, box, onLeave: () => Forms.flush() });
    Forms.open(box, { ...piece.form, label: piece.label });
    Pens.markOpen(isOpen);
    requestAnimationFrame(Pens.reveal);
  }

  const placeOf = ({ path, first, last }) => (last > first ? `${path}, lines ${first} to ${last}` : `${path}, line ${first}`);

  /** Say where a piece is: "The studies, second paragraph"; of what is drawn, what it is: "The studies, chart". */
  function whereOf(piece) {
    const [, drawn] = (piece.kind === "placement" && piece.text.match(/^\s*\[\[([a-z-]+)/)) || [];
    if (drawn) return piece.where.replace(/[^,]+ \d+$/, ` ${drawn}`);
    const [, before, kind, number] = (piece.where ?? piece.label).match(/^(.+), (.+) (\d+)$/s) ?? [];
    return number ? `${before}, ${NTH[number] ?? `${number}th`} ${kind}` : piece.where ?? piece.label;
  }

  /** Show the text of a region. piece: the part of the page that it belongs to. */
  function showText(region, piece) {
    const drawn = region === piece && piece.form ? formOf(piece) : null;
    const field = Panel.element("textarea", { class: "input mono", id: "block-text", "aria-describedby": drawn ? null : "block-hint",
      spellcheck: true, lang: "en", value: region.text, rows: 2 });
    const label = Panel.element("label", { class: "label", for: "block-text" }, "Text of this block");
    const list = Panel.element("ul", { class: "problems", role: "list", "aria-label": "Problems", hidden: true });
    const clash = Panel.element("div", { hidden: true });
    const others = Problems.others("Other problems");
    const box = Panel.element("div", { class: "stack" }, ...sharedNote(region, piece), keptNote(region, field), drawn,
      drawn ? null : Tools.row(field, openNew), Panel.element("div", { class: "field" }, label, field, drawn ? null : hint()), clash, list, others);
    Saving.leave();
    view = { piece, field, list, others, clash };
    Panel.base({ title: region === piece ? whereOf(piece) : "Where it is put in", note: placeOf(region), box, onLeave: () => Saving.flush({ isLast: true }), onShow: follow });
    Saving.open(region, field, { title: whereOf(piece), onConflict: showConflict, onFollow: followed });
    field.addEventListener("input", () => grow(field));
    lastCount = 0;
    update();
    field.setSelectionRange(0, 0);
    if (!drawn && matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
    Pens.markOpen(isOpen);
    requestAnimationFrame(() => { grow(field); Pens.reveal(); });
  }

  const hint = () => Panel.element("small", { class: "help", id: "block-hint" }, "An empty line begins a new paragraph.");

  /** Let the field be as high as its text, where the browser does not do it. */
  function grow(field) {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  /** Say where else a shared text stands, and lead to the line that puts it in. */
  function sharedNote(region, piece) {
    if (region !== piece || !(piece.shared?.length || piece.placed)) return [];
    const pages = piece.shared.length ? `This text also stands on: ${piece.shared.join(", ")}.` : "Other pages can share this text.";
    const way = piece.placed ? Panel.button("Edit where it is put in", async () => { await flush(); showText(piece.placed, piece); }, { kind: "quiet", icon: "block" }) : null;
    return [Panel.element("div", { class: "note stack" }, Panel.element("p", {}, pages), way)];
  }

  /** Offer a text that was typed before and did not get through. */
  function keptNote(region, field) {
    const kept = Kept.of(region);
    if (!kept) return null;
    const note = Panel.element("div", { class: "note stack", role: "group", "aria-label": "A text that was not saved" },
      Panel.element("p", { class: "label" }, "You wrote this before, and it was not saved:"), Panel.element("p", { class: "read mono" }, ...Conflict.marked(kept.mine, region.text)));
    const done = () => { Kept.forget(kept); note.remove(); };
    note.append(Panel.element("div", { class: "row" },
      Panel.button("Put it back", () => { done(); Tools.replace(field, 0, field.value.length, kept.mine); }, { kind: "main" }),
      Panel.button("Throw it away", () => { done(); field.focus(); })));
    return note;
  }

  /** Show the form of what a placement draws, above the line that places it. */
  function formOf(piece) {
    const holder = Panel.element("div");
    Forms.open(holder, { ...piece.form, label: piece.label });
    return holder;
  }

  /** Follow the region: its lines, its problems, its frame on the page. */
  function followed(region, isForeign) {
    if (!view) return;
    Panel.rename(region === view.piece || region.file === view.piece.file ? whereOf(view.piece) : "Where it is put in", placeOf(region));
    grow(view.field);
    update();
    Pens.markOpen(isOpen);
    requestAnimationFrame(Pens.reveal);
    if (isForeign) Panel.say("The text was changed elsewhere and is shown as it is now.");
  }

  function follow() {
    if (Saving.region) Saving.follow();
  }

  /** Show what is known now. */
  function update() {
    Panel.showFacts();
    if (!Panel.isOpen || !view) return;
    const { region } = Saving;
    if (!region) return;
    const count = Problems.show(view.list, view.field, region);
    Problems.showOthers(view.others, region);
    view.field.setAttribute("aria-invalid", count > 0);
    if (count === lastCount) return;
    lastCount = count;
    clearTimeout(timer);
    timer = setTimeout(() => Panel.say(count ? Panel.counted(count, "problem") : "No problems in this text"), QUIET);
  }

  /** Show both texts, and wait for the choice. */
  function showConflict(conflict) {
    view.clash.hidden = false;
    view.clash.replaceChildren(Conflict.view(conflict, view.field.value, (keepsMine) => {
      view.clash.hidden = true;
      view.clash.replaceChildren();
      Saving.decide(keepsMine);
      view.field.focus();
    }));
    view.clash.scrollIntoView({ block: "nearest" });
  }

  /** Open the piece that holds a line of a file (its id or path), or the form of the page. Return whether there is one. */
  async function openAt(file, line) {
    const { edit } = Preview.facts;
    const isIt = (each) => each.file === file || each.path === file;
    const piece = edit?.pieces.find((each) => isIt(each) && each.first <= line && line <= each.last);
    if (piece) await openPiece(piece);
    else if (edit && isIt(edit)) openForm({ what: "page", file: edit.file, line }, "Page details");
    else openForm({ what: "lists" }, "Lists");
    return Boolean(piece);
  }

  function openForm(form, label) {
    Forms.open(Panel.section(label, { onLeave: () => Forms.flush() }), { ...form, label });
  }

  /** Open the form of something new from within a text; what was made is put in there. */
  function openNew(what, onMade) {
    const titles = { source: "Add a new source", word: "Add a new word", "new-picture": "Put in a picture" };
    const made = async (result) => { await Panel.back(); onMade(result); };
    Forms.open(Panel.section(titles[what], { onLeave: () => Forms.flush() }), { what, id: null, onMade: made });
  }

  const WAYS = [
    { id: "details", label: "Page details", detail: "Title, summary, status, dates, and all that stands above the text",
      go: () => openForm({ what: "page", file: Preview.facts.edit.file }, "Page details") },
    { id: "lists", label: "Lists", detail: "The practice, sources, words explained, reviewers, old addresses", go: () => openForm({ what: "lists" }, "Lists") },
    { id: "new", label: "New page", detail: "An article or a page of its own", go: () => openForm({ what: "new-page" }, "New page") },
    { id: "unsent", label: "Not sent yet", detail: "What you have changed, and a way to take each back", go: () => sending("Not sent yet") },
  ];

  function menu(opener) {
    Pick.open(opener, { label: "Menu", hasField: false, search: async () => WAYS, onChoose: (way) => way.go() });
  }

  /** Show what can be done on this page. */
  async function overview() {
    if (Panel.isOpen) await flush();
    Saving.leave();
    lastPiece = null;
    const others = Problems.others("Problems");
    const ways = WAYS.map((way) => Panel.element("li", { class: "way" },
      Panel.element("button", { type: "button", "aria-describedby": `way-${way.id}`, on: { click: way.go } }, way.label),
      Panel.element("small", { id: `way-${way.id}` }, way.detail)));
    const box = Panel.element("div", { class: "stack" },
      Panel.element("p", {}, "Choose a pen on the page to write there. What you write is saved by itself, on this computer alone, until you send it for review."),
      keptList(), Panel.element("ul", { class: "ways", role: "list" }, ...ways), others);
    view = null;
    Panel.base({ title: "Edit this page", note: Preview.facts.edit?.path ?? "", box, onShow: () => Problems.showOthers(others, null) });
    Pens.markOpen(isOpen);
  }

  /** List the texts that were not saved. */
  function keptList() {
    const kept = Kept.all().filter(({ address }) => address === location.pathname);
    if (!kept.length) return null;
    const items = kept.map((entry) => Panel.element("li", {}, Panel.element("p", { class: "read mono" }, entry.mine),
      Panel.button(`Open: ${entry.title}`, () => openKept(entry))));
    return Panel.element("section", { class: "note stack" }, Panel.element("h3", {}, "Not saved yet"), Panel.element("ul", { class: "list", role: "list" }, ...items));
  }

  async function openKept(entry) {
    const pieces = Preview.facts.edit.pieces.filter((piece) => piece.file === entry.file);
    const piece = pieces.find((each) => each.digest === entry.digest) ?? pieces.find((each) => each.last >= entry.first);
    if (!piece) return;
    Kept.forget(entry);
    Kept.keep({ ...entry, first: piece.first, last: piece.last }, entry.mine, entry.title);
    await openPiece(piece);
  }

  async function sending(title) {
    await flush();
    Sending.open(Panel.section(title, { noSend: true }));
  }

  /** Take the last edit back. */
  async function undo() {
    await flush();
    Saving.giveWay();
    try {
      const { label, address } = await Panel.call("undo");
      const where = address && address !== location.pathname ? ` (${address})` : "";
      Panel.status(`Undone: ${label}${where}`);
    } catch (fault) {
      Panel.status(fault.told ?? String(fault), { bad: true });
    }
    await Saving.follow();
  }

  /** Close the panel; the focus goes back to the pen. */
  async function close() {
    const { region } = Saving;
    const target = parts().find(isOpen) ?? parts().find((each) => region && each.file === region.file && each.last >= region.last);
    await flush();
    Pick.close(false);
    Saving.leave();
    view = null;
    Panel.close();
    Pens.markOpen(() => false);
    Pens.focus((each) => isSame(each, target));
  }

  addEventListener("DOMContentLoaded", start);
  return { openAt, undo, menu, overview, send: () => sending("Send for review"), close, flush };
})();
