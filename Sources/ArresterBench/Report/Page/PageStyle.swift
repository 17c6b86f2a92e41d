/// How the page looks: in the light, in the dark, and on paper.
enum PageStyle {
  static let css = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) { :root { \(dark) } }
    @media print { :root { \(light) } body { font-size: 10pt; } section { break-inside: avoid; } }
    body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 66rem; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
    p { margin: .25rem 0; } .faint, th, figcaption { color: var(--faint); }
    code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
    .limit { border-left: 4px solid var(--series-1); background: var(--panel); padding: .6rem .9rem; margin: 1.25rem 0 0; }
    .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
    th { font-weight: 500; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .met { color: var(--met); } .missed { color: var(--missed); font-weight: 600; } td.met, td.missed { white-space: nowrap; }
    figure { margin: 0 0 1rem; } svg { display: block; height: auto; width: 100%; }
    svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
    .grid { stroke: var(--line); } .axis { stroke: var(--faint); }
    .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .key { display: inline-block; height: .2rem; margin: 0 .4rem .25rem 0; width: 1.2rem; }
    .legend span { margin-right: 1.2rem; white-space: nowrap; }
    ul { margin: .25rem 0; padding-left: 1.2rem; }
    """

  /// As many as there are colours; more series begin again with the first.
  static let seriesColours = 6

  // Okabe and Ito's colours, which people with colour vision deficiencies can tell apart; lighter in the dark.
  private static let light = """
    --paper: #fff; --panel: #f4f6f8; --ink: #1b1f24; --faint: #5b6570; --line: #dfe3e8; --met: #19703a; --missed: #b3261e; \
    --series-1: #0072b2; --series-2: #d55e00; --series-3: #008a63; --series-4: #a8548a; --series-5: #8a6d00; --series-6: #3f4a54;
    """
  private static let dark = """
    --paper: #14171a; --panel: #1e2328; --ink: #e6e9ec; --faint: #9aa4ae; --line: #2e353c; --met: #6fcf97; --missed: #ff8a80; \
    --series-1: #56b4e9; --series-2: #ff9d5c; --series-3: #3fcf9f; --series-4: #e09ac6; --series-5: #e6c84a; --series-6: #c3ccd4;
    """
}
