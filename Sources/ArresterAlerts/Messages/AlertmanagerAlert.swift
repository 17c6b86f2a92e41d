import ArresterBase

/// The body of `POST /api/v2/alerts` of Prometheus's Alertmanager. A trip and all that follows it have the same labels, so they are one
/// alert there; the last message resolves it.
enum AlertmanagerAlert {
  /// Alertmanager forgets what nobody repeats. A trip stands until it is resolved, or for this long.
  private static let followedNanoseconds: Int64 = 7 * 86_400 * Timestamp.nanosecondsPerSecond
  /// What nothing follows.
  private static let aloneNanoseconds: Int64 = 3600 * Timestamp.nanosecondsPerSecond

  /// - Parameter now: of the wall clock, nanoseconds since 1970 UTC.
  static func body(_ alert: Alert, link: String?, now: Int64) -> [UInt8] {
    var json = JSONText(capacity: 2048)
    json.array { json in
      json.object { json in
        json.key("labels")
        json.object { writeLabels(alert, &$0) }
        json.key("annotations")
        json.object { writeAnnotations(alert, &$0) }
        // What lies in the future there is refused nowhere, and never begins.
        json.field("startsAt", Timestamp.format(min(alert.startedAt, now)))
        json.field("endsAt", Timestamp.format(end(alert, now)))
        if let link { json.field("generatorURL", link) }
      }
    }
    return json.bytes
  }

  private static func end(_ alert: Alert, _ now: Int64) -> Int64 {
    if alert.standing == .resolved { return now }
    return now + (alert.isFollowed ? followedNanoseconds : aloneNanoseconds)
  }

  private static func writeLabels(_ alert: Alert, _ json: inout JSONText) {
    json.field("alertname", name(alert.subject))
    // Labels are what an alert is known by: those of a follow-up are the trip's.
    json.field("severity", alert.isFollowed ? Alert.Severity.critical.rawValue : alert.severity.rawValue)
    json.field("trip", alert.identifier)
    if alert.principal.isEmpty { return }
    json.field("principal", alert.principal)
    json.field("platform", alert.platform)
    json.field("scope", alert.scope)
  }

  private static func name(_ subject: Alert.Subject) -> String {
    switch subject {
    case .trip(.recordedOnly), .trip(.refused): "ArresterTripRecorded"
    case .trip, .change: "ArresterTrip"
    case .page: "ArresterPage"
    case .warnings: "ArresterWarnings"
    }
  }

  private static func writeAnnotations(_ alert: Alert, _ json: inout JSONText) {
    json.field("summary", alert.title)
    json.field("description", alert.message)
    if case .trip(let decision) = alert.subject { json.field("decision", decision.words) }
    for fact in alert.facts { json.field(label(fact.name), fact.value) }
  }

  /// A name as Prometheus takes it: letters, digits and underscores.
  private static func label(_ name: String) -> String {
    let text = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? Character($0.lowercased()) : "_" })
    return text.first.map(\.isNumber) ?? true ? "_" + text : text
  }
}
