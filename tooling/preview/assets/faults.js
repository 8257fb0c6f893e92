/* What stands below a field: what the gate says of it, why it could not be saved, and two texts to choose from. */
"use strict";
const Faults = (() => {
  const { make } = Parts;

  /** Give a view its place for faults. described: the control or fieldset that assistive technology ties them to. */
  function attach(view, described, help, below) {
    const list = make("ul", { class: "problems", role: "list", id: `${view.id}-problems`, hidden: true });
    const other = make("div", { class: "stack" });
    below.append(list, other);
    described.setAttribute("aria-describedby", help.id);
    let told = "";
    view.problems = [];
    view.showProblems = (problems) => {
      view.problems = problems;
      if (told !== (told = JSON.stringify(problems.map((problem) => problem.message)))) {
        list.replaceChildren(...problems.map((problem) => Panel.problem(problem)));
        list.hidden = problems.length === 0;
        if (problems.length) list.setAttribute("aria-label", `Problems with ${view.field.label}`);
        else list.removeAttribute("aria-label");
        mark();
      }
    };
    /** Show why a view was not saved, or nothing. */
    view.fail = (sentence) => {
      view.failure = sentence;
      other.replaceChildren(...(sentence ? [Parts.fault(sentence)] : []));
      mark();
    };
    /** Show both texts of a conflict, or nothing. */
    view.showConflict = (conflict) => {
      view.conflict = conflict;
      other.replaceChildren(...(conflict ? [conflictBox(view, conflict)] : []));
      other.scrollIntoView({ block: "nearest" });
      mark();
    };
    const mark = () => {
      const isBad = view.problems.some((problem) => !problem.isWarning) || Boolean(view.failure) || Boolean(view.conflict);
      if (isBad && described.matches("input, select, textarea")) described.setAttribute("aria-invalid", "true");
      else described.removeAttribute("aria-invalid");
      described.setAttribute("aria-describedby", view.problems.length ? `${help.id} ${list.id}` : help.id);
    };
  }

  function conflictBox(view, conflict) {
    const { mine, theirs } = conflict;
    const shown = (label, text, against) => make("div", { class: "stack" }, make("b", {}, label), make("p", { class: "note text" }, ...marked(text, against)));
    const choose = (take) => {
      view.showConflict(null);
      take(view, conflict);
      view.focus();
    };
    return Parts.fault(
      `Somebody else changed “${view.field.label}” while you wrote. Choose which text stays.`,
      make("div", { class: "two" }, shown("Yours", mine, theirs), shown("The other", theirs, mine)),
      make(
        "div", { class: "row" },
        Panel.button("Keep mine", () => choose(view.form.keepMine), { kind: "main" }),
        Panel.button("Take the other", () => choose(view.form.takeOther)),
      ),
    );
  }

  /** Return a text with the words marked that the other one does not have. */
  function marked(text, against) {
    return text === "" ? [make("i", {}, "(empty)")] : Conflict.marked(text, against);
  }

  return { attach };
})();
