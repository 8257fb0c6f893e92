/* The tools over a text: each writes plain Markdown where the cursor stands, in a way that the browser can take back. */
"use strict";
const Tools = (() => {
  const BOXES = [
    { id: "emergency", label: "Call 911", detail: "Signs that need help at once", title: "Call 911" },
    { id: "urgent", label: "Call the clinic today", detail: "Signs that cannot wait long", title: "Call the clinic today" },
    { id: "warning", label: "Warning", detail: "The most serious risk of the drug", title: "Warning" },
    { id: "note", label: "Note", detail: "What is good to know", title: "Note" },
  ];
  const ITEM = /^(\s*)- /;

  /** Put a text in the place of the selection, as if it had been typed. */
  function insert(field, text, selectFrom = text.length, selectTo = selectFrom) {
    const start = field.selectionStart;
    replace(field, start, field.selectionEnd, text);
    field.setSelectionRange(start + selectFrom, start + selectTo);
  }

  /** Replace a part of a field; the browser's own undo knows it where the browser can. */
  function replace(field, start, end, text) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    const before = field.value;
    const wanted = before.slice(0, start) + text + before.slice(end);
    if (wanted === before) return;
    document.execCommand(text ? "insertText" : "delete", false, text);
    if (field.value === wanted) return;
    field.value = before;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  }

  /** Make the selected words bold, or plain again. */
  function bold(field) {
    const { value, selectionStart, selectionEnd } = field;
    const words = value.slice(selectionStart, selectionEnd);
    const lead = words.match(/^\s*/)[0].length;
    const start = selectionStart + lead;
    const end = Math.max(start, selectionStart + words.trimEnd().length);
    const inner = value.slice(start, end);
    if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
      replace(field, start - 2, end + 2, inner);
      field.setSelectionRange(start - 2, start - 2 + inner.length);
    } else {
      replace(field, start, end, `**${inner}**`);
      field.setSelectionRange(start + 2, start + 2 + inner.length);
    }
  }

  /** Make each selected line an item of a list, or a line again. */
  function list(field) {
    const { value } = field;
    const start = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const stop = value.indexOf("\n", field.selectionEnd);
    const end = stop < 0 ? value.length : stop;
    const lines = value.slice(start, end).split("\n");
    const written = lines.filter((line) => line.trim());
    const areItems = written.length > 0 && written.every((line) => ITEM.test(line));
    const made = lines.map((line) => (areItems ? line.replace(ITEM, "$1") : line.trim() || lines.length === 1 ? `- ${line}` : line));
    const before = !areItems && needsEmptyLine(value, start) ? "\n" : "";
    replace(field, start, end, before + made.join("\n"));
  }

  /** Tell whether a block that begins here would run into the line above. */
  function needsEmptyLine(value, start) {
    const above = value.slice(0, start).split("\n").at(-2);
    return above !== undefined && above.trim() !== "" && !ITEM.test(above);
  }

  /** Put in something that stands by itself: with an empty line before and after it. */
  function insertBlock(field, text, selectFrom, selectTo) {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    const lead = !before.trim() ? "" : "\n".repeat(2 - before.match(/\n{0,2}$/)[0].length);
    const tail = !after.trim() ? "" : "\n".repeat(2 - after.match(/^\n{0,2}/)[0].length);
    insert(field, lead + text + tail, lead.length + selectFrom, lead.length + selectTo);
  }

  function insertBox(field, { id, title }) {
    const words = field.value.slice(field.selectionStart, field.selectionEnd).trim();
    const body = words.split("\n").map((line) => (line ? `> ${line}` : ">")).join("\n");
    const text = `> [!${id}] ${title}\n${words ? body : "> "}`;
    insertBlock(field, text, text.length, text.length);
  }

  function insertLink(field, item) {
    const words = field.value.slice(field.selectionStart, field.selectionEnd).trim();
    const target = item.insert.match(/\]\((.*)\)$/)?.[1] ?? item.id;
    insert(field, words ? `[${words}](${target})` : item.insert);
  }

  /** Put a source behind the word: before it stands no space. */
  function insertSource(field, item) {
    const end = field.selectionEnd;
    const space = field.value.slice(0, end).match(/[ \t]*$/)[0].length;
    const atEnd = end - space;
    const inside = field.value.slice(0, atEnd).match(/\[@[\w.:-]+(?:; ?@[\w.:-]+)*\]$/);
    if (inside) replace(field, atEnd - 1, atEnd, `; ${item.insert.slice(1)}`);  // beside another: one pair of brackets
    else replace(field, atEnd, atEnd, item.insert);
  }

  const finder = (kind) => (query) => Panel.call("find", { kind, query }).then((result) => result.found);

  function pickers(field, forms) {
    return [
      ["Link", "link", { label: "Find a page or heading", search: finder("links"), onChoose: (item) => insertLink(field, item) }],
      ["Source", "source", { label: "Find a source by author, title or year", search: finder("sources"),
        onChoose: (item) => insertSource(field, item),
        more: { label: "Add a new source", onClick: () => forms("source", (made) => insertSource(field, { insert: `[@${made.id}]` })) } }],
      ["Box", "box", { label: "Kind of box", hasField: false, search: async () => BOXES, onChoose: (item) => insertBox(field, item) }],
      ["Word explained", "word", { label: "Find a word of the glossary", search: finder("words"),
        onChoose: (item) => insert(field, item.insert), more: { label: "Add a new word", onClick: () => forms("word", () => field.focus()) } }],
      ["Block", "block", { label: "Find a text that pages share", search: finder("blocks"),
        onChoose: (item) => insertBlock(field, item.insert, item.insert.length, item.insert.length) }],
      ["Picture", "plus", null],
    ];
  }

  /** Return the row of tools of a field. forms(what, onMade) opens a form of something new. */
  function row(field, forms) {
    const boldKey = Panel.button(Panel.element("b", {}, "B"), () => bold(field), { name: "Bold" });
    boldKey.title = "Bold (Ctrl+B)";
    const made = Panel.element("div", { class: "row tools", role: "group", "aria-label": "Tools" }, boldKey);
    const keys = {};
    for (const [label, icon, options] of pickers(field, forms)) {
      const key = Panel.button(label, () => (options
        ? Pick.open(key, { ...options, onChoose: (item) => { field.focus(); options.onChoose(item); } })
        : forms("new-picture", (result) => insertBlock(field, result.insert, result.insert.length, result.insert.length))), { icon });
      if (options) Object.entries({ "aria-haspopup": "listbox", "aria-expanded": "false" }).forEach((each) => key.setAttribute(...each));
      keys[label] = key;
      made.append(key);
      if (label === "Link") made.append(Panel.button("List", () => list(field), { icon: "list" }));
    }
    field.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const act = { b: () => bold(field), k: () => keys.Link.click(), s: () => Saving.flush() }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    });
    return made;
  }

  return { row, replace };
})();
