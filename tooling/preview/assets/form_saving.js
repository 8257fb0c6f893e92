/* How a form is saved: a pause after the last key, one request at a time, each saying what it replaces; nothing typed is lost. */
"use strict";
const FormSaving = (() => {
  const FORBIDDEN = 403;
  const PAUSE = 400; // milliseconds after the last key
  const UNFINISHED = "The day is not whole. Fill in month, day and year, or empty the field.";
  const AGAIN = 2000; // milliseconds until it is tried again when nobody answered

  /** Give a form its ways to write: changed, flush, act, look, keepMine, takeOther. */
  function attach(form) {
    let line = Promise.resolve();
    let timer = 0;
    let isAsking = false;
    let shown = "";

    /** Do one thing after the other. */
    const enqueue = (task) => {
      line = line.then(task);
      return line;
    };

    form.changed = (view) => {
      if (view.failure) view.fail("");
      if (!view.conflict) Panel.status("Saving …", { busy: true });
      wait(PAUSE);
    };

    const wait = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(form.flush, pause);
    };

    form.flush = () => {
      clearTimeout(timer);
      return enqueue(saveAll);
    };

    const saveAll = async () => {
      for (const view of form.leaves().filter((each) => each.isDirty() && !each.conflict)) {
        if (!view.isUnfinished()) await saveOne(view);
        else if (!Parts.focusIn(view.node)) failed(view, { told: UNFINISHED });
      }
    };

    const ask = async (verb, data) => {
      isAsking = true;
      const asked = { file: form.file, part: form.scope.keys ?? [], ...data };
      try {
        return await Panel.call(verb, asked).catch(async (error) => {
          if (error.status !== FORBIDDEN) throw error;
          await Preview.refresh(); // the preview was started anew, and the page has another token
          return Panel.call(verb, asked);
        });
      } finally {
        isAsking = false;
        shown = Preview.facts?.version;
      }
    };

    const saveOne = async (view) => {
      const { typed } = view;
      const value = view.read();
      if (Fields.same(value, view.field.value) && view.base === view.field.digest) {
        view.saved = typed;
        Panel.status("Saved");
        return;
      }
      try {
        const answer = await ask("set", { keys: view.field.keys, was: view.base, value, within: entriesIn(form.views, view.field.keys) });
        Object.assign(view, { saved: typed, sent: value });
        if (view.failure) view.fail("");
        if (view.isDirty()) view.base = digestIn(answer.fields, view.field.keys) ?? view.base; // typed on meanwhile
        const before = view.problems.map((problem) => problem.message);
        form.take(answer);
        if (form.isDirty()) return;
        Panel.status("Saved");
        const news = view.problems.filter((problem) => !before.includes(problem.message));
        if (news.length) Panel.say(`${view.field.label}: ${news.map((problem) => problem.message).join(" ")}`);
      } catch (error) {
        if (error.status === 409 && !error.conflict) {  // its entry has another place now
          await form.load();
          wait(0);
        } else failed(view, error);
      }
    };

    const failed = (view, error) => {
      if (!error.told) throw error;
      Panel.status(`Not saved: ${error.told}`, { bad: true });
      if (error.conflict) view.showConflict(error.conflict);
      else view.fail(error.told);
      if (error.status === 0) wait(AGAIN);
    };

    /** Send what is typed as the window goes: nobody waits for the answer. */
    form.hurry = () => {
      for (const view of form.leaves().filter((each) => each.isDirty() && !each.conflict && !each.isUnfinished())) {
        const { field, base: was } = view;
        Panel.call("set", { file: form.file, part: [], keys: field.keys, was, value: view.read() }, { keepalive: true }).catch(() => {});
      }
    };

    /** Add, remove or move an entry, after all that is typed is saved. Return whether it was done. */
    form.act = (view, plan, onDone = () => {}) => {
      form.flush();
      return enqueue(async () => {
        try {
          const answer = await ask(...plan());
          onDone();
          view.fail("");
          form.take(answer);
          Panel.status("Saved");
          return true;
        } catch (error) {
          if (!error.told) throw error;
          view.fail(error.conflict ? "Somebody else changed this list meanwhile. It is shown as it is now; do it again." : error.told);
          if (error.conflict) await form.load();
          return false;
        }
      });
    };

    /** Save over what somebody else wrote, which was shown. */
    form.keepMine = (view, conflict) => {
      view.base = conflict.digest;
      form.flush();
    };

    form.takeOther = (view) => {
      view.saved = view.typed;
      view.sent = undefined;
      enqueue(async () => {
        await form.load();
        Panel.status(form.isDirty() ? "" : "Saved");
      });
    };

    /** Look at what is shown now, after the page has changed: the form, too, if it was not by us. */
    form.look = () => {
      form.showProblems();
      if (isAsking || shown === Preview.facts?.version) return;
      shown = Preview.facts?.version;
      enqueue(form.load);
    };
  }

  /** Return the digest of the field with these keys, among described fields. */
  function digestIn(fields, keys) {
    for (const field of fields) {
      if (Fields.same(field.keys, keys)) return field.digest;
      const inner = digestIn([...(field.fields ?? []), ...(field.items ?? []).flat()], keys);
      if (inner) return inner;
    }
    return null;
  }

  /** Return the digests of the entries that the field with these keys stands in, the outermost first. */
  function entriesIn(views, keys) {
    const holds = ({ field }) => Fields.same(field.keys, keys.slice(0, field.keys.length));
    const view = views.find(holds);
    const entry = view?.entries?.map(({ inner }) => inner).find(holds);
    if (entry) return [entry.field.digest, ...entriesIn(entry.children ?? [], keys)];
    return view ? entriesIn(view.children ?? [], keys) : [];
  }

  return { attach };
})();
