/* The form of something that is not in its file yet: nothing is saved until all of it is. */
"use strict";
const NewForm = (() => {
  /** Draw a described form. Returns {values, focus}; values are by the names of the fields, without those left empty. */
  function make(container, answer) {
    const form = { isNew: true, scope: {}, changed() {}, keepLost() {}, views: [] };
    /** Add, remove or move an entry on the screen alone. */
    form.act = async (view, plan, onDone) => {
      const [verb] = plan();
      if (verb === "add") view.addEntry(blank(view.field));
      else onDone();
      view.drawEntries();
      return true;
    };
    form.views = Fields.updateAll([], answer.fields, form);
    container.replaceChildren(...form.views.map((view) => view.node));
    return {
      values: () => filled(Object.fromEntries(form.views.map((view) => [view.field.keys.at(-1), view.read()]))),
      focus: () => form.views[0]?.focus(),
    };
  }

  /** Return the description of one more entry of a list: that of its first one, emptied. */
  function blank(list) {
    return { keys: [...list.keys, 0], kind: "group", label: list.label, fields: (list.items[0] ?? []).map(emptied), digest: "" };
  }

  function emptied(field) {
    const value = Array.isArray(field.value) ? [] : field.kind === "flag" ? false : "";
    return { ...field, value, fields: field.fields?.map(emptied), items: field.items?.slice(0, 0) };
  }

  /** Leave out what is empty. */
  function filled(values) {
    if (Array.isArray(values)) return values.map(filled).filter((each) => !isEmpty(each));
    if (values === null || typeof values !== "object") return values;
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value)]).filter(([, value]) => !isEmpty(value)));
  }

  function isEmpty(value) {
    return value === null || value === "" || value === false || (typeof value === "object" && Object.keys(value).length === 0);
  }

  return { make };
})();
