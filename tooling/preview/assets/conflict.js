/* Two people wrote the same lines: both texts, what differs, and the choice. */
"use strict";
const Conflict = (() => {
  const LARGEST = 4_000_000; // comparisons; beyond, the middle counts as changed
  const words = (text) => text.match(/\s+|[^\s]+/g) ?? [];

  /** Return which words of the first text stand in the second one too, in the same order. */
  function common(mine, other) {
    const same = new Array(mine.length).fill(false);
    let start = 0;
    while (start < mine.length && start < other.length && mine[start] === other[start]) same[start++] = true;
    let mineEnd = mine.length;
    let otherEnd = other.length;
    while (mineEnd > start && otherEnd > start && mine[mineEnd - 1] === other[otherEnd - 1]) {
      same[--mineEnd] = true;
      otherEnd -= 1;
    }
    if ((mineEnd - start) * (otherEnd - start) <= LARGEST) align(mine, other, start, mineEnd, otherEnd, same);
    return same;
  }

  /** Find the longest run of words in the same order between the equal ends. */
  function align(mine, other, start, mineEnd, otherEnd, same) {
    const width = otherEnd - start + 1;
    const table = new Uint32Array((mineEnd - start + 1) * width);
    for (let row = mineEnd - 1; row >= start; row -= 1) {
      for (let column = otherEnd - 1; column >= start; column -= 1) {
        const at = (row - start) * width + column - start;
        table[at] = mine[row] === other[column] ? table[at + width + 1] + 1 : Math.max(table[at + width], table[at + 1]);
      }
    }
    for (let row = start, column = start; row < mineEnd && column < otherEnd;) {
      const at = (row - start) * width + column - start;
      if (mine[row] === other[column]) {
        same[row++] = true;
        column += 1;
      } else if (table[at + width] >= table[at + 1]) row += 1;
      else column += 1;
    }
  }

  /** Tell whether a text has all words of another one, in their order. */
  const holds = (text, other) => common(words(other), words(text)).every((isThere) => isThere);

  /** Return a text as nodes, with the words marked that the other text does not have. */
  function marked(text, other) {
    const mine = words(text);
    const same = common(mine, words(other));
    const nodes = [];
    for (let at = 0; at < mine.length;) {
      let end = at;
      while (end < mine.length && (same[end] === same[at] || (!same[at] && !mine[end].trim() && same[end + 1] === false))) end += 1;
      const part = mine.slice(at, end).join("");
      nodes.push(same[at] || !part.trim() ? part : Panel.element("mark", {}, part));
      at = end;
    }
    return nodes;
  }

  /** Return what stands under the field while a choice is open. onChoice(keepsMine) is called once. */
  function view(conflict, mine, onChoice) {
    const label = Panel.element("div", { class: "label", id: "theirs-label" }, "Text of the other save");
    const hint = Panel.element("small", { class: "muted", id: "theirs-hint" },
      conflict.theirs ? "What is not in your text is marked." : "The other save took this text out.");
    const read = Panel.element("div", { class: "read mono", role: "textbox", tabIndex: 0, "aria-readonly": "true",
      "aria-multiline": "true", "aria-labelledby": "theirs-label", "aria-describedby": "theirs-hint" }, ...marked(conflict.theirs, mine));
    const told = Panel.element("p", { class: "fault", role: "alert" }, conflict.told ?? "Somebody else has changed this text meanwhile.");
    const keys = Panel.element("div", { class: "row" },
      Panel.button("Keep mine", () => onChoice(true), { kind: "main" }), Panel.button("Take the other", () => onChoice(false)));
    return Panel.element("div", { class: "stack", role: "group", "aria-label": "Two texts" }, told, label, read, hint, keys);
  }

  return { marked, holds, view };
})();
