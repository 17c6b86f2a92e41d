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
      if let plan { json.field("plan", plan) }
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
  public static func areInOutputOrder(_ left: Verdict, _ right: Verdict) -> Bool { OutputKey(left) < OutputKey(right) }

  /// Of verdicts, which own a score of strings and arrays each, only what is compared is sorted; they are moved once.
  public static func inOutputOrder(_ verdicts: [Verdict]) -> [Verdict] {
    verdicts.indices.map { (OutputKey(verdicts[$0]), $0) }.sorted { $0.0 < $1.0 }.map { verdicts[$0.1] }
  }

  private struct OutputKey {
    let time: Int64
    let principal: String
    let type: String
    let identifier: String

    init(_ verdict: Verdict) {
      time = verdict.time
      principal = verdict.principal
      type = verdict.type.rawValue
      identifier = verdict.identifier
    }

    static func < (left: OutputKey, right: OutputKey) -> Bool {
      if left.time != right.time { return left.time < right.time }
      let principals = left.principal.compareBytes(right.principal)
      if principals != 0 { return principals < 0 }
      if left.type != right.type { return left.type < right.type }
      return left.identifier < right.identifier
    }
  }
}

extension SignalObservation {
  func write(to json: inout JSONText) {
    json.object { json in
      json.field("name", name)
      json.field("windowSeconds", windowSeconds)
      json.field("observed", observed)
      json.field("threshold", threshold)
      guard let baseline else { return }
      json.field("baseline", baseline.mean)
      json.field("n", baseline.buckets)
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
