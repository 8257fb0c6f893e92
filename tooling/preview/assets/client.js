/* The preview's part in the browser: change the page in place, show what the gate says, mark what is not published. */
"use strict";
const Preview = (() => {
  const STYLE = `
    :host { all: initial; font: 15px/1.45 system-ui, sans-serif; }
    [hidden] { display: none !important; }
    section { position: fixed; inset: 0 0 auto 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem; background: #7a1020; color: #fff; box-shadow: 0 4px 24px #0008; }
    h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: .5rem 0; border-top: 1px solid #fff4; overflow-wrap: anywhere; }
    code { display: block; font: 13px/1.4 ui-monospace, monospace; opacity: .9; }
    aside { position: fixed; inset: auto auto .5rem .5rem; z-index: 2147483646; max-width: calc(100vw - 1rem);
      box-sizing: border-box; padding: .3rem .7rem; border-radius: 1rem; background: #1d2733; color: #fff;
      font-size: 13px; box-shadow: 0 1px 6px #0006; cursor: default; }
    @media print { :host { display: none; } }`;
  const JSON_TYPE = "application/json";

  const own = document.currentScript;
  const { nonce } = own;
  let isQuiet = false;  // while an editor shows the problems beside the words
  let facts = JSON.parse(own.dataset.facts);
  // By the nonce of its element a sheet may apply, also when a save has changed it
  document.head.querySelectorAll("style").forEach(hideNonce);
  const { panel, banner } = makeHost();
  show(facts);
  listen();
  addEventListener("load", removeOwn);
  watchForSleep();

  /** Start livereload's client. It takes its server from the first script of its name, so ours comes first. */
  function listen() {
    const script = document.createElement("script");
    script.nonce = nonce;
    const port = location.port || (location.protocol === "https:" ? 443 : 80);  // it would take 35729
    script.src = `/livereload.js?mindelay=100&maxdelay=1000&port=${port}`;
    script.addEventListener("load", () => script.remove());
    document.documentElement.prepend(script);
  }

  /** Connect anew after this computer or window has slept: a dead connection may look alive for minutes. */
  function watchForSleep() {
    const step = 2000;
    let last = Date.now();
    const wake = () => {
      const connector = window.LiveReload?.connector;
      connector?.socket?.close();  // it connects again by itself, and tells what it shows
      connector?.connect();
    };
    setInterval(() => {
      const slept = Date.now() - last > 5 * step;
      last = Date.now();
      if (slept && !document.hidden) wake();
    }, step);
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  }

  /** Take what the preview has put into the page out of it again: our own element, and the marks at its sides. */
  function removeOwn() {
    const before = own.previousSibling;
    const marks = [before?.previousSibling, before, own.nextSibling];
    marks.filter((node) => node?.nodeType === Node.COMMENT_NODE).forEach((node) => node.remove());
    own.remove();
  }

  /** Make the element that holds panel and banner, beside the body, where no style of the page reaches. */
  function makeHost() {
    const host = document.createElement("preview-host");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const panel = root.appendChild(document.createElement("section"));
    panel.setAttribute("role", "alert");
    const banner = root.appendChild(document.createElement("aside"));
    banner.title = "Shown in the preview alone. Click to hide.";
    banner.addEventListener("click", () => { banner.hidden = true; });
    document.documentElement.append(host);
    return { panel, banner };
  }

  /** Show the problems over the page, and what is to be known of it below. */
  function show(told) {
    const errors = told.problems.filter((problem) => !problem.isWarning);
    panel.hidden = errors.length === 0 || isQuiet;
    panel.replaceChildren();
    if (errors.length) {
      const count = errors.length === 1 ? "1 problem" : `${errors.length} problems`;
      const shown = told.is_last ? "You see the last good page." : "A build would stop here.";
      panel.append(element("h2", `${count}. ${shown}`));
      const list = panel.appendChild(document.createElement("ol"));
      for (const problem of errors) {
        const item = list.appendChild(document.createElement("li"));
        item.append(element("code", problem.place), problem.message);
      }
    }
    const warnings = told.problems.length - errors.length;
    const notes = warnings ? [...told.notes, warnings === 1 ? "1 warning" : `${warnings} warnings`] : told.notes;
    banner.textContent = notes.join(" · ");
    banner.hidden = notes.length === 0;
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  /** Make attributes of one element those of another. */
  function copyAttributes(from, to) {
    for (const { name } of [...to.attributes]) if (!from.hasAttribute(name)) to.removeAttribute(name);
    for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value) to.setAttribute(name, value);
  }

  /** Read a page. The sheets of its head get our nonce, or the policy would refuse them before they are anywhere. */
  function parse(text) {
    const end = text.indexOf("</head>");
    const head = text.slice(0, Math.max(end, 0)).replaceAll("<style", `<style nonce="${nonce}"`);
    return new DOMParser().parseFromString(head + text.slice(Math.max(end, 0)), "text/html");
  }

  /** Show no trace of the nonce; the element itself knows it still. */
  function hideNonce(node) {
    if (node.localName !== "style") return;
    node.removeAttribute("nonce");
    node.nonce = nonce;
  }

  /** Let a sheet apply that is new here: it was copied without the nonce. */
  function applySheet(node) {
    hideNonce(node);
    if (node.localName === "style") node.textContent = `${node.textContent}`;
  }

  /** Turn the page into another one in place: what has not changed is not touched, what a reader opened stays open. */
  function morph(page) {
    const callbacks = { beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details") };
    copyAttributes(page.documentElement, document.documentElement);
    copyAttributes(page.body, document.body);
    Idiomorph.morph(document.head, [...page.head.childNodes], {
      morphStyle: "innerHTML",
      callbacks: { beforeAttributeUpdated: (name) => name !== "nonce", afterNodeAdded: applySheet },
    });
    Idiomorph.morph(document.body, [...page.body.childNodes], { morphStyle: "innerHTML", callbacks });
  }

  /** Put a page, and what is told beside it, in the place of what is shown. */
  function take(told) {
    const page = parse(told.page);
    facts = told.facts;
    morph(page);
    show(facts);
    document.dispatchEvent(new CustomEvent("preview:shown", { detail: facts.version }));
  }

  /** Leave the problems to somebody else, or show them again. */
  function beQuiet(quiet) {
    isQuiet = quiet;
    show(facts);
  }

  let running = false;
  let again = false;

  /** Fetch the page anew and put it in the place of what is shown; look once more if it changed meanwhile. */
  async function refresh() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        const response = await fetch(location.href, { cache: "no-store", headers: { Accept: JSON_TYPE } });
        if (response.redirected) {
          location.replace(response.url);
          return;
        }
        if (response.headers.get("Content-Type") !== JSON_TYPE) {
          location.reload(); // a picture now, or a phone without the code
          return;
        }
        take(await response.json());
      } while (again);
    } finally {
      running = false;
    }
  }

  const writes = new Set();
  const PATIENCE = 300;  // milliseconds for the answer to a save of this window, which brings the page along

  /** Remember a request that may write, until its answer has been taken in. */
  function during(work) {
    writes.add(work);
    const forget = () => writes.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Look again at news of a version, unless an answer to a save of this window has brought that one. */
  async function hear(version) {
    const waited = new Promise((done) => setTimeout(done, PATIENCE));
    if (writes.size) await Promise.race([Promise.allSettled(writes), waited]);
    if (!version || version !== facts.version) refresh();
  }

  /** What livereload's client hands every change to. */
  window.LiveReloadPluginPreview = class {
    static identifier = "preview";
    static version = "1.0";

    /** Tell the server, whenever the connection is made, which version is on the screen. */
    analyze() {
      return { seen: facts.version };
    }

    reload(path) {
      const asked = path.startsWith("open:") ? path.slice(5) : null;
      if (asked && asked !== location.pathname && !isQuiet) location.assign(asked);
      else hear(asked ? null : path.slice(1));  // whoever writes here is not led away
      return true;
    }
  };

  return { get facts() { return facts; }, apply: take, refresh, during, beQuiet };
})();
