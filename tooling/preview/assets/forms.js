/* The forms of the panel: headers of pages and data files, field by field, each change saved by itself. */
"use strict";
const Forms = (() => {
  const { make } = Parts;
  const forms = new Set(); // what is drawn, and what is not drawn any more but not yet saved
  let isListening = false;

  /** Draw a form into a container. request: {what, file, id, keys, label, onMade}, and the
      line, column and subject of a problem to lead to its field. */
  async function open(container, request) {
    Parts.dress();
    listen();
    const special = { lists: Pages.lists, "new-page": Pages.newPage, "new-picture": Pages.newPicture }[request.what];
    if (special) return special(container, request);
    if (Pages.isNew(request)) return Pages.drawNew(container, request);
    const form = makeForm(container, request);
    forms.add(form);
    await form.load();
    if (request.line) form.lead(request);
    return undefined;
  }

  /** Write what is typed in any form. */
  async function flush() {
    await Promise.all([...forms].map((form) => form.flush()));
  }

  /** Follow what is shown: problems, and what others write. */
  function listen() {
    if (isListening) return;
    isListening = true;
    addEventListener("pagehide", () => forms.forEach((form) => form.hurry()));
    document.addEventListener("preview:shown", () => {
      for (const form of forms) {
        if (!form.container.isConnected && !form.isDirty()) forms.delete(form);
        else form.look();
      }
    });
  }

  /** Make a form that loads and saves; FormSaving gives it the ways to write. */
  function makeForm(container, { what, file, id, keys }) {
    const form = { container, scope: { what, file, id, keys }, isNew: false, views: [] };
    form.body = make("div", { class: "stack form" });
    form.trouble = make("div", {});
    form.lost = make("div", { class: "stack" });
    form.top = make("ul", { class: "problems", role: "list", "aria-label": "Problems", hidden: true });
    container.replaceChildren(make("p", { class: "muted" }, "Opening …"));
    Object.assign(form, {
      load: () => load(form),
      take: (answer) => take(form, answer),
      lead: (problem) => lead(form, problem),
      focus: () => Parts.focusOn(container.querySelector("input, textarea, button")),
      forget: () => forms.delete(form),
      leaves: () => form.views.flatMap((view) => view.leaves()),
      isDirty: () => form.leaves().some((view) => view.isDirty()),
      keepLost: (views) => keepLost(form, views),
      showProblems: () => showProblems(form),
    });
    FormSaving.attach(form);
    hear(form);
    return form;
  }

  /** Save at once when a field is left, and at Ctrl+S; look again when another view has stood here. */
  function hear(form) {
    form.body.addEventListener("focusout", () => { if (form.isDirty()) form.flush(); });
    form.body.addEventListener("keydown", (event) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.flush();
    });
    Parts.onReturn(form.body, () => {
      forms.add(form);
      form.load();
    });
  }

  async function load(form) {
    try {
      form.take(await Panel.call("form", form.scope));
    } catch (error) {
      if (!error.told) throw error;
      const told = Parts.fault(error.told, Panel.button("Try again", form.load));
      if (form.views.length) form.trouble.replaceChildren(told); // what is typed below it stays
      else form.container.replaceChildren(told);
    }
  }

  /** Take a description of the fields as they are now. */
  function take(form, answer) {
    const { file, path, keys, digest, first, last } = answer;
    Object.assign(form, { file, path, keys, digest, first, last });
    form.trouble.replaceChildren();
    if (form.scope.id) form.scope.id = keys.at(-1); // it may have got another one
    form.views = Fields.updateAll(form.views, answer.fields, form);
    Parts.arrange(form.body, form.views.map((view) => view.node));
    if (!form.container.contains(form.body)) {
      form.container.replaceChildren(...[form.trouble, form.top, form.lost, form.body, FormEnds.draw(form, answer)].filter(Boolean));
    }
    form.showProblems();
  }

  /** Unfold and focus the field that stands on a line of the file. */
  function lead(form, problem) {
    const view = FieldProblems.byLine(form.leaves(), problem);
    for (let fold = view?.node.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true;
    view?.focus();
  }

  /** Keep the words of fields that somebody took away while they were typed. */
  function keepLost(form, views) {
    for (const view of views.filter((each) => each.isDirty())) {
      form.lost.append(Parts.fault(
        `Somebody took the entry with “${view.field.label}” away while you wrote. Your words were:`,
        make("p", { class: "note text" }, `${view.read()}`),
      ));
    }
  }

  function showProblems(form) {
    const rest = FieldProblems.spread(form, FieldProblems.of(form));
    form.top.replaceChildren(...rest.map((problem) => Panel.problem(problem)));
    form.top.hidden = rest.length === 0;
    for (const view of form.views) view.mark?.();
  }

  return { open, flush };
})();
