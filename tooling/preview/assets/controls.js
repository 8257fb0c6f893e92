/* One control for each kind of field that holds a value by itself. */
"use strict";
const Controls = (() => {
  const { make, freshId, growing } = Parts;
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const FIGURE = /^-?\d+(\.\d+)?$/;

  /* Each maker takes a view {field, id, changed}, whose field is a new one after each save, and returns
     {node, control, read, write}: what stands in the panel, what has the label, its value, and how it gets one. */

  function text(view, isLong = false) {
    const control = growing({ id: view.id, on: { input: view.changed } }, isLong);
    return {
      node: control,
      control,
      read: () => control.value.trim(), // a blank at the end is one that is still typed behind
      write: (value) => {
        control.value = value ?? "";
        control.dispatchEvent(new Event("grow"));
      },
    };
  }

  /** What is written in one line and has no words. */
  function plain(view, properties, toValue) {
    const control = make("input", {
      id: view.id, class: "input", type: "text", autocomplete: "off", on: { input: view.changed }, ...properties,
    });
    const write = (value) => { control.value = value ?? ""; };
    return { node: control, control, read: () => (control.value.trim() ? toValue(control.value.trim()) : null), write };
  }

  /** A figure. What is none stays a text, and the gate says below the field what is wrong with it. */
  function figure(view, inputMode) {
    const toNumber = (typed) => (FIGURE.test(typed) && Math.abs(Number(typed)) < 1e15 ? Number(typed) : typed);
    return plain(view, { inputMode }, toNumber);
  }

  /** A day. One that is no day in the file is shown as the text that it is. */
  function date(view) {
    const isDay = !view.field.value || DAY.test(view.field.value);
    const made = plain(view, { type: isDay ? "date" : "text" }, (typed) => typed);
    const { control } = made;
    return { ...made, isUnfinished: () => control.validity.badInput || control.value.startsWith("0") }; // the year is still typed
  }

  function flag(view) {
    const control = make("input", { id: view.id, type: "checkbox", on: { change: view.changed } });
    return { node: control, control, read: () => control.checked, write: (value) => { control.checked = value === true; } };
  }

  function choice(view) {
    const control = make("select", { id: view.id, class: "input", on: { change: view.changed } });
    const write = (value) => {
      const options = (view.field.options ?? []).map((option) => ({ value: `${option.value}`, label: option.label }));
      if (value && !options.some((option) => option.value === `${value}`)) options.push({ value, label: `${value} (not in this list)` });
      if (!value && !options.some((option) => option.value === "")) options.unshift({ value: "", label: "Nothing chosen" });
      const known = [...control.options].map((option) => `${option.value} ${option.label}`).join();
      if (known !== options.map((option) => `${option.value} ${option.label}`).join()) {
        control.replaceChildren(...options.map((option) => make("option", { value: option.value }, option.label)));
      }
      control.value = value ?? "";
    };
    return { node: control, control, read: () => control.value || null, write };
  }

  /** Some of the options. What is chosen keeps its order; what is new comes last. */
  function several(view) {
    const node = make("div", { class: "ticks" });
    const boxes = new Map();
    let chosen = [];
    const change = (value, isChosen) => {
      chosen = chosen.filter((each) => each !== value);
      if (isChosen) chosen.push(value);
      view.changed();
    };
    const box = (value, label) => {
      const made = make("input", { type: "checkbox", id: freshId("tick"), on: { change: () => change(value, made.checked) } });
      boxes.set(value, made);
      node.append(make("div", { class: "tick" }, made, make("label", { for: made.id }, label)));
    };
    const write = (value) => {
      chosen = typeof value === "string" ? [value] : [...(value ?? [])];
      for (const option of view.field.options ?? []) if (!boxes.has(option.value)) box(option.value, option.label);
      for (const each of chosen) if (!boxes.has(each)) box(each, `${each} (not in this list)`);
      for (const [each, made] of boxes) made.checked = chosen.includes(each);
    };
    return { node, control: null, read: () => [...chosen], write };
  }

  /** Short texts, one a line. An empty one is not saved. */
  function texts(view) {
    const rows = make("div", { class: "stack" });
    const row = (value) => {
      const field = growing({ "aria-label": `${view.field.label}: one entry`, value, on: { input: view.changed } }, false);
      const name = () => `Remove “${Parts.firstWords(field.value, 30)}”`;
      const away = Panel.button("", () => remove(line), { kind: "icon", icon: "remove", name: name() });
      field.addEventListener("input", () => away.setAttribute("aria-label", name()));
      const line = make("div", { class: "entry-line" }, field, away);
      return line;
    };
    const remove = (line) => {
      const next = (line.nextElementSibling ?? line.previousElementSibling)?.querySelector("textarea") ?? add;
      line.remove();
      next.focus();
      Panel.say(`Removed from ${view.field.label}.`);
      view.changed();
    };
    const add = Panel.button("Add", () => {
      const line = row("");
      rows.append(line);
      line.querySelector("textarea").focus();
    }, { icon: "plus", name: `Add to ${view.field.label}` });
    const write = (value) => {
      const wanted = typeof value === "string" ? [value] : (value ?? []);
      wanted.forEach((each, index) => {
        const field = rows.children[index]?.querySelector("textarea");
        if (!field) rows.append(row(each));
        else if (field.value.trim() !== each) field.value = each;
      });
      const active = Parts.focusIn(rows);
      [...rows.children].slice(wanted.length).filter((line) => !line.contains(active)).forEach((line) => line.remove());
    };
    const read = () => [...rows.querySelectorAll("textarea")].map((each) => each.value.trim()).filter(Boolean);
    return { node: make("div", { class: "stack" }, rows, add), control: null, read, write };
  }

  const makers = {
    text, date, flag, choice, several, texts,
    long: (view) => text(view, true),
    number: (view) => figure(view, "decimal"),
    whole: (view) => figure(view, "numeric"),
    issued: (view) => plain(view, { placeholder: "" }, (typed) => typed),
    sources: (view) => SourcePicker.make(view),
  };

  /** Return the control of a view; of a kind that is not known, a text. */
  return { of: (view) => (makers[view.field.kind] ?? text)(view) };
})();
