import ArresterBase

extension JSONText {
  /// A time as RFC 3339; nothing where there is none.
  mutating func field(_ name: String, time: Int64?) {
    if let time { field(name, Timestamp.format(time)) }
  }

  mutating func field(_ name: String, revision: UInt64) { field(name, Int(clamping: revision)) }

  mutating func fields(of key: BreakerKey) {
    field("platform", key.platform.name)
    field("scope", key.homeScope)
    field("principal", key.principal)
    field("kind", key.kind.name)
  }
}

extension Breaker {
  func writeFields(to json: inout JSONText) {
    json.field("type", RecordType.breaker.rawValue)
    json.fields(of: key)
    json.field("revision", revision: revision)
    json.field("state", state.rawValue)
    json.field("mode", mode.rawValue)
    json.field("enteredAt", time: enteredAt)
    if let trip {
      json.key("trip")
      json.object { trip.writeFields(to: &$0) }
    }
    if let suppressed {
      json.key("suppressed")
      json.object { json in
        json.field("reason", suppressed.reason.rawValue)
        json.field("effect", suppressed.effect.rawValue)
        json.field("wouldDeny", suppressed.effect == .deny)
        json.key("trip")
        json.object { suppressed.trip.writeFields(to: &$0) }
      }
    }
    writeProgress(to: &json)
  }

  private func writeProgress(to json: inout JSONText) {
    json.field("holdStep", holdStep)
    if let hold {
      json.key("hold")
      json.object { json in
        json.field("seconds", Int(hold.seconds))
        json.field("until", time: hold.until)
        json.field("endedAt", time: hold.endedAt)
      }
    }
    json.field("cleanSince", time: cleanSince)
    if let probation {
      json.key("probation")
      json.object { json in
        json.field("writes", probation.writes)
        json.field("sinceEventTime", time: probation.sinceEventTime)
        json.field("expiresAt", time: probation.expiresAt)
      }
    }
    json.field("exemptUntil", time: exemptUntil)
    guard !enforcers.isEmpty else { return }
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
  func writeFields(to json: inout JSONText) {
    json.field("id", identifier)
    json.field("number", Int(number))
    json.field("rule", rule.name)
    json.field("time", time: time)
    json.field("decidedAt", time: decidedAt)
    json.field("countsInCaps", countsInCaps)
  }
}

extension RecordedLatch {
  func writeFields(to json: inout JSONText) {
    json.field("type", RecordType.latch.rawValue)
    json.fields(of: key)
    json.field("revision", revision: revision)
    json.field("tripCount", Int(tripCount))
    json.field("tripped", isTripped)
    if let tripIdentifier { json.field("trip", tripIdentifier) }
    json.field("tripTime", time: tripTime)
    json.field("restoredTime", time: restoredTime)
    json.field("holdStep", holdStep)
    json.field("restoresItselfAt", time: restoresItselfAt)
  }
}

extension Halt {
  func writeFields(to json: inout JSONText) {
    json.field("type", RecordType.halt.rawValue)
    json.field("revision", revision: revision)
    json.field("since", time: since)
    json.field("until", time: until)
    json.field("endedAt", time: endedAt)
  }
}
