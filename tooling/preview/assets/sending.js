/* "Send for review": what is not sent yet, why it was changed, what holds it back, and where it went. */
"use strict";
const Sending = (() => {
  const { make } = Parts;
  const CHECKING = "Checking the whole site. This takes some seconds …";
  const PERSON = ["name", "email"];
  const typed = { why: "", name: "", email: "" }; // kept when the view is left, and until it is sent

  /** Draw the view into a container. */
  async function open(container) {
    Parts.dress();
    const view = { container, needs: [] };
    container.replaceChildren(make("p", { class: "muted" }, "Opening …"));
    try {
      await Forms.flush();
      draw(view, await Panel.call("changes"));
      Parts.onReturn(view.title, () => Panel.call("changes").then((told) => drawChanges(view, told), () => {}));
    } catch (error) {
      if (!error.told) throw error;
      container.replaceChildren(Parts.fault(error.told, Panel.button("Try again", () => open(container))));
    }
  }

  function draw(view, told) {
    view.title = make("h3", {}, "");
    view.list = make("ol", { class: "list changes", role: "list" });
    view.signatures = make("div", {});
    view.held = make("div", { class: "stack" });
    view.result = make("div", { class: "stack" });
    view.form = make("div", { class: "stack-wide" });
    view.conflicts = make("div", { class: "stack" });
    drawForm(view);
    drawChanges(view, told);
    view.container.replaceChildren(view.result, view.conflicts, view.title, view.list, view.signatures, view.form, view.held);
    if (told.sent) view.result.replaceChildren(sentNote("Sent before, and not taken over yet:", told.sent));
  }

  function drawChanges(view, { changes, signatures = [], conflicts = [] }) {
    drawConflicts(view, conflicts);
    view.changes = changes;
    view.title.textContent = changes.length ? `${Panel.counted(changes.length, "change")} not sent yet` : "Nothing has been changed that is not sent yet";
    view.list.replaceChildren(...changes.map((change) => Changes.item(change, (button) => takeBack(view, change, button))));
    view.list.hidden = view.form.hidden = changes.length === 0;
    view.signatures.replaceChildren(...(signatures.length ? [make(
      "div", { class: "note stack" },
      make("p", {}, make("b", {}, "Signatures that these changes take away:")),
      make("ul", {}, ...signatures.map((each) => make("li", {}, each))),
    )] : []));
  }

  /** Show where others have changed the same, each with a choice. */
  function drawConflicts(view, conflicts) {
    view.conflicts.replaceChildren(...conflicts.map((conflict) => Changes.conflict(conflict, (keep) => settle(view, conflict, keep))));
  }

  async function settle(view, { path, id }, keep) {
    try {
      const { conflicts } = await Panel.call("settle", { path, id, keep });
      drawConflicts(view, conflicts);
      view.held.replaceChildren();
      Panel.say(`${keep === "mine" ? "Yours stays" : "The other stays"}. ${conflicts.length ? `${Panel.counted(conflicts.length, "place")} left.` : "Send it again."}`);
      Parts.focusOn(view.conflicts.firstChild?.querySelector("button") ?? view.button);
      if (keep === "theirs") drawChanges(view, await Panel.call("changes"));
    } catch (error) {
      if (!error.told) throw error;
      view.conflicts.prepend(Parts.fault(error.told));
    }
  }

  async function takeBack(view, change, button) {
    const place = view.changes.indexOf(change);
    try {
      Saving.giveWay();
      const told = await Panel.call("take-back", { id: change.id });
      drawChanges(view, told);
      const next = view.list.children[Math.min(place, told.changes.length - 1)];
      Parts.focusOn(next?.querySelector(".change__back") ?? view.title);
      Panel.say(`Taken back: ${change.label}.`);
    } catch (error) {
      if (!error.told) throw error;
      button.after(Parts.fault(error.told));
    }
  }

  function drawForm(view) {
    const remember = (name) => ({ input: (event) => { typed[name] = event.target.value; } });
    view.why = Parts.growing({ on: remember("why"), value: typed.why }, true);
    view.name = make("input", { class: "input", autocomplete: "name", on: remember("name"), value: typed.name });
    view.email = make("input", { class: "input", type: "email", autocomplete: "email", on: remember("email"), value: typed.email });
    const why = Parts.labelled("What did you change, and why?", "One or two sentences for the person who reviews it.", view.why);
    const name = Parts.labelled("Your name", "It stands beside your changes from now on.", view.name);
    const email = Parts.labelled("Your e-mail address", "Whoever can see the changes can see it.", view.email);
    view.person = make("div", { class: "stack", hidden: true }, name, email);
    view.button = Panel.button("Send for review", () => send(view), { kind: "main" });
    view.progress = make("p", { class: "muted", hidden: true });
    view.form.replaceChildren(why, view.person, view.progress, view.button);
    showNeeds(view);
  }

  /** Ask for what git does not know of the person. */
  function showNeeds(view) {
    view.person.hidden = !PERSON.some((name) => view.needs.includes(name));
    for (const name of PERSON) view[name].parentNode.hidden = !view.needs.includes(name);
  }

  /** Return the first field that is empty and must not be, with a sentence below it. */
  function firstMissing(view) {
    const wanted = [["why", "Say in a sentence what you changed, and why."], ["name", "Type your name."], ["email", "Type your e-mail address."]];
    let first = null;
    for (const [name, sentence] of wanted) {
      const field = view[name];
      const isMissing = (name === "why" || view.needs.includes(name)) && !field.value.trim();
      field.parentNode.querySelector(".fault")?.remove();
      if (isMissing) field.parentNode.append(make("p", { class: "fault", id: `${field.id}-fault` }, sentence));
      field.toggleAttribute("aria-invalid", isMissing);
      if (isMissing) field.setAttribute("aria-errormessage", `${field.id}-fault`);
      else field.removeAttribute("aria-errormessage");
      first ??= isMissing ? field : null;
    }
    return first;
  }

  async function send(view) {
    const missing = firstMissing(view);
    if (missing) return missing.focus();
    showBusy(view, true);
    const { why, name, email } = typed;
    try {
      await Forms.flush();
      showSent(view, await Panel.call("send", { why: why.trim(), name: name.trim(), email: email.trim() }));
    } catch (error) {
      if (!error.told) throw error;
      await Panel.call("changes").then((told) => drawChanges(view, told), () => {});  // what main has by now is no change
      showHeld(view, error);
    } finally {
      showBusy(view, false);
    }
    return undefined;
  }

  function showBusy(view, isBusy) {
    view.button.setAttribute("aria-disabled", isBusy);
    view.progress.hidden = !isBusy;
    view.progress.textContent = isBusy ? CHECKING : "";
    if (isBusy) Panel.say(CHECKING);
    if (isBusy) view.held.replaceChildren();
  }

  async function showSent(view, sent) {
    typed.why = "";
    view.why.value = "";
    view.held.replaceChildren();
    drawChanges(view, await Panel.call("changes"));
    const note = sentNote(sent.told ?? "Sent for review.", sent);
    view.result.replaceChildren(note);
    Panel.say(sent.told ?? "Sent for review.");
    Parts.focusOn(note);
  }

  /** Say where the changes are now: a link where the host has a page for them, else the name of the branch. */
  function sentNote(told, { branch, url }) {
    const note = make("div", { class: "note sent stack", role: "group", "aria-label": "Sent" }, make("p", {}, told));
    if (url) note.append(make("p", {}, make("a", { href: url, target: "_blank", rel: "noopener" }, "Open the request for review")));
    const field = make("input", { class: "input mono", readOnly: true, value: url ?? branch, on: { focus: () => field.select() } });
    note.append(Parts.labelled(url ? "Its address" : "Name of the branch", "", field));
    return note;
  }

  /** Say what holds the changes back, and lead to it. Nothing is lost: the button tries it again. */
  function showHeld(view, error) {
    const { problems = [], conflicts = [], needs = [] } = error.result;
    view.needs = [...new Set([...view.needs, ...needs])];
    showNeeds(view);
    drawConflicts(view, conflicts);
    const parts = [Parts.fault(error.told)];
    if (problems.length) parts.push(make("ul", { class: "problems", role: "list", "aria-label": "Problems that hold it back" }, ...problems.map((problem) => Panel.problem(problem, () => Changes.lead(problem)))));
    const box = make("div", { class: "stack", role: "group", "aria-label": "Not sent" }, ...parts);
    view.held.replaceChildren(box);
    Panel.say(`Not sent. ${error.told}`);
    const place = needs.map((name) => view[name])[0] ?? view.conflicts.firstChild?.querySelector("button");
    Parts.focusOn(place ?? box);
  }

  return { open, openChanges: open };
})();
