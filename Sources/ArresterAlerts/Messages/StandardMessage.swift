import ArresterBase

/// The body of a message after Standard Webhooks: `type`, `timestamp`, `data`.
///
/// ```
/// {"type":"arrester.trip","timestamp":"…","data":{"trip":"…","severity":"critical","standing":"firing","principal":"…",
///  "message":"…","link":"…","finding":{…}}}
/// ```
enum StandardMessage {
  static func body(_ alert: Alert, link: String?) -> [UInt8] {
    var json = JSONText(capacity: alert.finding.count + 1024)
    json.object { json in
      json.field("type", alert.type)
      json.field("timestamp", Timestamp.format(alert.time))
      json.key("data")
      json.object { json in
        json.field("trip", alert.identifier)
        json.field("title", alert.title)
        json.field("severity", alert.severity.rawValue)
        json.field("standing", word(alert.standing))
        json.field("principal", alert.principal)
        json.field("platform", alert.platform)
        json.field("scope", alert.scope)
        json.field("message", alert.message)
        if case .trip(let decision) = alert.subject { json.field("decision", decision.rawValue) }
        if case .change(let state) = alert.subject { json.field("state", state) }
        if case .warnings(let count) = alert.subject { json.field("warnings", count) }
        json.key("facts")
        json.object { json in for fact in alert.facts { json.field(fact.name, fact.value) } }
        if let link { json.field("link", link) }
        if !alert.finding.isEmpty {
          json.key("finding")
          json.raw(alert.finding)
        }
      }
    }
    return json.bytes
  }

  private static func word(_ standing: Alert.Standing) -> String {
    switch standing {
    case .firing: "firing"
    case .acknowledged: "acknowledged"
    case .resolved: "resolved"
    }
  }
}
