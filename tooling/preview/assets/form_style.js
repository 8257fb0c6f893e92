/* What forms and sending look like beside the panel's own parts, in its colours. */
"use strict";
const FORMS_STYLE = `
  .panel textarea.grows { min-height: var(--target); line-height: 1.45; padding: .4375rem .75rem; resize: none; overflow: hidden;
    field-sizing: content; }
  .form > * + *, .entry .stack > * + * { margin-block-start: 1rem !important; }
  .field > .help:not([hidden]) + * { margin-block-start: .375rem; }
  .field > .label + .input { margin-block-start: .375rem; }
  .help[hidden], .problems[hidden] { display: none !important; }
  .field > .button { display: inline-flex; margin-block-start: .375rem; }
  .field--set { display: block; min-width: 0; }
  .field--number .input, .field--whole .input { max-width: 10rem; }
  .field--date .input { max-width: 13rem; }
  .below:not(:has(> :not([hidden], :empty))) { display: none !important; }
  .below > :not([hidden]):not(:empty) { margin-block-start: .5rem !important; }
  .tick { display: flex !important; gap: .5rem; align-items: flex-start; }
  .tick label { font-weight: 400 !important; cursor: pointer; padding-block: .0625rem; }
  .field--flag .tick label { font-weight: 600 !important; }
  .tick input { width: 1.125rem; height: 1.125rem; margin: .1875rem 0 0; accent-color: var(--link); flex: none; cursor: pointer; }
  .ticks { display: grid !important; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .375rem .75rem; }
  .entry-line { display: flex; gap: .25rem; align-items: flex-start; }
  .chips { list-style: none; display: grid; gap: .375rem; } .chips[hidden] { display: none; }
  .chip { display: flex; align-items: flex-start; gap: .25rem; background: var(--sunk); border-radius: var(--radius);
    padding-inline-start: .75rem; font-size: .9375rem; line-height: 1.4; }
  .chip-title { flex: 1; min-width: 0; overflow-wrap: anywhere; padding-block: .5rem; }

  .panel .group--fields, .panel .group--list { border-radius: var(--radius); }
  .panel .group > legend { padding-inline: .25rem; margin-inline-start: -.25rem; }
  .group > .help { display: block; margin-block-end: .5rem; }
  .entries { list-style: none; display: grid; gap: .5rem; }
  .entries:not(:empty) + .button { margin-block-start: .75rem; }
  .entry { border: 1px solid var(--line); border-radius: var(--radius); min-width: 0; background: var(--raised); }
  .entry summary { padding: .5rem .75rem; min-height: var(--target); cursor: pointer; border-radius: inherit; font-size: .9375rem;
    overflow-wrap: anywhere; }
  .entry summary:hover { background: var(--sunk); }
  .entry details[open] > summary { font-weight: 600; }
  .entry details > .stack { padding: .25rem .75rem .625rem; }
  .entry--open { padding: .5rem .625rem .375rem .75rem; }
  .panel .entry--open fieldset { display: grid; grid-template-columns: minmax(0, 1fr) 6.5rem; gap: .25rem .75rem; align-items: end; }
  .entry--open :is(.entry-body, .entry-body > .stack) { display: contents; }
  .entry--open .field { margin: 0 !important; grid-column: 1 / -1; align-self: start; min-width: 0; }
  .entry--open .field:has(+ .field--number, + .field--whole), .entry--open .field--flag { grid-column: 1; }
  .entry--open .field + :is(.field--number, .field--whole) { grid-column: 2; }
  .entry--open .help + * { margin-block-start: .25rem !important; }
  .entry--open .field:has(.problem, .fault) { grid-column: 1 / -1 !important; }
  .entry--open .field--flag { align-self: center; }
  @media (pointer: fine) { .entry--open .entry-tools .button { --target: 2.25rem; } }
  @media (pointer: coarse) { .tick { align-items: center; } .tick input { margin: 0; } .tick label { min-height: var(--target); align-content: center; } }
  .entry--open .help { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .entry--open .entry-tools { grid-column: 1 / -1; } .entry--open fieldset:has(> .entry-body > .stack > .field--flag) > .entry-tools { grid-column: 2; }
  .entry--open .below { grid-column: 1 / -1; }
  .entry-tools .button[aria-disabled=true] { border-color: transparent; opacity: .45; }
  .entry-tools { display: flex; justify-content: flex-end; gap: .125rem; }
  .entry .group { padding: .5rem .625rem .625rem !important; }
  .entry .entry .group { border-width: 0 0 0 .125rem !important; border-radius: 0; }
  .entry-flaws { color: var(--danger); font-weight: 600; }

  .text { white-space: pre-wrap; overflow-wrap: anywhere; }
  .side--before mark { background: var(--danger-wash); text-decoration: line-through; }
  .side--after mark { background: var(--ok-wash); }
  .conflict > * + * { margin-block-start: .5rem !important; }
  .change h4 { margin: 0; }
  .path { overflow-wrap: anywhere; }
  .menu > li { padding-block: .125rem; } .menu .button { width: 100%; justify-content: flex-start; }
  .sent { border-inline-start: .25rem solid var(--ok); }
  .held { padding: .75rem .875rem; font-size: .9375rem; line-height: 1.45; }
  .held .note { background: var(--raised); color: var(--ink); }
  .fold { border-block-end: 1px solid var(--line); padding-block: .125rem; }
  details.fold > :not(summary) { margin-block: .25rem .75rem; }
  .fold.menu { margin: 0 !important; } .fold.menu .button { font-weight: 600 !important; } .menu .button { margin-inline: 0; padding-inline: 0; }
  .fold + .fold { margin: 0 !important; }
  .fold > summary .muted { font-weight: 400; margin-inline-start: .25rem; }
  .fold > summary, .page-place > summary { cursor: pointer; font-weight: 600; min-height: var(--target); padding-block: .5rem; }
  @media (forced-colors: active) { .chip, .note { outline: 1px solid CanvasText; } }`;
