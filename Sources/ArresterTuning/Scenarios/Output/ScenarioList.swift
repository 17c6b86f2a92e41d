import Arrester
import ArresterBase

/// The scenarios in words, for people and scripts.
public enum ScenarioList {
  public static func text(_ scenarios: [Scenario]) -> String {
    var table = TextTable(header: ["SCENARIO", "MUST BE", "RULE", "WHAT MUST BE DECIDED"])
    for scenario in scenarios {
      table.append([scenario.name, scenario.judgement.rawValue, scenario.rule?.name ?? "-", scenario.decision])
    }
    return table.text
  }

  /// One array.
  public static func json(_ scenarios: [Scenario]) -> String {
    var json = JSONText()
    json.array { json in for scenario in scenarios { write(scenario, &json) } }
    return json.text
  }

  private static func write(_ scenario: Scenario, _ json: inout JSONText) {
    json.object { json in
      json.field("name", scenario.name)
      json.field("verdict", scenario.judgement.rawValue)
      json.key("rule")
      if let rule = scenario.rule { json.value(rule.name) } else { json.null() }
      json.field("happens", scenario.happens)
      json.field("reason", scenario.reason)
      json.field("decision", scenario.decision)
      json.field("kinds", scenario.kinds)
    }
  }
}
