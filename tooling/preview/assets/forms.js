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

  /** Make a form that loads and saves; Saving gives it the ways to write. */
  function makeForm(container, request) {
    const { what, file, id, keys } = request;
    const form = { container, scope: { what, file, id, keys }, isNew: false, views: [] };
    const body = make("div", { class: "stack form" });
    const lost = make("div", { class: "stack" });
    const top = make("ul", { class: "problems", role: "list", "aria-label": "Problems", hidden: true });
    container.replaceChildren(make("p", { class: "muted" }, "Opening …"));

    form.load = async () => {
      try {
        form.take(await Panel.call("form", form.scope));
      } catch (error) {
        if (!error.told) throw error;
        container.replaceChildren(Parts.fault(error.told, Panel.button("Try again", form.load)));
      }
    };
    /** Take a description of the fields as they are now. */
    form.take = (answer) => {
      const { file: own, path, keys: at, digest, first, last } = answer;
      Object.assign(form, { file: own, path, keys: at, digest, first, last });
      if (form.scope.id) form.scope.id = at.at(-1); // it may have got another one
      form.views = Fields.updateAll(form.views, answer.fields, form);
      Parts.arrange(body, form.views.map((view) => view.node));
      if (!container.contains(body)) container.replaceChildren(...[top, lost, body, FormEnds.draw(form, answer)].filter(Boolean));
      form.showProblems();
    };
    /** Unfold and focus the field that stands on a line of the file. */
    form.lead = (problem) => {
      const view = FieldProblems.byLine(form.leaves(), problem);
      for (let fold = view?.node.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true;
      view?.focus();
    };
    form.focus = () => Parts.focusOn(container.querySelector("input, textarea, button"));
    form.forget = () => forms.delete(form);
    form.leaves = () => form.views.flatMap((view) => view.leaves());
    form.isDirty = () => form.leaves().some((view) => view.isDirty());
    /** Keep the words of fields that somebody took away while they were typed. */
    form.keepLost = (views) => {
      for (const view of views.filter((each) => each.isDirty())) {
        lost.append(Parts.fault(
          `Somebody took the entry with “${view.field.label}” away while you wrote. Your words were:`,
          make("p", { class: "note text" }, `${view.read()}`),
        ));
      }
    };
    form.showProblems = () => {
      const rest = FieldProblems.spread(form, FieldProblems.of(form));
      top.replaceChildren(...rest.map((problem) => Panel.problem(problem)));
      top.hidden = rest.length === 0;
      for (const view of form.views) view.mark?.();
    };
    FormSaving.attach(form);
    body.addEventListener("focusout", () => { if (form.isDirty()) form.flush(); });
    body.addEventListener("keydown", (event) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.flush();
    });
    Parts.onReturn(body, () => {
      forms.add(form);
      form.load();
    });
    return form;
  }

  return { open, flush };
})();
