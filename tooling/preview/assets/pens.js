/* The pens over the page: a button at the corner of each piece that can be written, in the order of the page. */
"use strict";
const Pens = (() => {
  let layer;
  let launch;
  let onOpen;
  let marked = () => false;
  let pens = [];
  let frames = [];
  let waiting = 0;
  const blocks = new WeakMap();

  /** Make the layer. open(piece, pen) is called by a pen; overview() by the button that opens the panel. */
  function make(open, overview) {
    onOpen = open;
    layer = Panel.element("section", { class: "pens", "aria-label": "Parts of this page", lang: "en" });
    launch = Panel.button("Edit this page", overview, { kind: "main", icon: "pen" });
    launch.classList.add("launch");
    const holder = Panel.element("nav", { "aria-label": "Editing" }, launch);
    Panel.root.prepend(layer);
    Panel.root.prepend(holder);
    layer.addEventListener("keydown", onKey);
    document.addEventListener("pointerover", hover, { passive: true });
    document.addEventListener("toggle", lay, true);
    document.addEventListener("preview:shown", refresh);
    addEventListener("resize", lay);
    addEventListener("load", refresh);
    document.fonts.ready.then(lay);
    new ResizeObserver(lay).observe(document.body);
    refresh();
  }

  /** Return the elements of a piece: `count` of them, from the one that the numbers lead to. */
  function elementsOf({ at, count = 1 }) {
    let node = document.body;
    for (const number of at) node = node?.children[number];
    const found = [];
    for (; node && found.length < count; node = node.nextElementSibling) found.push(node);
    return found;
  }

  /** Return where a piece stands in the document, or null if it is not seen. */
  function placeOf(piece) {
    const boxes = elementsOf(piece).map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height);
    if (!boxes.length) return null;
    const edge = (side, choose) => choose(...boxes.map((box) => box[side]));
    return { left: edge("left", Math.min) + scrollX, top: edge("top", Math.min) + scrollY,
      right: edge("right", Math.max) + scrollX, bottom: edge("bottom", Math.max) + scrollY };
  }

  /** Take the pieces of the page anew: pens stay in their order, so that one that has the focus keeps it. */
  function refresh() {
    const { edit } = Preview.facts;
    launch.hidden = !edit || Panel.isOpen;
    const pieces = [...(edit?.pieces ?? []), ...(edit?.fields ?? [])].sort(inOrder);
    pens.splice(pieces.length).forEach((pen) => { pen.button.remove(); pen.frame.remove(); });
    pieces.forEach((piece, index) => {
      pens[index] ??= makePen(index);
      pens[index].piece = piece;
      const name = `Edit: ${labelOf(piece)}`;
      if (pens[index].button.getAttribute("aria-label") !== name) pens[index].button.setAttribute("aria-label", name);
      pens[index].button.title = name;
      for (const each of elementsOf(piece)) blocks.set(each, pens[index]);
    });
    lay();
  }

  /** Return the first words of a piece; of what is drawn, those that are seen. */
  function labelOf(piece) {
    if (piece.kind !== "placement") return piece.label;
    const words = elementsOf(piece).map((each) => each.textContent).join(" ").trim().split(/\s+/);
    return words[0] ? words.slice(0, 8).join(" ") : piece.label;
  }

  function inOrder(one, other) {
    const shared = Math.min(one.at.length, other.at.length);
    for (let level = 0; level < shared; level += 1) if (one.at[level] !== other.at[level]) return one.at[level] - other.at[level];
    return one.at.length - other.at.length;
  }

  function makePen(index) {
    const button = Panel.element("button", { type: "button", class: "pen" }, Panel.icon("pen"));
    const frame = Panel.element("div", { class: "block-frame" });
    const pen = { button, frame, piece: null };
    button.addEventListener("click", () => onOpen(pens[index].piece));
    button.addEventListener("focus", () => mark(pen));
    button.addEventListener("blur", () => mark(null));
    layer.append(frame, button);
    return pen;
  }

  function lay() {
    if (!waiting) waiting = requestAnimationFrame(layNow);
  }

  /** Lay pens and frames over their pieces. Where two would cover each other, the later one stands further in. */
  function layNow() {
    waiting = 0;
    const places = pens.map((pen) => placeOf(pen.piece));
    const size = pens[0]?.button.offsetWidth || 30;
    const taken = [];
    pens.forEach((pen, index) => {
      const place = places[index];
      pen.button.hidden = pen.frame.hidden = !place;
      pen.place = place;
      if (!place) return;
      const end = scrollX + document.documentElement.clientWidth - Room.side - size;
      const spot = { x: Math.min(place.right + 2, end), y: Math.max(0, place.top - (place.right + size > end + size ? size / 2 : 4)) };
      while (taken.some((other) => Math.abs(other.x - spot.x) < size && Math.abs(other.y - spot.y) < size && spot.x > size)) spot.x -= size + 2;
      taken.push(spot);
      Object.assign(pen.button.style, { left: `${spot.x}px`, top: `${spot.y}px` });
      const left = Math.max(place.left - 8, 2);
      const right = Math.min(place.right + 8, end + size - 2);  // wider, and the page could be scrolled sideways
      Object.assign(pen.frame.style, { left: `${left}px`, top: `${place.top - 6}px`, width: `${right - left}px`,
        height: `${place.bottom - place.top + 12}px` });
    });
    showOpen();
  }

  /** Mark the pen of the piece that is under the pointer. */
  function hover(event) {
    const path = event.composedPath();
    const over = pens.find((pen) => path.includes(pen.button));
    mark(over ?? blocks.get(path.find((node) => blocks.has(node))) ?? null);
  }

  function mark(near) {
    for (const pen of pens) {
      const isNear = pen === near || Panel.root.activeElement === pen.button;
      pen.button.toggleAttribute("data-near", isNear);
      pen.frame.toggleAttribute("data-near", isNear);
    }
  }

  /** Mark the pieces that are open. isOpen(piece) tells. */
  function markOpen(isOpen) {
    marked = isOpen;
    launch.hidden = Panel.isOpen || !Preview.facts.edit;
    showOpen();
  }

  function showOpen() {
    for (const pen of pens) {
      const isOpen = marked(pen.piece);
      pen.button.toggleAttribute("data-open", isOpen);
      pen.button.setAttribute("aria-expanded", isOpen);
      pen.frame.toggleAttribute("data-open", isOpen);
    }
  }

  /** Bring the open piece into sight. */
  function reveal() {
    layNow();
    const pen = pens.find((each) => each.place && marked(each.piece));
    if (pen) Room.reveal(pen.place);
  }

  /** Give the focus to the pen of a piece, or to the button that opens the panel. */
  function focus(isPiece) {
    const pen = pens.find((each) => !each.button.hidden && isPiece(each.piece));
    (pen?.button ?? launch).focus({ preventScroll: true });
    if (pen?.place) Room.reveal(pen.place);
  }

  /** Arrows lead from pen to pen. */
  function onKey(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = pens.filter((pen) => !pen.button.hidden);
    const next = seen[seen.findIndex((pen) => pen.button === Panel.root.activeElement) + step];
    event.preventDefault();
    next?.button.focus();
  }

  return { make, refresh, elementsOf, markOpen, reveal, focus };
})();
