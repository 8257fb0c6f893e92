/* A list of a form: each entry has a title from its first words; entries are added, removed and moved. */
"use strict";
const Lists = (() => {
  const { make, freshId } = Parts;
  const SMALL = ["text", "long", "number", "whole", "flag", "date", "choice"];
  const FEW = 3; // so many small fields stand open, without a fold

  /** Return an entry's description as a field: a bare list of fields is a group. */
  function asField(item, list, index) {
    if (!Array.isArray(item)) return item;
    return { keys: [...list.keys, index], kind: "group", label: list.label, fields: item, digest: list.digests[index] };
  }

  function draw(field, form) {
    const view = { field, form, id: freshId("list"), entries: [] };
    const legend = make("legend", { class: "label" }, field.label);
    const help = make("small", { class: "help", id: `${view.id}-help` });
    const entries = make("ol", { class: "entries", role: "list" });
    const below = make("div", { class: "below stack" });
    const adder = Panel.button("Add", () => add(view, adder), { icon: "plus", name: `Add to ${field.label}` });
    view.node = make("fieldset", { class: "group group--list" }, legend, help, entries, adder, below);
    view.adder = adder;
    Faults.attach(view, view.node, help, below);
    view.update = (next) => {
      view.field = next;
      legend.textContent = next.label;
      help.textContent = [next.help === next.label ? "" : next.help, limits(next)].filter(Boolean).join(" ");
      help.hidden = !help.textContent;
      match(view, next.items.map((item, index) => asField(item, next, index)));
      drawEntries();
    };
    const drawEntries = () => {
      Parts.arrange(entries, view.entries.map((entry) => entry.node));
      view.entries.forEach((entry) => entry.label());
      adder.setAttribute("aria-disabled", view.entries.length >= (view.field.most ?? Infinity));
    };
    view.drawEntries = drawEntries;
    view.addEntry = (item) => view.entries.push(makeEntry(view, item));
    view.leaves = () => view.entries.flatMap((entry) => entry.inner.leaves());
    view.mark = () => view.entries.forEach((entry) => entry.mark());
    view.title = () => "";
    view.focus = () => (view.entries[0]?.node.querySelector("summary, input, textarea, button") ?? adder).focus();
    view.read = () => view.entries.map((entry) => entry.inner.read());
    view.update(field);
    return view;
  }

  function limits({ least, most }) {
    if (least && most) return `${least} to ${most} entries.`;
    return most ? `At most ${most} entries.` : "";
  }

  /** Give each described entry the view that it had: by its words, and by its place where these are new. */
  function match(view, items) {
    const old = [...view.entries];
    const isCount = old.length === items.length;
    const taken = items.map(() => null);
    const take = (isIt) => items.forEach((item, index) => {
      const place = taken[index] ? -1 : old.findIndex((entry, at) => entry && entry.inner.field.kind === item.kind && isIt(entry.inner.field, item, at === index));
      if (place >= 0) [taken[index], old[place]] = [old[place], null];
    });
    take((one, other, isHere) => isHere && one.digest === other.digest);
    take((one, other) => one.digest === other.digest);
    take((one, other, isHere) => isHere && isCount);
    view.entries = items.map((item, index) => {
      if (!taken[index]) return makeEntry(view, item);
      taken[index].inner.update(item);
      return taken[index];
    });
    view.form.keepLost(old.filter(Boolean).flatMap((entry) => entry.inner.leaves()));
  }

  function makeEntry(view, item) {
    const inner = Fields.draw(item, view.form);
    const icon = (name, act) => Panel.button("", act, { kind: "icon", icon: name, name });
    const up = icon("up", () => move(view, entry, -1));
    const down = icon("down", () => move(view, entry, 1));
    const away = icon("remove", () => remove(view, entry));
    const tools = make("div", { class: "entry-tools" }, up, down, away);
    const isOpen = item.kind !== "group" || (item.fields.length <= FEW && item.fields.every((each) => SMALL.includes(each.kind)));
    const title = make("span", { class: "entry-title" });
    const flaws = make("span", { class: "entry-flaws" });
    const fields = item.kind === "group" ? bare(inner.node) : inner.node;
    const node = isOpen
      ? make("li", { class: "entry entry--open", role: "listitem" }, make("fieldset", {}, make("legend", { class: "hidden-visually" }, title), fields, tools))
      : make("li", { class: "entry", role: "listitem" }, make("details", { open: view.form.isNew }, make("summary", {}, title, flaws), make("div", { class: "stack" }, fields, tools)));
    const entry = { inner, node, up, down, away };
    entry.name = () => inner.title() || `entry ${view.entries.indexOf(entry) + 1}`;
    entry.label = () => {
      const name = entry.name();
      title.textContent = name[0].toUpperCase() + name.slice(1);
      up.setAttribute("aria-label", `Move “${name}” up`);
      down.setAttribute("aria-label", `Move “${name}” down`);
      away.setAttribute("aria-label", `Remove “${name}”`);
      up.setAttribute("aria-disabled", view.entries[0] === entry);
      down.setAttribute("aria-disabled", view.entries.at(-1) === entry);
    };
    /** Say at the title how many problems are inside. */
    entry.mark = () => {
      const count = inner.leaves().flatMap((leaf) => leaf.problems.filter((problem) => !problem.isWarning)).length;
      flaws.textContent = count ? ` ${Panel.counted(count, "problem")}` : "";
      inner.mark?.();
    };
    node.addEventListener("input", () => entry.label());
    return entry;
  }

  /** Take the frame off the fields of an entry: the entry has one. */
  function bare(group) {
    return make("div", { class: "entry-body" }, ...group.querySelectorAll(":scope > .stack"));
  }

  const open = (entry) => { for (const fold of entry.node.querySelectorAll(":scope > details")) fold.open = true; };
  const at = (view, entry) => ({ keys: [...view.field.keys, view.entries.indexOf(entry)], was: entry.inner.field.digest });

  async function add(view, adder) {
    const place = view.entries.length;
    const isDone = await view.form.act(view, () => ["add", { keys: view.field.keys, at: view.entries.length }]);
    const entry = view.entries[place];
    if (!isDone || !entry) return adder.focus();
    open(entry);
    entry.inner.focus();
    Panel.say(`Added to ${view.field.label}: entry ${place + 1} of ${view.entries.length}.`);
  }

  async function remove(view, entry) {
    const name = entry.name();
    const place = view.entries.indexOf(entry);
    const isDone = await view.form.act(view, () => ["remove", at(view, entry)], () => view.entries.splice(view.entries.indexOf(entry), 1));
    if (!isDone) return entry.away.focus();
    const next = view.entries[Math.min(place, view.entries.length - 1)];
    if (next) (next.node.querySelector("summary") ?? next.inner).focus();
    else view.adder.focus();
    Panel.say(`Removed “${name}” from ${view.field.label}.`);
  }

  async function move(view, entry, step) {
    const to = view.entries.indexOf(entry) + step;
    const isDone = await view.form.act(view, () => ["move", { ...at(view, entry), to }], () => {
      view.entries.splice(view.entries.indexOf(entry), 1);
      view.entries.splice(to, 0, entry);
    });
    (step < 0 ? entry.up : entry.down).focus();
    if (isDone) Panel.say(`Moved “${entry.name()}” ${step < 0 ? "up" : "down"}, to place ${to + 1} of ${view.entries.length}.`);
  }

  return { draw };
})();
