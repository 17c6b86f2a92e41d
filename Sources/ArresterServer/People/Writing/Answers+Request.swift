import ArresterBase
import ArresterBreaker

extension PersonRequest {
  /// As people are shown it.
  func writeAnswer(to json: inout JSONText) {
    json.field("id", identifier)
    json.field("state", state.rawValue)
    json.field("what", asked.name)
    json.key("asked")
    json.object { asked.writeAnswer(to: &$0) }
    if let key {
      json.key("breaker")
      json.object { json in
        json.field("id", BreakerIndex.identifier(of: key))
        json.fields(whose: key)
      }
    }
    json.optional("trip", trip)
    json.optional("configuration", configuration)
    json.field("requester", requester)
    json.field("reason", reason)
    json.field("askedAt", Timestamp.format(askedAt))
    json.field("expiresAt", Timestamp.format(deadline))
    json.field("approvalsNeeded", approvalsNeeded)
    json.key("approvals")
    json.array { json in
      for approval in approvals {
        json.object { json in
          json.field("name", approval.name)
          json.field("at", Timestamp.format(approval.at))
        }
      }
    }
    guard let end else { return }
    json.key("end")
    json.object { json in
      json.field("state", end.state.rawValue)
      json.field("by", end.by)
      json.field("at", Timestamp.format(end.at))
      json.field("note", end.note)
    }
  }
}

extension AskedChange {
  /// What there is to say beside its name.
  fileprivate func writeAnswer(to json: inout JSONText) {
    switch self {
    case .command(.exempt(let until)), .command(.extend(let until)): json.field("until", Timestamp.format(until))
    case .command, .halt, .resume: break
    case .plannedChange(let plan):
      json.key("plan")
      json.object { plan.writeAnswer(to: &$0) }
    case .endPlannedChange(let identifier): json.field("planId", identifier)
    case .loosening(let loosening):
      json.field("hash", loosening.hash)
      json.field("differences", loosening.differences)
    case .stagedAction(let question):
      json.field("action", question.action)
      json.field("resource", question.resource)
      json.optional("uid", question.uid)
      json.optional("resourceVersion", question.resourceVersion)
    }
  }
}

extension PlannedChange {
  /// As people are shown it.
  func writeAnswer(to json: inout JSONText) {
    json.field("id", identifier)
    json.field("principal", principal)
    json.field("actions", actions)
    json.field("scopes", scopes)
    json.field("maximumChanges", maximumChanges)
    json.field("maximumDestroyed", maximumDestroyed)
    json.field("from", Timestamp.format(from))
    json.field("until", Timestamp.format(until))
    json.optional("repeat", repetition?.rawValue)
    json.optional("repeatUntil", time: repeatUntil)
    json.field("oneStrikes", oneStrikes)
    json.field("requestedBy", requestedBy)
    json.field("approvedBy", approvedBy)
    json.optional("approvedAt", time: approvedAt)
    json.field("reason", reason)
    json.optional("endedAt", time: endedAt)
  }
}
