import ArresterBase
import ArresterBreaker
import ArresterEngine

extension JSONText {
  /// RFC 3339; nothing where there is none.
  mutating func optional(_ name: String, time: Int64?) {
    if let time { field(name, Timestamp.format(time)) }
  }

  mutating func optional(_ name: String, _ text: String?) {
    if let text { field(name, text) }
  }

  mutating func fields(whose key: BreakerKey) {
    field("platform", key.platform.name)
    field("scope", key.homeScope)
    field("principal", key.principal)
    field("kind", key.kind.name)
  }
}

extension Breaker {
  /// As people are shown it.
  func writeAnswer(to json: inout JSONText, _ board: BreakerBoard, at wallTime: Int64) {
    json.field("id", BreakerIndex.identifier(of: key))
    json.fields(whose: key)
    json.field("state", state.rawValue)
    json.field("mode", mode.rawValue)
    json.field("since", Timestamp.format(enteredAt))
    json.field("revision", Int(clamping: revision))
    json.field("protected", board.policy.isProtected(key.principal))
    if let trip {
      json.key("trip")
      json.object { trip.writeAnswer(to: &$0) }
    }
    if let suppressed {
      json.key("suppressed")
      json.object { json in
        json.field("reason", suppressed.reason.rawValue)
        json.field("wouldDeny", suppressed.effect == .deny)
        json.key("trip")
        json.object { suppressed.trip.writeAnswer(to: &$0) }
      }
    }
    writeProgress(to: &json, at: wallTime)
  }

  private func writeProgress(to json: inout JSONText, at wallTime: Int64) {
    if let hold {
      json.key("hold")
      json.object { json in
        json.field("until", Timestamp.format(hold.until))
        json.field("running", hold.endedAt == nil && wallTime < hold.until)
      }
    }
    if let probation {
      json.key("probation")
      json.object { json in
        json.field("writes", probation.writes)
        json.field("until", Timestamp.format(probation.expiresAt))
      }
    }
    json.optional("exemptUntil", time: exemptUntil)
    json.key("enforcers")
    json.array { json in
      for enforcer in enforcers {
        json.object { json in
          json.field("name", enforcer.name)
          json.field("status", enforcer.status.rawValue)
        }
      }
    }
  }
}

extension TripReference {
  func writeAnswer(to json: inout JSONText) {
    json.field("id", identifier)
    json.field("number", Int(number))
    json.field("rule", rule.name)
    json.field("time", Timestamp.format(time))
    json.field("decidedAt", Timestamp.format(decidedAt))
  }
}

extension Halt {
  func writeAnswer(to json: inout JSONText, at wallTime: Int64) {
    json.field("active", isActive(at: wallTime))
    json.field("since", Timestamp.format(since))
    json.field("until", Timestamp.format(until))
    json.optional("endedAt", time: endedAt)
  }
}
