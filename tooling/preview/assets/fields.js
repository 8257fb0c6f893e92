/* A field of a form as it is drawn: its label, help, control, problems and conflict; and groups of fields. */
"use strict";
const Fields = (() => {
  const { make, freshId } = Parts;
  const WITHOUT_EXAMPLE = ["sources", "several", "choice", "flag", "date", "list", "group", "texts"];

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const nameOf = (field) => field.keys.at(-1); // within one group; entries of a list change their numbers

  const drawnAs = ({ kind }) => (kind === "long" ? "text" : kind); // a text may become long while it is typed

  /** Return help as it stands below a label: the sentence of the field, and an example as long as nothing is typed. */
  function helpOf(field) {
    const isShown = field.example && !field.value && !WITHOUT_EXAMPLE.includes(field.kind);
    const example = isShown ? `For example: ${field.example}` : "";
    return [field.help === field.label ? "" : field.help, example].filter(Boolean).join(" ");
  }

  /** Draw a field; what it returns is kept for as long as the form stands, and is told of each new description. */
  function draw(field, form) {
    if (field.kind === "list") return Lists.draw(field, form);
    return field.kind === "group" ? drawGroup(field, form) : drawLeaf(field, form);
  }

  /** typed, saved: how often something was typed, and how often when it was last saved. base: digest of what it replaces. */
  function drawLeaf(field, form) {
    const view = { field, form, id: freshId("field"), typed: 0, saved: 0, base: field.digest, conflict: null };
    view.changed = () => {
      view.typed += 1;
      form.changed(view);
    };
    const made = Controls.of(view);
    const { label, help } = frame(view, made);
    let isNew = true;
    Object.assign(view, {
      read: made.read,
      isDirty: () => view.typed !== view.saved,
      isUnfinished: () => made.isUnfinished?.() ?? false,
      focus: () => (made.control ?? made.node.querySelector("input, button, textarea"))?.focus(),
      leaves: () => [view],
      title: () => titleOf(view),
    });
    view.update = (next) => {
      view.field = next;
      label.textContent = next.label;
      help.textContent = helpOf(next);
      help.hidden = !help.textContent;
      if (view.isDirty()) return;
      view.base = next.digest;
      const isAnswer = view.sent !== undefined && same(made.read(), view.sent); // then it may be typed on right here
      if (isNew || (!isAnswer && !same(made.read(), next.value))) made.write(next.value);
      isNew = false;
    };
    view.update(field);
    return view;
  }

  /** Put label, help and what is wrong around a control. */
  function frame(view, made) {
    const { kind, isRequired } = view.field;
    const isSet = made.control === null;
    const label = isSet ? make("legend", { class: "label" }) : make("label", { class: "label", for: view.id });
    const help = make("small", { class: "help", id: `${view.id}-help` });
    const below = make("div", { class: "below stack" });
    const away = view.form.scope?.what === "redirects" ? removal(view) : null;
    const top = kind === "flag" ? [make("div", { class: "tick" }, made.node, label), help] : [label, help, made.node, away];
    view.node = make(isSet ? "fieldset" : "div", { class: isSet ? "field field--set" : `field field--${kind}` }, ...top, below);
    if (isRequired && !isSet && kind !== "flag") made.control.setAttribute("aria-required", "true");
    Faults.attach(view, made.control ?? view.node, help, below);
    return { label, help };
  }

  /** Return a button that takes an old address out, with where it leads. */
  function removal(view) {
    const at = () => ["remove", { keys: view.field.keys, was: view.field.digest }];
    return Panel.button("Remove", async () => {
      const { label } = view.field;
      if (!(await view.form.act(view, at))) return;
      Panel.say(`Removed: ${label}.`);
      (view.form.views[0] ?? view.form).focus();
    }, { icon: "remove", name: `Remove ${view.field.label}` });
  }

  /** Return words for the title of the entry that a field belongs to. */
  function titleOf(view) {
    const value = view.read();
    if (typeof value !== "string" || !value.trim()) return "";
    const option = view.field.options?.find((each) => each.value === value);
    return Parts.firstWords(option?.label ?? value, 48);
  }

  function drawGroup(field, form) {
    const view = { field, form, id: freshId("group"), children: [] };
    const legend = make("legend", { class: "label" }, field.label);
    const help = make("small", { class: "help", id: `${view.id}-help` });
    const below = make("div", { class: "below stack" });
    const body = make("div", { class: "stack" });
    view.node = make("fieldset", { class: "group group--fields" }, legend, help, body, below);
    Faults.attach(view, view.node, help, below);
    view.update = (next) => {
      view.field = next;
      legend.textContent = next.label;
      help.textContent = next.help === next.label ? "" : (next.help ?? "");
      help.hidden = !help.textContent;
      view.children = updateAll(view.children, next.fields, form);
      Parts.arrange(body, view.children.map((child) => child.node));
    };
    view.leaves = () => view.children.flatMap((child) => child.leaves());
    view.mark = () => view.children.forEach((child) => child.mark?.());
    view.title = () => view.children.map((child) => child.title()).find(Boolean) ?? "";
    view.focus = () => view.children[0]?.focus();
    view.read = () => Object.fromEntries(view.children.map((child) => [child.field.keys.at(-1), child.read()]));
    view.update(field);
    return view;
  }

  /** Return the views of fields: the one that a field had, told of its new description, or a new one. */
  function updateAll(views, fields, form) {
    const known = new Map(views.map((view) => [nameOf(view.field), view]));
    return fields.map((field) => {
      const old = known.get(nameOf(field));
      if (!old || drawnAs(old.field) !== drawnAs(field)) return draw(field, form);
      old.update(field);
      return old;
    });
  }

  return { draw, updateAll, same, helpOf };
})();
