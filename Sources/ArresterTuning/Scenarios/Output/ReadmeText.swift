/// `README`: what the folder holds, and which command reads it.
enum ReadmeText {
  static func text(_ simulation: Simulation, records: Int, hasPlans: Bool) -> String {
    let kinds = simulation.kinds.map { " --kind '\($0)'" }.joined()
    let plans = hasPlans ? " --planned planned.json" : ""
    let stories = simulation.scenarios.map(story).joined(separator: "\n")
    return """
      Simulated CloudTrail: \(simulation.scenarios.count) scenarios of \(simulation.date), seed \(simulation.seed), \(records) records.
      None of it happened. Written by `arrester simulate`.

      In this folder:

        arrester replay\(kinds)\(plans) *.jsonl

      decides it in the order in which it happened. The records stand in the order in which CloudTrail would have delivered them, minutes late
      and out of order; `arrester replay --as-arrived` keeps it, one file at a time.

      NAME.jsonl        one scenario: CloudTrail records, one a line
      background.jsonl  ordinary work of many principals beside them
      labels.json       what ought to be decided about whom, from when to when: `arrester tune --labels labels.json`
      planned.json      the changes that two people approved beforehand

      \(stories)

      """
  }

  private static func story(_ scenario: Scenario) -> String {
    let kinds = scenario.kinds.isEmpty ? [] : ["Declared: \(scenario.kinds.joined(separator: ", "))"]
    let lines = ["What happens: \(scenario.happens)", "Why it is here: \(scenario.reason)", "To be decided: \(scenario.decision)"] + kinds
    return "\(scenario.name) (\(scenario.judgement.rawValue))\n" + lines.map { "  \($0)\n" }.joined()
  }
}
