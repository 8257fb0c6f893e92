/* Which field a problem of the gate belongs to: by the lines of the file, else by the name that it tells. */
"use strict";
const FieldProblems = (() => {
  /** Show each problem below its field. Return those that belong to none. */
  function spread(form, problems) {
    const leaves = form.leaves();
    const found = new Map(leaves.map((view) => [view, []]));
    const rest = problems.filter((problem) => {
      const view = byLine(leaves, problem) ?? byName(leaves, problem);
      if (view) found.get(view).push(problem);
      return !view;
    });
    for (const [view, own] of found) view.showProblems(own);
    return rest;
  }

  /** Return the field with the fewest lines among those that hold the problem's, and of these the one it names. */
  function byLine(leaves, { line, subject }) {
    const holding = leaves.filter(({ field }) => field.first <= line && line <= (field.last ?? field.first));
    const length = ({ field }) => (field.last ?? field.first) - field.first;
    const shortest = Math.min(...holding.map(length));
    const nearest = holding.filter((view) => length(view) === shortest);
    return nearest.find(({ field }) => subject && field.keys.at(-1) === subject) ?? nearest[0];
  }

  function byName(leaves, { subject }) {
    const named = leaves.filter(({ field }) => subject && field.first === undefined && field.keys.at(-1) === subject);
    return named.length === 1 ? named[0] : undefined;
  }

  return { spread };
})();
