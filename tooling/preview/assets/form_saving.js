/* How a form is saved: a pause after the last key, one request at a time, each saying what it replaces; nothing typed is lost. */
"use strict";
const FormSaving = (() => {
  const FORBIDDEN = 403;
  const CONFLICT = 409;
  const PAUSE = 400; // milliseconds after the last key
  const UNFINISHED = "The day is not whole. Fill in month, day and year, or empty the field.";
  const MOVED_ON = "Somebody else changed this list meanwhile. It is shown as it is now; do it again.";
  const AGAIN = 2000; // milliseconds until it is tried again when nobody answered

  /** Give a form its ways to write: changed, flush, hurry, act, look, keepMine, takeOther. */
  function attach(form) {
    const state = { line: Promise.resolve(), timer: 0, isAsking: false, shown: "" };
    /** Do one thing after the other. */
    state.enqueue = (task) => {
      state.line = state.line.then(task);
      return state.line;
    };
    state.wait = (pause) => {
      clearTimeout(state.timer);
      state.timer = setTimeout(form.flush, pause);
    };
    form.flush = () => {
      clearTimeout(state.timer);
      return state.enqueue(() => saveAll(form, state));
    };
    form.changed = (view) => {
      if (view.failure) view.fail("");
      if (!view.conflict) Panel.status("Saving …", { busy: true });
      state.wait(PAUSE);
    };
    form.hurry = () => hurry(form);
    form.act = (view, plan, onDone = () => {}) => {
      form.flush();
      return state.enqueue(() => act(form, state, view, plan, onDone));
    };
    form.look = () => look(form, state);
    attachChoices(form, state);
  }

  /** Give a form what follows from the choice at a conflict. */
  function attachChoices(form, state) {
    form.keepMine = (view, conflict) => {
      view.base = conflict.digest;
      form.flush();
    };
    form.takeOther = (view) => {
      view.saved = view.typed;
      state.enqueue(async () => {
        await form.load();
        Panel.status(form.isDirty() ? "" : "Saved");
      });
    };
  }

  const pending = (form) => form.leaves().filter((view) => view.isDirty() && !view.conflict);

  async function saveAll(form, state) {
    for (const view of pending(form)) {
      if (!view.isUnfinished()) await saveOne(form, state, view);
      else if (!Parts.focusIn(view.node)) failed(state, view, { told: UNFINISHED });
    }
  }

  async function saveOne(form, state, view) {
    const { typed, field } = view;
    const value = view.read();
    if (Fields.same(value, field.value) && view.base === field.digest) {
      view.saved = typed;
      Panel.status("Saved");
      return;
    }
    try {
      const answer = await ask(form, state, "set", { keys: field.keys, was: view.base, value, within: entriesIn(form.views, field.keys) });
      Object.assign(view, { saved: typed, sent: value });
      if (view.failure) view.fail("");
      if (view.isDirty()) view.base = digestIn(answer.fields, field.keys) ?? view.base; // typed on meanwhile
      takeAnswer(form, view, answer);
    } catch (error) {
      if (error.status === CONFLICT && !error.conflict) { // its entry has another place now
        await form.load();
        state.wait(0);
      } else failed(state, view, error);
    } finally {
      view.sent = undefined;
    }
  }

  /** Show what came of a save, and say which problems are new. */
  function takeAnswer(form, view, answer) {
    const before = view.problems.map((problem) => problem.message);
    form.take(answer);
    if (form.isDirty()) return;
    Panel.status("Saved");
    const news = view.problems.filter((problem) => !before.includes(problem.message));
    if (news.length) Panel.say(`${view.field.label}: ${news.map((problem) => problem.message).join(" ")}`);
  }

  function failed(state, view, error) {
    if (!error.told) throw error;
    Panel.status(`Not saved: ${error.told}`, { bad: true });
    if (error.conflict) view.showConflict(error.conflict);
    else view.fail(error.told);
    if (error.status === 0) state.wait(AGAIN);
  }

  async function ask(form, state, verb, data) {
    const asked = { file: form.file, part: form.scope.keys ?? [], ...data };
    state.isAsking = true;
    try {
      return await Panel.call(verb, asked).catch(async (error) => {
        if (error.status !== FORBIDDEN) throw error;
        await Preview.refresh(); // the preview was started anew, and the page has another token
        return Panel.call(verb, asked);
      });
    } finally {
      state.isAsking = false;
      state.shown = Preview.facts?.version;
    }
  }

  /** Send what is typed as the window goes: nobody waits for the answer. */
  function hurry(form) {
    for (const view of pending(form).filter((each) => !each.isUnfinished())) {
      const asked = { file: form.file, part: [], keys: view.field.keys, was: view.base, value: view.read() };
      Panel.call("set", asked, { keepalive: true }).catch(() => {});
    }
  }

  /** Add, remove or move an entry, after all that is typed is saved. Return whether it was done. */
  async function act(form, state, view, plan, onDone) {
    try {
      const answer = await ask(form, state, ...plan());
      onDone();
      view.fail("");
      form.take(answer);
      Panel.status("Saved");
      return true;
    } catch (error) {
      if (!error.told) throw error;
      view.fail(error.conflict ? MOVED_ON : error.told);
      if (error.conflict) await form.load();
      return false;
    }
  }

  /** Look at what is shown now, after the page has changed: the form, too, if it was not by us. */
  function look(form, state) {
    form.showProblems();
    if (state.isAsking || state.shown === Preview.facts?.version) return;
    state.shown = Preview.facts?.version;
    state.enqueue(form.load);
    if (pending(form).length) state.wait(PAUSE); // what could not be saved before may be saved now
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
