/* The sources of a field: what is chosen, a search by author, title and year, and a form for a new one. */
"use strict";
const SourcePicker = (() => {
  const titles = new Map(); // by id, what a source is called; for as long as the page is open

  async function search(query) {
    const { found } = await Panel.call("find", { kind: "sources", query });
    for (const source of found) if (!titles.has(source.id)) titles.set(source.id, `${source.label}: ${source.detail}`);
    return found;
  }

  /** Return the control: chips, each with a button to remove it, and a button that opens the search. */
  function make(view) {
    let chosen = [];
    const chips = Panel.element("ul", { class: "chips", role: "list", "aria-label": `Chosen: ${view.field.label}` });
    const opener = Panel.button("Add a source", () => Pick.open(opener, {
      label: "Find a source by author, title or year",
      search,
      onChoose: (source) => add(source.id),
      more: { label: "Add a new source", onClick: () => Pages.create({ what: "source", onMade: made }) },
      hasField: true,
    }), { icon: "source", name: `Add a source to ${view.field.label}` });

    function chip(id) {
      const title = Panel.element("span", { class: "chip-title" });
      const away = Panel.button("", () => remove(id), { kind: "icon", icon: "remove", name: id });
      const item = Panel.element("li", { class: "chip", "data-id": id }, title, away);
      if (!titles.has(id)) search(id).then(() => name(item), () => {}); // else it keeps its id as its name
      return item;
    }

    function name(item) {
      const title = titles.get(item.dataset.id) ?? item.dataset.id;
      item.firstChild.textContent = title;
      item.lastChild.setAttribute("aria-label", `Remove the source ${title}`);
    }

    function draw() {
      for (const option of view.field.options ?? []) if (option.label !== option.value) titles.set(option.value, option.label);
      const drawn = new Map([...chips.children].map((item) => [item.dataset.id, item]));
      Parts.arrange(chips, chosen.map((id) => drawn.get(id) ?? chip(id)));
      for (const item of chips.children) name(item);
      chips.hidden = chosen.length === 0;
    }

    function remove(id) {
      const place = Math.min(chosen.indexOf(id), chosen.length - 2);
      chosen = chosen.filter((each) => each !== id);
      draw();
      (chips.children[place]?.querySelector("button") ?? opener).focus();
      Panel.say(`Removed the source ${titles.get(id) ?? id}.`);
      view.changed();
    }

    function add(id) {
      if (!chosen.includes(id)) chosen = [...chosen, id];
      draw();
      Panel.say(`Added the source ${titles.get(id) ?? id}.`);
      view.changed();
    }

    async function made({ id }) {
      await Panel.back();
      add(id);
      opener.focus();
    }

    return {
      node: Panel.element("div", { class: "stack" }, chips, opener),
      control: null,
      read: () => [...chosen],
      write: (value) => {
        chosen = typeof value === "string" ? [value] : [...(value ?? [])];
        draw();
      },
    };
  }

  return { make };
})();
