/** The page's mark, for the browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b5c56"/><circle cx="16" cy="16" r="8.5" fill="none" stroke="#fff" stroke-width="2.5"/><path d="M16 11v5.5l3.5 2" fill="none" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/></svg>`

/** One sheet for all pages. Every text has a contrast of at least 4.5 to 1 with what lies behind it (WCAG AA). */
export const STYLE = `
:root {
  --ink: #1b2124; --soft: #566068; --line: #e0e2df; --ground: #f7f7f4; --paper: #fff;
  --accent: #0b5c56; --tint: #e3f0ee; --rail: #ecedea; --warm: #8a4b08; --warm-tint: #fbefdf;
  color-scheme: light;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; text-decoration-color: #0b5c5666; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: 8px; top: -60px; background: var(--paper); padding: 8px 14px; z-index: 2; }
.skip:focus { top: 8px; }

.top { background: var(--paper); border-bottom: 1px solid var(--line); }
.bar { max-width: 1180px; margin: 0 auto; padding: 0 24px; display: flex; flex-wrap: wrap; align-items: center; gap: 0 16px; min-height: 60px; }
.mark { color: var(--ink); text-decoration: none; white-space: nowrap; padding: 12px 0; }
.mark strong { font-size: 19px; letter-spacing: -.01em; color: var(--accent); }
.mark span { color: var(--soft); font-size: 14px; margin-left: 4px; }
.top nav { display: flex; flex-wrap: wrap; gap: 0 1px; flex: 1; }
.top nav a { color: var(--ink); text-decoration: none; padding: 18px 8px 15px; border-bottom: 3px solid transparent; white-space: nowrap; font-size: 15px; }
.top nav a:hover { border-color: var(--line); }
.top nav a[aria-current] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.langs { margin: 0; font-size: 14px; display: flex; gap: 12px; color: var(--soft); }
.langs [aria-current] { font-weight: 600; color: var(--ink); }

main { max-width: 1180px; margin: 0 auto; padding: 36px 24px 24px; }
footer { max-width: 1180px; margin: 0 auto; padding: 12px 24px 40px; color: var(--soft); font-size: 14px; }
h1 { font-size: 28px; line-height: 1.25; letter-spacing: -.015em; margin: 0; text-wrap: balance; overflow-wrap: anywhere; }
h1 .badge { font-size: 14px; letter-spacing: 0; vertical-align: 5px; margin-left: 6px; }
h2 { font-size: 17px; line-height: 1.35; margin: 0 0 14px; overflow-wrap: anywhere; }
main > section:not(.card) > h2 { margin-top: 32px; }
.heading { margin-bottom: 24px; }
.lead { margin: 6px 0 0; color: var(--soft); max-width: 66ch; }
.small { font-size: 14px; color: var(--soft); margin: 0; }
.empty, .count { color: var(--soft); margin: 0 0 12px; font-size: 14px; }
.card > .empty { margin: 0; }
.money { font-variant-numeric: tabular-nums; white-space: nowrap; }
.nowrap, .id { white-space: nowrap; }
.breakable { overflow-wrap: anywhere; }
code { font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { font: 13px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; margin: 14px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.plain { font: inherit; font-size: 15px; max-width: 72ch; }
summary { cursor: pointer; color: var(--accent); font-size: 15px; }

.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin: 0 0 20px; min-width: 0; }
.pictures { columns: 2 400px; column-gap: 20px; } .pictures .card { break-inside: avoid; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 20px; }
.columns .card { margin: 0; } .panels { margin-bottom: 20px; } .more + .panels { margin-top: 20px; }
.tiles { list-style: none; padding: 0; margin: 0 0 20px; display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 20px; }
.tiles a { display: block; height: 100%; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 16px 24px; color: var(--ink); text-decoration: none; }
.tiles a:hover { border-color: var(--accent); }
.tiles strong { display: block; font-size: 30px; line-height: 1.2; letter-spacing: -.02em; color: var(--accent); font-variant-numeric: tabular-nums; }
a.alarming { border-color: #d99a4e; background: var(--warm-tint); } a.alarming:hover { border-color: var(--warm); } .tiles a.alarming strong { color: var(--warm); }
.tiles span { color: var(--soft); font-size: 15px; }

.bars { list-style: none; margin: 0; padding: 0; display: grid; gap: 13px; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; }
.bars .label { overflow-wrap: anywhere; }
.bars .value { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
.bar-picture { grid-column: 1 / -1; width: 100%; height: 8px; border-radius: 4px; display: block; }
.rail { fill: var(--rail); } .fill { fill: var(--accent); } .fill.pending { fill: #d99a4e; } .fill.gone { fill: #9aa2a7; }
.more { margin: 16px 0 0; font-size: 15px; }

.search { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; margin: 0 0 20px; }
.search label { display: grid; gap: 4px; font-size: 14px; color: var(--soft); }
.search label:first-child { flex: 1 1 260px; max-width: 440px; }
input, select, button { font: inherit; color: var(--ink); border: 1px solid #8b9398; border-radius: 8px; padding: 8px 12px; background: var(--paper); min-height: 44px; min-width: 0; }
button { background: var(--accent); border-color: var(--accent); color: #fff; font-weight: 600; padding: 8px 18px; cursor: pointer; }
button:hover { background: #084641; }

.chips { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 16px; padding: 0; font-size: 14px; }
.chips a { display: inline-block; padding: 4px 12px; border-radius: 99px; background: var(--tint); color: var(--accent); text-decoration: none; }
.chips a:hover { background: #cfe5e2; } .chips a.all { background: none; text-decoration: underline; }
.sides { display: flex; gap: 4px 24px; margin: -8px 0 20px; font-size: 15px; } .sides a { padding: 6px 0; text-decoration: none; color: var(--ink); border-bottom: 3px solid transparent; }
.sides a[aria-current] { border-color: var(--accent); color: var(--accent); font-weight: 600; } .sides span { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: separate; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; border-spacing: 0; overflow: hidden; font-size: 15px; }
th { text-align: left; font-size: 13px; font-weight: 600; color: var(--soft); padding: 12px 16px; border-bottom: 1px solid var(--line); }
td { padding: 12px 16px; border-top: 1px solid var(--line); vertical-align: top; }
tbody tr:first-child td { border-top: 0; }
td button { min-height: 36px; padding: 4px 14px; font-size: 14px; } table + .empty { margin-top: 16px; }
tbody tr:hover { background: #fbfbf9; }
.badge { display: inline-block; font-size: 13px; line-height: 1.4; font-weight: 600; padding: 2px 9px; border-radius: 99px; background: var(--rail); color: #414a50; white-space: nowrap; }
.badge-settled { background: var(--tint); color: var(--accent); }
.badge-handedOver, .badge-exhausted { background: var(--warm-tint); color: var(--warm); }
.badge-open { background: var(--paper); box-shadow: inset 0 0 0 1px #9aa2a7; }
.badge-quiet { font-weight: 400; }

.inbox { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.inbox:empty { display: none; }
.inbox li + li { border-top: 1px solid var(--line); }
.inbox a { display: grid; grid-template-columns: 22px minmax(0, 18rem) minmax(0, 1fr) auto; gap: 0 16px; padding: 13px 20px; color: var(--ink); text-decoration: none; align-items: center; }
.inbox a:hover { background: #fbfbf9; } .inbox a:hover .subject { text-decoration: underline; text-underline-offset: 3px; }
.inbox a:focus-visible { outline-offset: -3px; }
.who { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.subject { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.inbox time { color: var(--soft); font-size: 14px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.inbox .small { grid-column: 2 / -1; overflow-wrap: anywhere; }
.icon { width: 20px; height: 20px; fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-linejoin: round; vertical-align: -4px; flex: none; }

.facts { margin: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 14px 28px; }
.facts > div { min-width: 0; }
dt { font-size: 13px; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
ul.inline, ul.plain { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
ul.inline { display: flex; flex-wrap: wrap; gap: 6px 20px; } .facts > div:has(ul) { grid-column: 1 / -1; }
.problems { margin: 16px 0; padding-left: 20px; }

.devices { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; margin: 28px 0 16px; }
.device { margin: 0; min-width: 0; max-width: 100%; }
.device figcaption { font-size: 14px; color: var(--soft); margin: 0 0 8px; }
.device .glass { background: var(--paper); border: 1px solid #c9cdca; border-radius: 12px; overflow: hidden; max-width: 100%; box-shadow: 0 1px 2px #1b212410, 0 12px 32px #1b212412; }
.small + details.card { margin-top: 12px; }
.desktop .glass { overflow-x: auto; border-top-width: 10px; border-top-color: #d9dcd8; }
.device iframe { display: block; border: 0; background: #fff; }
.desktop iframe { height: 853px; }
.phone .glass { border: 10px solid #23292c; border-radius: 34px; }
.phone iframe { height: 844px; max-width: 100%; }
.handset .glass { width: 350px; min-height: 300px; border: 10px solid #23292c; border-radius: 34px; padding: 28px 18px; background: var(--ground); }
.handset figcaption { margin: 10px 0 0; }
.bubble { margin: 0; background: #e7e9e6; border-radius: 18px 18px 18px 4px; padding: 12px 16px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 17px; line-height: 1.4; }

.timeline { list-style: none; margin: 22px 0 0; padding: 0; }
.moment { position: relative; display: grid; grid-template-columns: 11rem 1fr; gap: 0 40px; padding-bottom: 20px; }
.moment time { color: var(--soft); font-size: 14px; line-height: 1.75; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.moment::before { content: ""; position: absolute; left: calc(11rem + 15px); top: 7px; width: 11px; height: 11px; border-radius: 50%; background: var(--paper); border: 2px solid #9aa2a7; z-index: 1; }
.moment::after { content: ""; position: absolute; left: calc(11rem + 20px); top: 16px; bottom: -6px; width: 1px; background: var(--line); }
.moment:last-child::after { display: none; }
.moment-message::before, .moment-ended::before { background: var(--accent); border-color: var(--accent); }
.moment-fact::before { border-color: var(--accent); }
.moment-suppressed::before, .moment-task::before, .moment-died::before { border-color: var(--warm); background: var(--warm-tint); }
.moment > div { min-width: 0; overflow-wrap: anywhere; }
.what { margin: 0; } .moment-wait .what, .moment-opened .what { color: var(--soft); }
.moment-message .what, .moment-ended .what, .moment-fact .what { font-weight: 600; }
.read { display: inline-block; font-size: 15px; margin: 2px 16px 0 0; }

.clock { background: #12393a; color: #fff; position: sticky; top: 0; z-index: 3; }
.clock .bar { min-height: 56px; padding-top: 6px; padding-bottom: 6px; gap: 4px 18px; }
.clock p { margin: 0; } .now time { font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.01em; white-space: nowrap; }
.zone, .next { color: #c3d8d6; font-size: 14px; } .next { flex: 1 1 auto; white-space: nowrap; }
.clock form { display: flex; flex-wrap: wrap; gap: 8px; }
.clock button { background: transparent; border-color: #6f9a97; min-height: 40px; padding: 6px 14px; font-size: 15px; }
.clock button:hover:not(:disabled) { background: #ffffff1f; } .clock button:disabled { opacity: .5; cursor: default; }
.clock .play { background: #fff; color: #12393a; border-color: #fff; } .clock .play:hover { background: #dcebe9; }
.clock :focus-visible { outline-color: #fff; }
.clock[data-running="yes"] .now time { animation: beat 1s ease-in-out infinite alternate; }
@keyframes beat { to { opacity: .55; } }
@media (prefers-reduced-motion: reduce) { .clock[data-running="yes"] .now time { animation: none; } }

.story { display: grid; grid-template-columns: minmax(0, 1fr) 460px; gap: 20px; align-items: start; }
.story .machine { position: sticky; top: 72px; }
.machine svg { width: 100%; height: auto; display: block; margin-top: 16px; overflow: visible; }
.stop rect { fill: var(--paper); stroke: #c6cbc8; stroke-width: 1.2; } .stop text { font-size: 13px; fill: #566068; }
.stop .visits { font-size: 11.5px; } .stop .state-id { font: 10px ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.stop.visited rect { stroke: var(--accent); fill: var(--tint); } .stop.visited text { fill: var(--ink); } .stop.visited .state-id { fill: var(--soft); } .stop .visits { fill: var(--soft); }
.stop.present rect { fill: var(--warm-tint); stroke: #b9680f; stroke-width: 2.4; } .stop.present text { fill: var(--warm); } .stop .visits { font-weight: 600; }
.stop.over rect { fill: var(--accent); stroke: var(--accent); } .stop.over text { fill: #fff; }
.way { fill: none; stroke: #d5d8d5; stroke-width: 1.1; } .way.fault { stroke-dasharray: 3 4; }
.way.taken { stroke: var(--accent); stroke-width: 1.8; } .arrow.idle { fill: #c6cbc8; } .arrow.taken { fill: var(--accent); }

.weekly rect { transition: opacity .1s; } .weekly a:hover rect { opacity: .7; }
.weekly svg { width: 100%; height: auto; display: block; overflow: visible; } .weekly text { font-size: 10.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.paid { fill: #d99a4e; } .axis { stroke: #9aa2a7; stroke-width: 1; fill: none; }
.legend { display: flex; gap: 20px; margin: 0 0 8px; font-size: 14px; color: var(--soft); }
.legend span::before { content: ""; display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 7px; background: var(--accent); vertical-align: -1px; }
.legend .key-payments::before { background: #d99a4e; }
.weekly details { margin-top: 12px; } .weekly details table { margin-top: 12px; }

.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 20px 24px; margin: 20px 0; align-items: start; }
.field { min-width: 0; display: grid; gap: 5px; } .field input, .field select, .field textarea { width: 100%; }
.id-beside, h2 code { font-size: 12.5px; color: var(--soft); font-weight: 400; margin-left: 4px; }
.field:has(textarea) { grid-column: 1 / -1; }
textarea { font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--ink); border: 1px solid #8b9398; border-radius: 8px; padding: 10px 12px; background: var(--paper); resize: vertical; }
[aria-invalid] { border-color: #a33a1a; box-shadow: inset 0 0 0 1px #a33a1a; }
.field .problems { margin: 0; padding-left: 18px; color: #8f2f12; font-size: 15px; } .field .problems .small { color: inherit; }
.warning { border-color: #d99a4e; background: var(--warm-tint); } .warning p { margin: 0; }
fieldset { border: 1px solid var(--line); border-radius: 10px; padding: 4px 18px; margin: 0 0 18px; } legend { font-weight: 600; padding: 0 6px; } .buttons { display: flex; flex-wrap: wrap; gap: 10px; margin: 0; } button::first-letter { text-transform: uppercase; }
.check { display: flex; gap: 10px; align-items: center; } .check input { min-height: 0; width: 20px; height: 20px; }
button.quiet { background: var(--paper); color: var(--accent); } button.quiet:hover { background: var(--tint); }

section.alarming { border-left: 4px solid #d99a4e; }
.totals table { border: 0; margin: 0 0 12px; max-width: 620px; border-radius: 0; } .totals tbody tr:hover { background: none; } .totals thead td { border: 0; }
.totals th, .totals td { padding: 8px 20px 8px 0; text-align: right; } .totals th:first-child { text-align: left; } .totals tbody th { border-top: 1px solid var(--line); border-bottom: 0; font-size: 14px; }
.totals thead th { border-bottom: 0; } .totals tbody tr:first-child th { border-top: 0; } .alarming td:last-child { color: var(--warm); font-weight: 600; }

main > details.card { margin-top: 20px; }
.pages { display: flex; gap: 20px; margin: 20px 0 0; font-size: 15px; color: var(--soft); }

@media (max-width: 1040px) { .story { grid-template-columns: minmax(0, 1fr); } .story .machine { order: -1; max-width: 520px; position: static; } }
@media (max-width: 720px) {
  .bar { padding: 0 16px; gap: 0 12px; }
  .mark { flex: 1; } .top nav { order: 3; flex: 1 0 100%; margin: 0 -6px; }
  .mark span { display: none; }
  .top nav { flex-wrap: wrap; } .top nav a { padding: 8px 7px 7px; font-size: 14px; }
  .tiles li:last-child:nth-child(odd) { grid-column: 1 / -1; }
  .weekly text { font-size: 19px; }
  .totals tbody th { padding: 0; border: 0; } .totals td { padding: 3px 0; grid-template-columns: 1fr auto; text-align: left; } .totals tr { padding: 12px 0; }
  .id { white-space: normal; overflow-wrap: anywhere; }
  main { padding: 24px 16px 16px; } footer { padding: 8px 16px 32px; }
  h1 { font-size: 24px; } .card { padding: 18px 16px; border-radius: 10px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 12px; } .tiles a { padding: 12px 16px; } .tiles strong { font-size: 26px; }
  .columns { gap: 16px; }
  .search label:first-child { flex-basis: 100%; max-width: none; } .search label { flex: 1; }
  table, tbody, tr, td { display: block; } thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr + tr { border-top: 1px solid var(--line); } tr { padding: 12px 16px; }
  td { border: 0; padding: 3px 0; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 12px; }
  td:has(> div:empty) { display: none; }
  td::before { content: attr(data-title); color: var(--soft); font-size: 13px; line-height: 1.9; }
  td > div { overflow-wrap: anywhere; }
  .inbox a { grid-template-columns: 22px minmax(0, 1fr); gap: 1px 12px; padding: 13px 16px; }
  .inbox .subject, .inbox time, .inbox .small { grid-column: 2; } .subject { white-space: normal; }
  .facts { grid-template-columns: 1fr; gap: 8px; } .facts > div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 12px; } dt { line-height: 1.9; }
  .devices { margin-top: 20px; } .device { width: 100%; } .desktop { order: 1; }
  .phone .glass, .handset .glass { border-width: 6px; border-radius: 24px; } .handset .glass { width: 100%; } .phone iframe { width: 100%; }
  .clock { position: static; } .clock .next { white-space: normal; } .clock .bar { gap: 2px 12px; padding-top: 10px; padding-bottom: 12px; } .clock form { width: 100%; } .clock button { flex: 1 1 auto; padding: 6px 8px; font-size: 14px; min-height: 44px; }
  .moment { grid-template-columns: 1fr; padding-left: 28px; }
  .moment time { text-align: left; } .moment::before { left: 0; } .moment::after { left: 5px; }
}
@media print { .top nav, .clock, .langs, .search, .pages, .skip { display: none; } .card { break-inside: avoid; } body { background: #fff; } }
`
