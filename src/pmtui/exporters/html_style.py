"""The style sheet of the HTML page: system fonts, two schemes, print on A4."""

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #57606a;
  --line: #d0d7de; --fill: #f2f5f8; --link: #0550ae; --warn: #fff1c2; --warn-ink: #4d3800;
  --mark: #0a5c36; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #11151a; --soft: #a3adb8; --line: #3a424c; --fill: #1b2128;
    --link: #79b8ff; --warn: #4d3800; --warn-ink: #ffe9a8; --mark: #5fd39a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; }
p, ul, ol, pre { margin: .4rem 0 .8rem; }
p, li, h1, h3, .long { overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.banner { background: var(--warn); color: var(--warn-ink); font-weight: 700;
  padding: .6rem .9rem; border-radius: .3rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0; }
.wide { overflow-x: auto; margin: .4rem 0 .8rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem;
  border: 1px solid var(--line); }
td { overflow-wrap: break-word; }
td:nth-child(2), td.long { min-width: 9em; }
.short { white-space: nowrap; }
th { background: var(--fill); }
td:first-child { font-variant-numeric: tabular-nums; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
pre { background: var(--fill); border: 1px solid var(--line); border-radius: .3rem;
  padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
figure { margin: 1rem 0; overflow-x: auto; }
svg { width: 100%; min-width: 42rem; height: auto; display: block; }
svg text { fill: var(--ink); font-size: 12px; paint-order: stroke; stroke: var(--paper);
  stroke-width: 4px; }
svg .axis, svg .stem { stroke: var(--soft); stroke-width: 1; }
svg .event { fill: var(--soft); }
svg .milestone { fill: var(--mark); }
svg .impact { fill: var(--warn); stroke: var(--warn-ink); stroke-width: 1; }
figcaption { color: var(--soft); font-size: .9rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--soft);
  font-size: .9rem; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --soft: #444444;
    --line: #999999; --fill: #f2f2f2; --link: #000000; --warn: #ffffff; --warn-ink: #000000;
    --mark: #000000; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  .wide, figure { overflow: visible; }
  svg { min-width: 0; }
  table { font-size: .74rem; }
  th, td { padding: .2rem .3rem; }
  thead { display: table-header-group; }
  tr, li, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .banner { border: 2px solid var(--ink); }
}"""
