import ArresterBase
import ArresterEvents

extension Verdict {
  /// The one object of `replay --json` and of `unmapped.arrester` in findings: the same bytes on every run and machine.
  public func write(to json: inout JSONText) {
    json.object { json in
      json.field("type", type.rawValue)
      json.field("id", identifier)
      json.field("time", Timestamp.format(time))
      json.field("principal", principal)
      json.key("session")
      if let session { json.value(session) } else { json.null() }
      json.field("kind", principalKind.name)
      json.field("platform", platform.name)
      json.field("scopes", scopes)
      json.field("regions", regions)
      json.key("rule")
      if let rule { json.value(rule.name) } else { json.null() }
      json.field("action", action)
      json.key("signals")
      json.array { json in for signal in signals { signal.write(to: &json) } }
      json.field("score", score)
      json.field("changes", changes)
      json.field("destroyed", destroyed)
      json.field("severity", severity)
      if isSaturated { json.field("saturated", true) }
      json.key("resources")
      json.array { json in for resource in resources { resource.write(to: &json) } }
      json.field("events", events)
      json.field("model", model)
    }
  }

  public var jsonLine: String {
    var json = JSONText()
    write(to: &json)
    return json.text
  }

  /// Order of `replay`'s output: event time, principal, type, identifier.
  public static func areInOutputOrder(_ left: Verdict, _ right: Verdict) -> Bool {
    if left.time != right.time { return left.time < right.time }
    let principals = left.principal.compareBytes(right.principal)
    if principals != 0 { return principals < 0 }
    if left.type != right.type { return left.type.rawValue < right.type.rawValue }
    return left.identifier < right.identifier
  }
}

extension SignalObservation {
  func write(to json: inout JSONText) {
    json.object { json in
      json.field("name", signal.name)
      json.field("windowSeconds", windowSeconds)
      json.field("observed", observed)
      json.field("threshold", threshold)
    }
  }
}

extension EvidenceResource {
  func write(to json: inout JSONText) {
    json.object { json in
      json.field("id", identifier)
      json.field("action", action)
      json.field("effect", effect.name)
      json.field("time", Timestamp.format(time))
      json.field("region", region)
      json.field("severity", severity)
      json.field("reversible", isReversible)
    }
  }
}
