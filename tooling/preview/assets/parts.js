/* What forms and sending are made of beside the panel's own parts: growing fields, labels, focus that stays. */
"use strict";
const Parts = (() => {
  let count = 0;
  let isDressed = false;

  /** Make an element, as the panel does. */
  const make = (...given) => Panel.element(...given);

  /** Let our sheet apply; each way into forms and sending calls it. */
  function dress() {
    if (!isDressed) Panel.style(FORMS_STYLE);
    isDressed = true;
  }

  /** Return an id that nothing else in the panel has. */
  function freshId(name) {
    count += 1;
    return `form-${name}-${count}`;
  }

  /** Make a text field that is as high as what stands in it. isLong: it may hold line ends. */
  function growing(properties, isLong) {
    const field = make("textarea", { rows: isLong ? 3 : 1, spellcheck: true, class: "input grows", ...properties });
    const grow = () => {
      if (CSS.supports("field-sizing", "content")) return;
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 2}px`;
    };
    const keepOneLine = () => {
      if (!field.value.includes("\n")) return;
      const place = field.selectionStart;
      field.value = field.value.replaceAll("\n", " ");
      field.setSelectionRange(place, place);
    };
    if (!isLong) {
      field.addEventListener("input", keepOneLine, { capture: true });
      field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    }
    field.addEventListener("input", grow);
    field.addEventListener("grow", grow);
    requestAnimationFrame(grow);
    return field;
  }

  /** Put a label above a control, and help between them. */
  function labelled(label, help, control) {
    control.id ||= freshId("own");
    const node = make("div", { class: "field" }, make("label", { class: "label", for: control.id }, label));
    if (help) {
      node.append(make("small", { class: "help", id: `${control.id}-help` }, help));
      control.setAttribute("aria-describedby", `${control.id}-help`);
    }
    node.append(control);
    return node;
  }

  /** Return the first words of a text, for a title. */
  function firstWords(text, most = 60) {
    const plain = `${text}`.trim().replace(/\s+/g, " ");
    if (plain.length <= most) return plain;
    const end = plain.lastIndexOf(" ", most);
    return `${plain.slice(0, end > most / 3 ? end : most)} …`;
  }

  /** Put the focus on an element that may have none by itself, such as a heading. */
  function focusOn(node) {
    if (!node) return;
    if (node.tabIndex < 0) node.tabIndex = -1;
    node.focus();
  }

  /** Return what has the focus inside of a node, or null. */
  function focusIn(node) {
    const active = node.getRootNode().activeElement;
    return active && node.contains(active) ? active : null;
  }

  /** Bring nodes of a parent into an order, each moved only if it has to be, the focus kept. */
  function arrange(parent, nodes) {
    const active = focusIn(parent);
    for (const old of [...parent.children]) if (!nodes.includes(old)) old.remove();
    nodes.forEach((node, index) => {
      if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
    });
    if (active && parent.contains(active) && !focusIn(parent)) active.focus();
  }

  /** Do something each time that an element comes back into the panel, after another view has stood in its place. */
  function onReturn(node, act) {
    let wasHere = false;
    let isAway = false;
    new ResizeObserver(() => {
      const isBack = isAway && node.isConnected;
      wasHere ||= node.isConnected;
      isAway = wasHere && !node.isConnected;
      if (isBack) act();
    }).observe(node);
  }

  /** Say what went wrong, its first sentence strong, and what can be done about it. */
  function fault(told, ...children) {
    const [, wrong, right] = told.match(/^(.+?[.?!][”"]?)(\s.*)?$/s) ?? [null, told, ""];
    return make("div", { class: "problem held stack", role: "alert" }, make("p", {}, make("strong", {}, wrong), right ?? ""), ...children);
  }

  return { make, dress, freshId, growing, labelled, firstWords, focusOn, focusIn, arrange, onReturn, fault };
})();
