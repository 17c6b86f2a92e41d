import ArresterBase
import ArresterEngine

extension Scoreboard {
  /// One object; outcomes are one for each seed.
  public var json: String {
    var json = JSONText()
    json.object { json in
      json.field("model", model)
      json.field("firstSeed", Int(clamping: firstSeed))
      json.field("seeds", seeds)
      json.key("background")
      json.object { json in
        json.field("trips", backgroundTrips)
        json.field("pages", backgroundPages)
        json.field("principalDays", backgroundPrincipalDays)
      }
      json.key("scenarios")
      json.array { json in for row in rows { write(row, &json) } }
    }
    return json.text
  }

  private func write(_ row: Row, _ json: inout JSONText) {
    json.object { json in
      json.field("name", row.scenario.name)
      json.field("verdict", row.scenario.judgement.rawValue)
      write(row.scenario.rule, "expectedRule", &json)
      json.field("detected", row.outcomes.count { $0.rule != nil })
      json.key("outcomes")
      json.array { json in for outcome in row.outcomes { write(outcome, &json) } }
    }
  }

  private func write(_ outcome: Outcome, _ json: inout JSONText) {
    json.object { json in
      write(outcome.rule, "rule", &json)
      json.field("noticed", outcome.isNoticed)
      json.field("blast", outcome.blast)
      json.field("blastAtDelivery", outcome.blastAtDelivery)
      json.field("destroyed", outcome.destroyed)
      json.field("changes", outcome.changes)
      json.field("falseTrips", outcome.falseTrips)
      json.field("pages", outcome.pages)
    }
  }

  private func write(_ rule: Rule?, _ key: String, _ json: inout JSONText) {
    json.key(key)
    if let rule { json.value(rule.name) } else { json.null() }
  }
}
