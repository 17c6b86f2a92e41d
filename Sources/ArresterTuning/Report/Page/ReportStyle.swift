/// How the page looks: in the light, in the dark, and on paper. `data-theme` on the root element overrules what the reader's system says.
enum ReportStyle {
  static let css = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { \(dark) } }
    :root[data-theme=dark] { \(dark) }
    * { box-sizing: border-box; }
    body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 84rem; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
    h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere; } p { margin: .25rem 0; max-width: 60rem; }
    a { color: var(--link); } :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .5rem; }
    .faint, th, figcaption, .facts dt { color: var(--faint); }
    code, .name { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1rem 0 0; padding: 0; }
    .partial { border: 2px solid var(--bad); border-radius: .25rem; margin: 1rem 0; padding: .6rem .9rem; }
    .tiles { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); margin: 1.25rem 0 0; padding: 0; }
    .tiles div { background: var(--panel); border-radius: .4rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .6rem .9rem; }
    .tiles dd { font-size: 1.5rem; font-variant-numeric: tabular-nums; margin: 0; } .tiles dt { color: var(--faint); font-size: .85rem; }
    article { border-top: 1px solid var(--line); margin-top: 1.75rem; padding-top: .25rem; }
    .facts { display: grid; gap: .1rem 1rem; grid-template-columns: max-content 1fr; margin: .5rem 0; } .facts dd { margin: 0; overflow-wrap: anywhere; }
    .saved-count { color: var(--good); font-weight: 600; } .lost-count { color: var(--bad); font-weight: 600; }
    .wide { margin-top: .6rem; overflow-x: auto; } .fixed { white-space: nowrap; } table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
    th { font-weight: 500; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .heat th, .heat td { font-size: .82rem; padding: .25rem .4rem; min-width: 4.4rem; } .heat td:first-child, .heat th:first-child { min-width: 17rem; padding-left: 0; }
    .heat small { color: var(--faint); display: block; white-space: nowrap; } .heat td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    .near { background: var(--near); } .met { background: var(--met); font-weight: 600; }
    figure { margin: .5rem 0 .75rem; } figcaption { font-size: .85rem; } svg { display: block; height: auto; width: 100%; }
    .timeline svg { min-width: 44rem; }
    .plots { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); }
    .plots figure { margin: 0; } .plots h4 { font-size: .9rem; margin: 0; }
    svg text { fill: var(--faint); font: 12px system-ui, sans-serif; } svg text.small { font-size: 10.5px; } svg text.title { font-size: 11px; }
    svg text.strong { fill: var(--ink); font-weight: 600; }
    .grid { stroke: var(--line); } .axis { stroke: var(--faint); } .limit { stroke: var(--bad); } .half { stroke: var(--faint); stroke-dasharray: 2 4; }
    .trip { stroke: var(--ink); stroke-width: 1.5; } .restored { stroke: var(--good); stroke-dasharray: 4 3; }
    .curve { fill: none; stroke-width: 1.75; stroke-linejoin: round; } .soft { stroke: var(--soft); } .hard { stroke: var(--hard); }
    .dot { stroke-linecap: round; stroke-width: 4.5; } .reach { fill: var(--soft); opacity: .15; }
    .limit-soft { stroke: var(--soft); stroke-dasharray: 4 3; stroke-width: 1.5; } .limit-hard { stroke: var(--hard); stroke-width: 1.5; }
    .lost { fill: var(--delete); opacity: .75; } .saved { fill: var(--good); opacity: .3; } .kept { fill: none; stroke: var(--delete); stroke-dasharray: 3 3; }
    .mark { stroke: none; } .mark.delete { fill: var(--delete); } .mark.disrupt { fill: var(--disrupt); } .mark.create { fill: var(--create); }
    .mark.modify { fill: var(--modify); } .mark.failed { fill: none; stroke: var(--faint); stroke-width: 1.2; }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; font-size: .85rem; } .legend svg { display: inline-block; height: .9rem; vertical-align: -.1rem; width: .9rem; margin-right: .35rem; }
    .legend i { display: inline-block; height: 0; margin-right: .35rem; vertical-align: .25rem; width: 1.4rem; border-top: 2px solid; }
    .legend .soft-line { border-color: var(--soft); } .legend .hard-line { border-color: var(--hard); }
    ul { margin: .25rem 0; padding-left: 1.2rem; }
    @media (max-width: 40rem) { td .name { display: inline-block; min-width: 12rem; } .facts { grid-template-columns: 1fr; } .facts dd { margin-bottom: .3rem; } }
    @media print {
      :root, :root[data-theme=dark] { \(light) } body { font-size: 9.5pt; max-width: none; padding: 0; } nav, .skip { display: none; }
      .timeline svg { min-width: 0; } .wide { overflow: visible; } figure, tr, .facts, .plots figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
      .heat th, .heat td { font-size: 7pt; min-width: 0; padding: .15rem .2rem; } .heat td:first-child, .heat th:first-child { min-width: 6rem; }
      a { color: inherit; text-decoration: none; }
    }
    """

  // Okabe and Ito's colours, which people with colour vision deficiencies can tell apart; lighter in the dark.
  private static let light = """
    --paper: #fff; --panel: #f4f6f8; --ink: #1b1f24; --faint: #5b6570; --line: #dfe3e8; --link: #0b5cad; --good: #19703a; --bad: #b3261e; \
    --soft: #0072b2; --hard: #b3261e; --delete: #d55e00; --disrupt: #a8548a; --create: #008a63; --modify: #5a87b8; --near: #fdf0d0; --met: #f9d3cf;
    """
  private static let dark = """
    --paper: #14171a; --panel: #1e2328; --ink: #e6e9ec; --faint: #9aa4ae; --line: #2e353c; --link: #7cb8f0; --good: #6fcf97; --bad: #ff8a80; \
    --soft: #56b4e9; --hard: #ff8a80; --delete: #ff9d5c; --disrupt: #e09ac6; --create: #3fcf9f; --modify: #8fb3d9; --near: #453a1c; --met: #5c2b27;
    """
}
