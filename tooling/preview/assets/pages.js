/* What can be opened and made: the menu of all forms, a new page, source, word or reviewer, a picture, another address of a page. */
"use strict";
const Pages = (() => {
  const { make } = Parts;
  const MANY = 12; // so many entries of a group get a field to search in
  const MADE = { source: ["New source", "Add this source"], word: ["New word", "Add this word"], reviewer: ["New reviewer", "Add this reviewer"] };
  const MAKING = { // by the group of the menu
    Pages: ["new-page", "New page"], Sources: ["source", "New source"], "Words explained": ["word", "New word"], Reviewers: ["reviewer", "New reviewer"],
  };
  const KINDS = [{ value: "use", label: "Article about a use of Botox" }, { value: "page", label: "Other page" }];
  const LARGEST = 2_000_000; // bytes of a picture

  const isNew = ({ what, id, keys }) => what in MADE && !id && !keys?.length;

  /** Open a view of the panel for something new. request: {what, onMade(result)}. */
  function create(request) {
    const [title] = MADE[request.what] ?? [{ "new-page": "New page", "new-picture": "Put in a picture" }[request.what]];
    return Forms.open(Panel.section(title), request);
  }

  /** Hand on what was made, or open it. */
  async function done(request, result, told) {
    if (request.onMade) await request.onMade(result);
    else {
      await Panel.back();
      if (result.id) open({ label: result.id, what: result.what, file: result.file, id: result.id });
    }
    Panel.say(told);
  }

  /** Draw the form of a source, word or reviewer that is not there yet: it is saved as a whole, by its button. */
  async function drawNew(container, request) {
    const fields = make("div", { class: "stack-wide" });
    const held = make("div", {});
    try {
      const form = NewForm.make(fields, await Panel.call("form", { what: request.what }));
      const add = button(MADE[request.what][1], held, async () => {
        const made = await Panel.call(`new-${request.what}`, { values: form.values() });
        await done(request, made, `${MADE[request.what][0]} added: ${made.id}.`);
      });
      container.replaceChildren(make("p", { class: "muted" }, "It is saved when you press the button below."), fields, held, add);
      form.focus();
    } catch (error) {
      if (!error.told) throw error;
      container.replaceChildren(Parts.fault(error.told));
    }
  }

  /** Return a button that does something once at a time, and says in `held` why it could not. */
  function button(label, held, act, kind = "main") {
    let isBusy = false;
    return Panel.button(label, async () => {
      if (isBusy) return;
      isBusy = true;
      held.replaceChildren();
      try {
        await act();
      } catch (error) {
        if (!error.told) throw error;
        const problems = error.result?.problems ?? [];
        held.replaceChildren(Parts.fault(error.told, problems.length ? make("ul", { class: "problems", role: "list" }, ...problems.map((problem) => Panel.problem(problem))) : null));
      } finally {
        isBusy = false;
      }
    }, { kind });
  }

  /** Draw the menu of all forms, by group; a long group has a field to search in. */
  async function lists(container, { id = null }) {
    const groups = new Map(); // by label, what is drawn of a group
    const holder = make("div", { class: "lists" });
    const load = async () => {
      try {
        const told = await Panel.call("form", { what: "lists", id });
        for (const group of told.groups) groups.set(group.label, drawList(group, groups.get(group.label)));
        holder.replaceChildren(...told.groups.map(({ label }) => groups.get(label)));
        if (!holder.isConnected) container.replaceChildren(holder);
      } catch (error) {
        if (!error.told) throw error;
        container.replaceChildren(Parts.fault(error.told, Panel.button("Try again", load)));
      }
    };
    await load();
    Parts.onReturn(holder, load);
  }

  /** Draw a group, folded as it was; one that has a single form and nothing to be made is a button alone. */
  function drawList({ label, forms }, before) {
    const making = MAKING[label];
    const list = make("ul", { class: "list menu", role: "list" }, ...forms.map((form) => make("li", {}, opener(form))));
    if (!making && forms.length === 1) return make("div", { class: "fold menu" }, opener(forms[0]));
    const group = make("details", { class: "fold", open: before?.open ?? false }, make("summary", {}, label, make("span", { class: "muted" }, ` ${forms.length}`)));
    if (making) group.append(Panel.button(making[1], () => create({ what: making[0] }), { icon: "plus" }));
    if (forms.length > MANY) group.append(search(label, list, before?.querySelector("input").value ?? ""));
    group.append(list);
    return group;
  }

  function opener(form) {
    return Panel.button(form.label, () => open(form), { kind: "quiet" });
  }

  function open(form) {
    return Forms.open(Panel.section(form.label, { onLeave: Forms.flush }), form);
  }

  function search(label, list, value) {
    const told = make("p", { class: "muted", role: "status" });
    const field = make("input", { class: "input", type: "search", autocomplete: "off", value });
    const look = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const item of list.children) {
        item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
        count += item.hidden ? 0 : 1;
      }
      told.textContent = words.length ? `${count} found.` : "";
    };
    field.addEventListener("input", look);
    look();
    return make("div", {}, Parts.labelled(`Search in: ${label}`, "", field), told);
  }

  /** Draw the form of a new page: its title and kind. It opens as a draft. */
  function newPage(container) {
    const title = Parts.growing({ autocomplete: "off" }, false);
    const kind = make("select", { class: "input" }, ...KINDS.map((each) => make("option", { value: each.value }, each.label)));
    const held = make("div", {});
    const add = button("Make this page", held, async () => {
      const { address } = await Panel.call("new-page", { title: title.value.trim(), kind: kind.value });
      location.assign(address);
    });
    container.replaceChildren(
      Parts.labelled("Title", "The heading of the page. Its address is made from it.", title),
      Parts.labelled("Kind", "", kind),
      make("p", { class: "note" }, "The page begins as a draft: it is not published until “Draft” is switched off in its details."),
      held, add,
    );
    title.focus();
  }

  /** Draw the form that puts in a picture: its file, and what it shows. */
  function newPicture(container, request) {
    const file = make("input", { class: "input", type: "file", accept: ".png,.jpg,.jpeg,.webp,.avif,.svg" });
    const words = Parts.growing({}, true);
    const held = make("div", {});
    const add = button("Put it in", held, async () => {
      const [chosen] = file.files;
      if (!chosen) throw Object.assign(new Error(), { told: "No picture is chosen. Choose a file." });
      if (chosen.size > LARGEST) throw Object.assign(new Error(), { told: "The picture is larger than 2 MB. Save it smaller, and choose it again." });
      const made = await Panel.call("new-picture", { name: chosen.name, data: await read(chosen), words: words.value.trim() });
      await done(request, made, "The picture is put in.");
    });
    container.replaceChildren(
      Parts.labelled("Picture", "A file of this computer, 2 MB at most.", file),
      Parts.labelled("What it shows", "Read aloud to people who do not see it, so say what matters in it.", words),
      held, add,
    );
    file.focus();
  }

  function read(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
      reader.addEventListener("error", () => reject(Object.assign(new Error(), { told: "The picture cannot be read. Choose it again." })));
      reader.readAsDataURL(file);
    });
  }

  return { isNew, create, drawNew, lists, newPage, newPicture, button };
})();
