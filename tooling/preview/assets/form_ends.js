/* What stands below the fields of a form: another address for a page, taking it or an entry out, one more old address. */
"use strict";
const FormEnds = (() => {
  const { make } = Parts;

  const ENTRIES = { source: "source", word: "word", reviewer: "reviewer" };

  /** Return what stands below a form. answer: its description. */
  function draw(form, answer) {
    const { what, keys } = form.scope;
    if (what === "page" && !keys) return place(form);
    if (what in ENTRIES) return removal(form, answer, ENTRIES[what]);
    return what === "redirects" ? oldAddress(form, answer) : null;
  }

  function place(form) {
    return make("details", { class: "page-place" }, make("summary", {}, "Address of this page"), make("div", { class: "stack-wide" }, rename(form), withdraw(form)));
  }

  /** Return a button that takes the whole entry out of its file. */
  function removal(form, answer, noun) {
    const held = make("div", {});
    return make("div", { class: "stack" }, held, Pages.button(`Remove this ${noun}`, held, async () => {
      await form.flush();
      await Panel.call("remove", { file: form.file, keys: form.keys, was: form.digest });
      Panel.say(`The ${noun} is removed.`);
      form.forget();
      await Panel.back();
    }, "plain"));
  }

  /** Return the fields for one more old address, and where it leads. */
  function oldAddress(form, { blank }) {
    const text = () => make("input", { class: "input", autocomplete: "off", spellcheck: false });
    const [old, now] = [text(), text()];
    const held = make("div", {});
    const go = Pages.button("Add", held, async () => {
      const name = old.value.trim();
      if (!name || !now.value.trim()) throw Object.assign(new Error(), { told: "An address is missing. Type both." });
      await form.flush();
      form.take(await Panel.call("set", { file: form.file, keys: [...blank.field.keys.slice(0, -1), name], was: blank.field.digest, value: now.value.trim() }));
      Panel.say(`Added: ${name}.`);
      old.value = now.value = "";
      old.focus();
    }, "plain");
    const help = (field) => `${field.help} For example: ${field.example}`;
    return make("fieldset", { class: "group stack" }, make("legend", { class: "label" }, "One more old address"),
      Parts.labelled(blank.label, help(blank), old), Parts.labelled(blank.field.label, help(blank.field), now), held, go);
  }

  function rename(form) {
    const old = form.path.split("/").at(-1).replace(/\.md$/, "");
    const name = make("input", { class: "input", value: old, autocomplete: "off", spellcheck: false });
    const held = make("div", {});
    const go = Pages.button("Change the address", held, async () => {
      await Forms.flush();
      const { address } = await Panel.call("rename-page", { file: form.file, name: name.value.trim() });
      location.assign(address);
    }, "plain");
    return make("div", { class: "stack" }, make("h3", {}, "Change the address"), Parts.labelled("Last part of the address", "Small letters, digits and hyphens. Readers of the old address are led to the new one.", name), held, go);
  }

  function withdraw(form) {
    const held = make("div", {});
    const chosen = make("p", { class: "note" }, "No page is chosen yet. A draft needs none.");
    let to = "";
    const pick = Panel.button("Choose a page", () => Pick.open(pick, {
      label: "Where readers of this page are led",
      search: async (query) => (await Panel.call("find", { kind: "links", query })).found.filter(({ id }) => !id.includes("#") && id !== location.pathname),
      onChoose: (page) => {
        to = page.id;
        chosen.textContent = `${page.label} (${page.id})`;
        Panel.say(`Chosen: ${page.label}.`);
      },
      hasField: true,
    }), { icon: "link" });
    const go = Pages.button("Withdraw this page", held, async () => {
      await Forms.flush();
      const { address, links = [] } = await Panel.call("withdraw-page", { file: form.file, to });
      if (!links.length) return location.assign(address);
      held.replaceChildren(left(links), Panel.button("Go on", () => location.assign(address), { kind: "main" }));
      return Parts.focusOn(held.firstChild);
    }, "plain");
    return make("div", { class: "stack" }, make("h3", {}, "Withdraw this page"), make("p", { class: "muted" }, "It is not published any more. Its address leads to another page."), chosen, pick, held, go);
  }

  function left(links) {
    const items = links.map((link) => make("li", {}, typeof link === "string" ? link : `${link.path}:${link.line}`));
    return make("div", { class: "note stack" }, make("p", {}, "These places still lead to it. Change them:"), make("ul", {}, ...items));
  }

  return { draw };
})();
