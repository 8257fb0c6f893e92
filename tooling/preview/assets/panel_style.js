/* What the panel "Edit this page" and its pens look like. Colours are the theme's; every pair of text is 7:1, every edge 3:1. */
"use strict";
const PANEL_STYLE = `
  :host { all: initial; display: block;
    --paper: #fbf8f3; --raised: #fff; --sunk: #f3ece2; --ink: #221b2b; --muted: #4a4153; --line: #d9cfc3; --edge: #857480;
    --link: #6b1f56; --on-link: #fff; --ok: #0f4f43; --ok-wash: #e2f1ec; --warn: #663600; --warn-wash: #fdf0dc;
    --danger: #7d1420; --danger-wash: #fdeaea; --shade: #221b2b26; --mark: #f7dfa3; --radius: .5rem; --target: 2.5rem;
    color-scheme: light dark; font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, Arial, sans-serif; color: var(--ink); }
  @media (prefers-color-scheme: dark) { :host {
    --paper: #15111b; --raised: #1d1825; --sunk: #0f0c14; --ink: #f2ecf4; --muted: #c9bfd0; --line: #3b3345; --edge: #8f8099;
    --link: #f0b6dc; --on-link: #221b2b; --ok: #9fe0cd; --ok-wash: #12302a; --warn: #ffd08f; --warn-wash: #33230c;
    --danger: #ffb3b8; --danger-wash: #3a1217; --shade: #0009; --mark: #5a4310; } }
  @media (prefers-contrast: more) { :host { --muted: var(--ink); --line: var(--ink); --edge: var(--ink); } }
  @media (forced-colors: active) { :host {
    --paper: Canvas; --raised: Canvas; --sunk: Canvas; --ink: CanvasText; --muted: CanvasText; --line: CanvasText;
    --edge: ButtonBorder; --link: LinkText; --on-link: Canvas; --ok: CanvasText; --warn: CanvasText; --danger: CanvasText;
    --mark: Mark; } }
  @media (pointer: coarse) { :host { --target: 2.75rem; } }
  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }

  .panel, .pens, .launch, .pick { font: inherit; color: var(--ink); }
  .panel :is(h2, h3, p, ul, ol, dl, dd, figure, fieldset, legend) { margin: 0; padding: 0; border: 0; font: inherit; max-width: none; }
  .panel :is(button, input, textarea, select), .pick :is(button, input), .pen, .launch { font: inherit; color: inherit; }
  :is(.panel, .pick, .pens) :focus-visible, .launch:focus-visible { outline: .1875rem solid var(--link); outline-offset: .125rem; }
  .hidden-visually { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  svg { width: 1.125em; height: 1.125em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round;
    stroke-linejoin: round; vertical-align: -.2em; }

  .panel { position: fixed; inset: 0 0 0 auto; z-index: 2147483647; width: clamp(22rem, 32vw, 27rem); max-width: 100vw; display: flex;
    flex-direction: column; background: var(--raised); border: 0 solid var(--line); border-inline-start-width: 1px;
    box-shadow: none; inset-block-end: var(--keyboard, 0); padding: 0; max-height: none; overflow: visible;
    border-radius: 0; cursor: auto; }
  .panel__head { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .5rem; padding: .75rem .75rem .625rem 1.25rem;
    border-bottom: 1px solid var(--line); align-items: start; }
  .panel__title { font-weight: 650 !important; font-size: 1.125rem !important; line-height: 1.3 !important; overflow-wrap: anywhere;
    padding-block: .4375rem .1875rem !important; outline: 0 !important; }
  .panel__keys { display: flex; gap: .125rem; }
  .panel__state { grid-column: 1 / -1; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .5rem; align-items: end; }
  .panel__where { font-size: .875rem !important; color: var(--muted); overflow-wrap: anywhere; }
  .panel__status { font-size: .9375rem; line-height: 1.4; color: var(--ok); font-weight: 600; overflow-wrap: anywhere; min-height: 1.4em;
    margin-block-start: .125rem; }
  .panel__status[data-busy] { color: var(--muted); font-weight: 400; }
  .panel__status[data-bad] { color: var(--danger); }
  .panel__status:not(:empty)::before { content: "✓ " / ""; }
  .panel__status:is([data-busy], [data-bad])::before { content: none; }
  .panel__body { flex: 1; overflow: auto; overscroll-behavior: contain; padding: 1rem 1.25rem 1.5rem; scroll-padding-block: 1rem; }
  .panel__foot { display: flex; align-items: center; justify-content: space-between; gap: .5rem 1rem; padding: .75rem 1.25rem; border-top: 1px solid var(--line); background: var(--paper); }
  .panel__count { font-weight: 650; }
  .panel__foot > div { min-width: 0; } .panel__foot small { display: block; } .panel__foot .button { flex: none; max-width: 60%; }
  @media not (width >= 40rem) { .launch { inset-block-end: 4.5rem !important; } }  /* the banner stands below it */
  @media not (width >= 60rem) {
    .panel { inset: auto 0 var(--keyboard, 0) 0; width: auto; max-height: min(60dvh, (100dvh - var(--keyboard, 0px)) * .7); border-width: 1px 0 0;
      border-radius: 1rem 1rem 0 0; box-shadow: 0 0 2rem var(--shade); }
    .panel__head { padding: .375rem .5rem .25rem 1rem; }
    .panel__body { padding: .75rem 1rem 1rem; }
    .panel__foot { padding: .5rem 1rem; }
    .tools { flex-wrap: nowrap !important; overflow-x: auto; margin-inline: -1rem; padding: .25rem 1rem !important; scrollbar-width: none; }
    .tools .button { flex: none; }
    textarea.input { max-height: 11rem; } }
  @media not (height >= 40rem) { .panel__foot small { display: none; } }
  @media (prefers-reduced-motion: no-preference) {
    .panel { animation: come .16s ease-out; }
    .pen, .block-frame { transition: opacity .12s, background-color .12s; } }
  @keyframes come { from { opacity: 0; } }

  .stack > * + * { margin-block-start: .75rem !important; }
  .stack-wide > * + * { margin-block-start: 1.25rem !important; }
  .row { display: flex; flex-wrap: wrap; gap: .375rem; align-items: center; }
  .two { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); }
  .muted, .help { color: var(--muted); }
  small, .help, .muted { font-size: .875rem; line-height: 1.45; }
  .label { display: block; font-weight: 600 !important; }
  .field { display: grid; gap: .4375rem; } .field > * { min-width: 0; }
  .panel h3 { font-weight: 650; font-size: 1rem; }
  .note.stack > * + * { margin-block-start: .25rem !important; }
  .note { background: var(--sunk); border-radius: var(--radius); padding: .625rem .875rem !important; font-size: .9375rem !important; }
  .fault { color: var(--danger); font-weight: 600 !important; }
  .panel a { color: var(--link); text-underline-offset: .2em; }
  mark { background: var(--mark); color: inherit; border-radius: .125rem; text-decoration: underline; text-underline-offset: .2em; }

  .input { width: 100%; min-height: var(--target); padding: .4375rem .75rem; border: 1px solid var(--edge); border-radius: var(--radius);
    background: var(--paper); margin: 0; }
  textarea.input { display: block; field-sizing: content; min-height: 5rem; resize: vertical; line-height: 1.6; padding: .75rem .875rem; }
  .input[readonly] { background: var(--sunk); }
  .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace !important; font-size: .9375rem !important; }
  .read { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6; background: var(--sunk); border: 1px solid var(--edge);
    border-radius: var(--radius); padding: .75rem .875rem; max-height: 24rem; overflow: auto; }
  .group { border: 1px solid var(--line) !important; border-radius: var(--radius); padding: .75rem !important; min-width: 0; }
  .list { list-style: none; } .list > li { border-block-start: 1px solid var(--line); padding-block: .5rem; }

  .button { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-height: var(--target); min-width: var(--target);
    padding: .3125rem .75rem; border: 1px solid var(--edge); border-radius: var(--radius); background: var(--paper); font-size: .9375rem !important;
    line-height: 1.3; cursor: pointer; text-align: start; margin: 0; }
  .button:hover { background: var(--sunk); border-color: var(--link); }
  .button--main { background: var(--link); border-color: var(--link); color: var(--on-link) !important; font-weight: 650 !important;
    padding-inline: 1rem; }
  .button--main:hover { background: var(--ink); border-color: var(--ink); color: var(--raised) !important; }
  .button--quiet { border-color: transparent; background: none; color: var(--link) !important; padding-inline: .5rem; margin-inline-start: -.5rem; }
  .button--icon { border-color: transparent; background: none; padding: 0; color: var(--muted) !important; }
  .button[aria-disabled=true] { color: var(--muted) !important; border-color: var(--line); background: none; cursor: default; opacity: .7; }
  .button[aria-expanded=true] { background: var(--sunk); border-color: var(--link); }
  .button--quiet[aria-disabled=true] { border-color: transparent; }
  .button b { font-weight: 800; }
  .tools { --target: 2.25rem; } @media (pointer: coarse) { .tools { --target: 2.75rem; } }
  .tools .button { padding-inline: .625rem; }
  .tools .button svg { color: var(--link); }

  .problems { list-style: none !important; display: grid; gap: .5rem; }
  .problem { background: var(--danger-wash); border-inline-start: .25rem solid var(--danger) !important; border-radius: .125rem var(--radius) var(--radius) .125rem; }
  .problem--warning { background: var(--warn-wash); border-color: var(--warn) !important; }
  .problem > :is(button, div) { display: block; width: 100%; padding: .625rem .875rem; background: none; border: 0; text-align: start; border-radius: inherit;
    font-size: .9375rem; line-height: 1.45; min-height: var(--target); overflow-wrap: anywhere; }
  .problem > button { cursor: pointer; } .problem > button:hover strong { text-decoration: underline; text-underline-offset: .2em; }
  .problem strong { display: block; font-weight: 650; }
  .problem small { display: block; color: var(--muted); margin-block-start: .125rem; }

  .pick { position: fixed; z-index: 2147483647; display: flex; flex-direction: column; background: var(--raised); border: 1px solid var(--edge);
    border-radius: .75rem; box-shadow: 0 .5rem 2rem var(--shade); padding: .5rem; margin: 0; overflow: hidden; gap: .375rem; }
  .pick__list { list-style: none; margin: 0; padding: 0; overflow: auto; overscroll-behavior: contain; min-height: 0; }
  .pick__list li { padding: .5rem .625rem; border-radius: .375rem; cursor: pointer; min-height: var(--target); overflow-wrap: anywhere; line-height: 1.35;
    font-size: .9375rem; }
  .pick__list li small { display: block; color: var(--muted); }
  .pick__list [aria-selected=true] { background: var(--sunk); box-shadow: inset .1875rem 0 var(--link); }
  @media (forced-colors: active) { .pick__list [aria-selected=true] { outline: 2px solid Highlight; outline-offset: -2px; } }
  .pick__none { padding: .5rem .625rem; margin: 0; color: var(--muted); font-size: .9375rem; }

  .pens { position: absolute; inset: 0 auto auto 0; width: 0; height: 0; z-index: 2147483640; }
  .pen { position: absolute; width: 1.875rem; height: 1.875rem; padding: 0; margin: 0; display: grid; place-items: center; border: 0; background: none;
    cursor: pointer; opacity: 0; border-radius: 50%; font-size: .875rem !important; }
  .pen::before { content: ""; grid-area: 1 / 1; width: 1.75rem; height: 1.75rem; border-radius: 50%; border: 1px solid var(--edge); background: var(--raised);
    box-shadow: 0 1px .375rem var(--shade); }
  .pen svg { grid-area: 1 / 1; color: var(--link); z-index: 1; }
  .pen:is(:hover, :focus-visible, [data-near], [data-open]) { opacity: 1; }
  .pen:is(:hover, :focus-visible, [data-open])::before { background: var(--link); border-color: var(--link); }
  .pen:is(:hover, :focus-visible, [data-open]) svg { color: var(--on-link); }
  @media (hover: none) {
    .pen { opacity: .9; width: 2.75rem; height: 2.75rem; }
    .pen:not([data-open], :focus-visible)::before { width: 1.5rem; height: 1.5rem; box-shadow: none; } }
  @media (forced-colors: active) { .button--main, .button--main:hover { background: ButtonText; color: ButtonFace !important; forced-color-adjust: none; }
    .pen { opacity: 1; } .pen::before { forced-color-adjust: none; } }
  .block-frame { position: absolute; pointer-events: none; border: .125rem solid var(--link); border-radius: .5rem; opacity: 0; }
  .block-frame[data-near] { opacity: .45; } .block-frame[data-open] { opacity: 1; }
  .launch { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483646; box-shadow: 0 .25rem 1rem var(--shade); border-radius: 2rem; }
  .way { position: relative; border-radius: var(--radius); padding: .5rem .625rem; min-height: var(--target); }
  .way:hover { background: var(--sunk); } .way small { display: block; color: var(--muted); }
  .way button { border: 0; background: none; padding: 0; margin: 0; font-weight: 650 !important; color: var(--link) !important; cursor: pointer; outline: 0 !important; }
  .way button::after { content: ""; position: absolute; inset: 0; border-radius: inherit; }
  .way:has(:focus-visible) { outline: .1875rem solid var(--link); }
  .ways { list-style: none; margin-inline: -.625rem !important; }
  @media print { .panel, .pens, .launch, .pick { display: none; } }`;
