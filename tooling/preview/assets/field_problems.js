/* Which field a problem of the gate belongs to: by the lines of the file, else by the name that it tells. */
"use strict";
const FieldProblems = (() => {
  /** Return the problems of the lines that a form is of. */
  function of({ path, first = 1, last = Infinity }) {
    return (Preview.facts?.problems ?? []).filter((problem) => problem.path === path && first <= problem.line && problem.line <= last);
  }

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

  /** Return the field on a line: of several the one that is named, or the last one before the column. */
  function byLine(leaves, { line, column = 1, subject = "" }) {
    const holding = leaves.filter(({ field }) => field.first <= line && line <= field.last);
    const shortest = Math.min(...holding.map(({ field }) => field.last - field.first));
    const nearest = holding.filter(({ field }) => field.last - field.first === shortest);
    const named = nearest.filter(({ field }) => subject && field.keys.at(-1) === subject);
    return (named.length ? named : nearest).findLast(({ field }) => field.column <= Math.max(column, 1)) ?? named[0] ?? nearest[0];
  }

  function byName(leaves, { subject }) {
    const named = leaves.filter(({ field }) => subject && field.first === undefined && field.keys.at(-1) === subject);
    return named.length === 1 ? named[0] : undefined;
  }

  return { of, spread, byLine };
})();
