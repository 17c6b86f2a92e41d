import ArresterBase
import ArresterEngine

/// `planned.json`: the approved changes that the scenarios suppose, as `replay --planned` reads them.
enum PlansText {
  static func text(_ plans: [PlannedWindow]) -> String {
    var json = JSONText()
    json.object { json in
      json.key("planned")
      json.array { json in for plan in plans { write(plan, &json) } }
    }
    return json.text + "\n"
  }

  private static func write(_ plan: PlannedWindow, _ json: inout JSONText) {
    json.object { json in
      json.field("id", plan.identifier)
      if let platform = plan.platform { json.field("platform", platform.name) }
      json.field("principal", plan.principal)
      json.field("actions", plan.actions.map(\.pattern))
      json.field("scopes", plan.scopes.map(\.pattern))
      json.field("maximumChanges", plan.maximumChanges)
      json.field("maximumDestroyed", plan.maximumDestroyed)
      json.field("from", Timestamp.format(plan.from))
      json.field("until", Timestamp.format(plan.until))
      if let repetition = plan.repetition {
        json.field("repeat", repetition.period.rawValue)
        json.field("repeatUntil", Timestamp.format(repetition.until))
      }
      json.field("oneStrikes", plan.oneStrikes)
      json.field("requestedBy", plan.requestedBy)
      json.field("approvedBy", plan.approvedBy)
      json.field("approvedAt", Timestamp.format(plan.approvedAt))
      json.field("reason", plan.reason)
    }
  }
}
