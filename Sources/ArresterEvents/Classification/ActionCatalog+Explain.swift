extension ActionCatalog {
  /// A row of the parameter table, in words.
  public struct ParameterNote: Sendable {
    /// "skipFinalSnapshot is true".
    public var condition: String
    /// "delete, severity 8, one-strike (data)".
    public var outcome: String
    public var reason: String
  }

  /// What parameters can make of an action, in the order in which they are tried.
  public func parameterNotes(_ action: String) -> [ParameterNote] {
    (parameterRows[action] ?? []).map { row in
      ParameterNote(
        condition: row.conditions.map { "\($0.path.text) \($0.test.words)" }.joined(separator: " and "), outcome: outcome(row),
        reason: row.reason)
    }
  }

  /// The known action that differs from this one in letter case only.
  public func spelling(of action: String) -> String? {
    let folded = action.lowercased()
    return levels.keys.first { $0.lowercased() == folded } ?? overrides.keys.first { $0.lowercased() == folded }
  }

  /// Splits `service:Operation` as people and tables write it; the service may be an `eventSource` too.
  public func parse(_ action: String) -> (service: String, operation: String)? {
    let parts = action.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    return actionName(eventSource: String(parts[0]), eventName: String(parts[1]))
  }

  private func outcome(_ row: ParameterRow) -> String {
    var parts: [String] = []
    if let effect = row.effect { parts.append(effect.name) }
    if let severity = row.severity { parts.append("severity \(severity)") }
    parts += row.flags.labels
    return parts.joined(separator: ", ")
  }
}

extension ParameterTest {
  var words: String {
    switch self {
    case .isText(let text): "is \(String(decoding: text, as: UTF8.self))"
    case .isNotText(let text): "is not \(String(decoding: text, as: UTF8.self))"
    case .atMost(let bound): "is at most \(bound)"
    case .exists(let wanted): wanted ? "is given" : "is not given"
    }
  }
}

extension EventFlags {
  /// The labels that are set, in a fixed order.
  public var labels: [String] {
    let names: [(EventFlags, String)] = [
      (.permission, "permission"), (.credential, "credential"), (.tagging, "tagging"), (.guardrail, "guardrail"),
      (.dataEvent, "dataEvent"), (.failed, "failed"), (.fanOut, "fanOut"), (.oneStrike, "oneStrike"), (.tampering, "tampering"),
      (.irreversible, "irreversible"), (.stateful, "stateful"), (.unknownAction, "unknownAction"), (.unidentified, "unidentified"),
    ]
    return names.filter { contains($0.0) }.map(\.1)
  }
}
