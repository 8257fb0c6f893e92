/* One change that is not sent yet, one conflict with what others sent, and the way to what a problem tells of. */
"use strict";
const Changes = (() => {
  const { make } = Parts;
  const MOST = 1200; // letters of a text that are shown at once

  /** Return a change as an entry of the list: page, what it is, both texts, and a button that takes it back. */
  function item(change, onBack) {
    const { label, page, path, before, after } = change;
    const back = Panel.button("Take back", () => onBack(back), { name: `Take back: ${label}` });
    back.classList.add("change__back");
    const title = page && page !== label ? `${page}: ${label}` : label;
    return make("li", { class: "change stack" }, make("h4", { class: "label" }, title), make("small", { class: "muted path" }, path), ...texts(before, after), back);
  }

  /** Return both texts with the words marked that differ; of a text that is new or gone, only the one. */
  function texts(before, after) {
    if (before === null || before === undefined || before === "") return after ? [side("New", [shortened(after)])] : [];
    if (after === null || after === undefined || after === "") return [side("Taken out", [shortened(before)])];
    return [side("Before", Conflict.marked(before, after), "before"), side("Now", Conflict.marked(after, before), "after")];
  }

  function side(label, nodes, when = "") {
    return make("div", { class: `side side--${when}` }, make("small", { class: "muted" }, label), make("p", { class: "note text" }, ...nodes));
  }

  function shortened(text) {
    return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
  }

  /** Return what is said of a signature that is lost: the server says it in words, or names page and clinician. */
  function signature(lost) {
    return typeof lost === "string" ? lost : `${lost.page ?? lost.path}: ${lost.name ?? lost.reviewer ?? ""}`;
  }

  /** Return a conflict with what others have sent: both texts, and a choice. */
  function conflict(told, choose) {
    const { path, label, mine, theirs } = told;
    const name = Parts.freshId("choice");
    const option = (keep, words, nodes) => {
      const box = make("input", { type: "radio", name, id: Parts.freshId("keep"), on: { change: () => choose(keep) } });
      return make("div", { class: "stack" }, make("div", { class: "tick" }, box, make("label", { for: box.id }, words)), make("p", { class: "note text" }, ...nodes));
    };
    return make(
      "fieldset", { class: "group" }, make("legend", { class: "label" }, `Changed by somebody else, too: ${label ?? path}`),
      make("div", { class: "two" }, option("mine", "Keep mine", Conflict.marked(mine ?? "", theirs ?? "")), option("theirs", "Take the other", Conflict.marked(theirs ?? "", mine ?? ""))),
    );
  }

  /** Lead to the words that a problem tells of: on another page, by going there; in a block or a form of this one. */
  async function lead(problem) {
    if (problem.form) return openForm(problem);
    if (problem.address && problem.address !== location.pathname) return location.assign(problem.address);
    if (problem.file && await Editor.openAt(problem.file, problem.line)) return undefined;
    return problem.file ? openForm({ ...problem, form: { what: "page", file: problem.file } }) : undefined;
  }

  function openForm({ path, form }) {
    return Forms.open(Panel.section(form.label ?? "Details", { note: path, onLeave: Forms.flush }), form);
  }

  return { item, texts, signature, conflict, lead };
})();
