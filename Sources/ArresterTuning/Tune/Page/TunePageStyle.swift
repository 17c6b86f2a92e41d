/// How the page looks: in the light, in the dark, and on paper.
enum TunePageStyle {
  static let css = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) { :root { \(dark) } }
    body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
    p { margin: .3rem 0; max-width: 50rem; } .faint, th { color: var(--faint); }
    code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
    .note { border-left: 4px solid var(--bad); background: var(--panel); padding: .5rem .9rem; }
    .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
    th { font-weight: 500; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    svg { display: block; height: auto; max-width: 100%; width: 45rem; } svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
    svg text.strong { fill: var(--ink); font-weight: 600; } svg text.wrong { fill: var(--bad); } svg text.blast { fill: var(--damage); }
    .grid { stroke: var(--line); } .axis { stroke: var(--faint); } .now { stroke: var(--faint); stroke-dasharray: 3 3; }
    .curve { fill: none; stroke-width: 2; } .curve.front { stroke: var(--best); } .curve.wrong { stroke: var(--bad); } .curve.blast { stroke: var(--damage); }
    .other { fill: var(--faint); opacity: .45; } .front-dot, .recommended { fill: var(--best); } .current { fill: none; stroke: var(--ink); stroke-width: 2; }
    .small { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); } .small svg { width: 100%; }
    @media print { :root { \(light) } body { font-size: 10pt; max-width: none; margin: 0; } tr, svg { break-inside: avoid; } h2 { break-after: avoid; } }
    """

  // Okabe and Ito's colours, which people with colour vision deficiencies can tell apart; lighter in the dark.
  private static let light = """
    --paper: #fff; --panel: #f4f6f8; --ink: #1b1f24; --faint: #5b6570; --line: #dfe3e8; --bad: #c04d00; --damage: #0072b2; --best: #008a63;
    """
  private static let dark = """
    --paper: #14171a; --panel: #1e2328; --ink: #e6e9ec; --faint: #9aa4ae; --line: #2e353c; --bad: #ff9d5c; --damage: #56b4e9; --best: #3fcf9f;
    """
}
