/* One change that is not sent yet, one conflict with what others sent, and the way to what a problem tells of. */
"use strict";
const Changes = (() => {
  const { make } = Parts;
  const LED = "preview:led";
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
    [before, after] = withoutIndent(before, after);
    if (before === null || before === undefined || before === "") return after ? [side("New", [shortened(after)])] : [];
    if (after === null || after === undefined || after === "") return [side("Taken out", [shortened(before)])];
    return [side("Before", Conflict.marked(before, after), "before"), side("Now", Conflict.marked(after, before), "after")];
  }

  /** Take the blanks off that all lines of both texts begin with. */
  function withoutIndent(...both) {
    const indents = both.flatMap((text) => (text ?? "").split("\n").filter((line) => line.trim()).map((line) => line.search(/\S/)));
    const least = Math.min(...indents, 99);
    return both.map((text) => text?.split("\n").map((line) => line.slice(least)).join("\n"));
  }

  function side(label, nodes, when = "") {
    return make("div", { class: `side side--${when}` }, make("small", { class: "muted" }, label), make("p", { class: "note text" }, ...nodes));
  }

  function shortened(text) {
    return text.length > MOST ? `${text.slice(0, MOST)} …` : text;
  }

  /** Return a conflict with what others have sent: both texts, and a button for each. choose("mine" or "theirs"). */
  function conflict(told, choose) {
    const [mine, theirs] = withoutIndent(told.mine, told.theirs);
    const isLeft = Boolean(told.mine && told.theirs);
    const text = (words, other) => make("p", { class: "note text" }, ...(isLeft ? Conflict.marked(words, other) : words ? [shortened(words)] : [make("i", {}, told.isWhole ? "(no such file any more)" : "(taken out)")]));
    const option = (keep, whose, label, words, other) => make(
      "div", { class: "stack" }, make("small", { class: "muted" }, whose), text(words, other), Panel.button(label, () => choose(keep)),
    );
    const gone = `Since you began, somebody has deleted ${told.path} or given it another name. If you keep yours, it comes back; if you take the other, it goes here, too, with what you changed in it.`;
    const what = told.isWhole && !told.theirs ? gone : `Since you began, another text was put here, in ${told.path}. Choose which one stays.`;
    return make(
      "fieldset", { class: "group conflict" }, make("legend", { class: "label" }, "Changed by somebody else, too"),
      make("p", {}, what),
      make("div", { class: "two" }, option("mine", "Yours", "Keep mine", mine, theirs), option("theirs", "The other", "Take the other", theirs, mine)),
    );
  }

  /** Lead to what a problem tells of: words on this page, a field of a form, or another page, whose words are opened there. */
  async function lead(problem) {
    const { file, line, path } = problem;
    const isHere = Preview.facts.edit?.pieces.some((piece) => piece.file === file && piece.first <= line && line <= piece.last);
    if (isHere) return Editor.openAt(file, line);
    const { form, address } = await Panel.call("where", { file, line }).catch(() => ({}));
    if (form) return Forms.open(Panel.section(form.label, { note: path, onLeave: Forms.flush }), { ...problem, ...form });
    if (!address || address === location.pathname) return Editor.openAt(file, line);
    sessionStorage.setItem(LED, JSON.stringify({ file, line }));
    return location.assign(address);
  }

  /** Open what another page has led to. */
  addEventListener("DOMContentLoaded", () => {
    const led = sessionStorage.getItem(LED);
    if (!led || !Preview.facts.edit) return;
    sessionStorage.removeItem(LED);
    const { file, line } = JSON.parse(led);
    Editor.openAt(file, line);
  });

  return { item, conflict, lead };
})();
