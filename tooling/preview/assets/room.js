/* Room for the panel: the page takes less of the window, and its rules on widths go by what is left. No element is touched. */
"use strict";
const Room = (() => {
  const WIDTH = /\(\s*(?:(min|max)-width:\s*([\d.]+[a-z]+)|width\s*([<>]=?)\s*([\d.]+[a-z]+))\s*\)/g;
  const beside = matchMedia("(width >= 60rem)");
  const written = new WeakMap();
  const sheet = new CSSStyleSheet();
  let panel = null;
  let taken = 0;

  /** Give the panel room while it is open. */
  function make(region) {
    panel = region;
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    fit();
  }

  /** Give the page all of the window again. */
  function give() {
    panel = null;
    taken = 0;
    sheet.replaceSync("");
    shiftAll(0);
  }

  function fit() {
    if (!panel) return;
    const { width, height } = panel.getBoundingClientRect();
    const side = taken = beside.matches ? width : 0;
    const below = side ? 0 : Math.max(height, innerHeight * 0.6);
    sheet.replaceSync(side
      ? `@media screen { body { margin-inline-end: ${side}px !important } }`
      : `@media screen { html { scroll-padding-block-end: ${below}px } body { padding-block-end: ${below}px !important } }`);
    shiftAll(side);
  }

  function shiftAll(pixels) {
    for (const each of document.styleSheets) shift(each.cssRules, pixels);
  }

  /** Let the conditions on widths hold for the window without the panel, as if it were so much narrower. */
  function shift(rules, pixels) {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) {
        if (!written.has(rule)) written.set(rule, rule.media.mediaText);
        const first = written.get(rule);
        const wanted = pixels ? first.replace(WIDTH, (...found) => wider(found, pixels)) : first;
        if (rule.media.mediaText !== wanted) rule.media.mediaText = wanted;
      }
      if (rule.cssRules) shift(rule.cssRules, pixels);
    }
  }

  function wider([, side, length, sign, other], pixels) {
    return side ? `(${side}-width: calc(${length} + ${pixels}px))` : `(width ${sign} calc(${other} + ${pixels}px))`;
  }

  /** Scroll the page as little as it takes to show a place (in the document's coordinates) beside or above the panel. */
  function reveal({ top, bottom }) {
    const end = panel && !beside.matches ? panel.getBoundingClientRect().top : innerHeight;
    const upper = top - scrollY;
    const lower = bottom - scrollY;
    const margin = 16;
    const foot = taken ? 56 : margin;  // the banner stands there
    if (upper >= margin && lower <= end - foot) return;
    const isLong = lower - upper > end - margin - foot;
    const by = isLong || upper < margin ? upper - margin : lower - end + foot;
    scrollBy({ top: by, behavior: "instant" });
  }

  /** Stand above the keyboard of a phone. */
  function dodge() {
    const hidden = Math.max(0, innerHeight - visualViewport.height - visualViewport.offsetTop);
    panel?.style.setProperty("--keyboard", `${visualViewport.scale > 1.01 ? 0 : hidden}px`);
  }

  function listen() {
    addEventListener("resize", fit);
    beside.addEventListener("change", fit);
    document.addEventListener("preview:shown", fit);
    window.visualViewport?.addEventListener("resize", dodge);
  }

  return { make, give, reveal, listen, get side() { return taken; } };
})();
