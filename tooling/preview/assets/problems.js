/* What the gate says of a text: a list whose sentences lead to their words. */
"use strict";
const Problems = (() => {
  const QUOTED = /[“"]([^”"]{2,})[”"]/g;
  const MOST = 8; // others that are listed
  const FIRST = /^(.+?[.?!][”"]?)(\s+.+)?$/s;

  const isWithin = (region, { path, line }) => path === region.path && line >= region.first && line <= Math.max(region.last, region.first);

  /** Return the problems that are told of some lines of a file. */
  function within(path, first, last) {
    return Preview.facts.problems.filter((problem) => isWithin({ path, first, last }, problem));
  }

  /** Return an item of a list: the first sentence strong, and what to do or where it is; a button if it leads somewhere. */
  function item(problem, onClick = null, place = null) {
    const [, wrong, right] = problem.message.match(FIRST) ?? [null, problem.message, ""];
    const inner = [Panel.element("strong", {}, wrong), place ? Panel.element("small", {}, place) : (right ?? "").trim()].filter(Boolean);
    const holder = onClick ? Panel.element("button", { type: "button", on: { click: onClick } }, ...inner) : Panel.element("div", {}, ...inner);
    return Panel.element("li", { class: problem.isWarning ? "problem problem--warning" : "problem" }, holder);
  }

  /** Return where the words of a problem stand in a text that begins at a line of the file: [start, end]. */
  function wordsOf(problem, text, firstLine) {
    const lines = text.split("\n");
    const line = Math.min(Math.max(problem.line - firstLine, 0), lines.length - 1);
    const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    const at = start + Math.max((problem.column || 1) - 1, 0);
    const quoted = [...problem.message.matchAll(QUOTED)].map((found) => found[1]);
    for (const words of [problem.subject, ...quoted].filter(Boolean)) {
      const places = [text.indexOf(words, at), text.indexOf(words, start), text.toLowerCase().indexOf(words.toLowerCase(), start), text.indexOf(words)];
      const found = places.find((place) => place >= 0);
      if (found !== undefined) return [found, found + words.length];
    }
    if (problem.column > 1) return [at, at + (text.slice(at).match(/^[^\s.,;:]+/)?.[0].length ?? 0)];
    return [start, start + lines[line].length];
  }

  /** Select the words of a problem in the field, and bring them into sight. */
  function lead(problem, field, region) {
    const [start, end] = wordsOf(problem, field.value, region.first);
    field.focus();
    field.setSelectionRange(start, end);
    field.scrollIntoView({ block: "nearest" });
  }

  /** Replace the items of a list, unless they are the same. */
  function fill(list, items, key) {
    if (list.dataset.shown === key) return;
    list.dataset.shown = key;
    const focused = [...list.children].findIndex((each) => each.contains(Panel.root.activeElement));
    list.replaceChildren(...items);
    if (focused >= 0) (list.children[Math.min(focused, items.length - 1)]?.querySelector("button") ?? Panel.body.querySelector("textarea"))?.focus();
  }

  /** Show the problems of a region under its field. Return how many. */
  function show(list, field, region) {
    const mine = Preview.facts.problems.filter((problem) => isWithin(region, problem));
    const leads = (problem) => item(problem, () => lead(problem, field, Saving.region ?? region));
    fill(list, mine.map(leads), JSON.stringify(mine));
    list.hidden = mine.length === 0;
    return mine.length;
  }

  /** Show the other problems in short, those of this page first: each with its place, and the way to it if it is here. */
  function showOthers(holder, region) {
    const { problems, edit } = Preview.facts;
    const paths = new Set([edit?.path, ...(edit?.pieces ?? []).map((piece) => piece.path)]);
    const others = problems.filter((problem) => !region || !isWithin(region, problem));
    const [here, elsewhere] = [others.filter(({ path }) => paths.has(path)), others.filter(({ path }) => !paths.has(path))];
    const way = (problem) => (paths.has(problem.path) || problem.path.startsWith("content/data/")
      ? item(problem, () => Editor.openAt(problem.path, problem.line), problem.place) : item(problem, null, problem.place));
    const shown = [...here, ...elsewhere].slice(0, MOST);
    const rest = others.length - shown.length;
    const more = rest ? [Panel.element("li", { class: "muted" }, `And ${rest} more.`)] : [];
    fill(holder.querySelector("ul"), [...shown.map(way), ...more], JSON.stringify(others));
    holder.hidden = others.length === 0;
  }

  /** Return the holder that showOthers fills. */
  function others(title) {
    const list = Panel.element("ul", { class: "problems", role: "list", "aria-label": title });
    return Panel.element("section", { class: "stack", hidden: true }, Panel.element("h3", {}, title), list);
  }

  return { within, item, show, showOthers, others, wordsOf };
})();
