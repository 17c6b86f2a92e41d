import ArresterBase

/// The body of PagerDuty's Events API v2. A trip and all that follows it share one `dedup_key`, so one incident holds them.
enum PagerDutyEvent {
  /// PagerDuty cuts a longer one.
  private static let mostSummary = 1024

  static func body(_ alert: Alert, routingKey: String, link: String?) -> [UInt8] {
    var json = JSONText(capacity: 2048)
    json.object { json in
      json.field("routing_key", routingKey)
      json.field("event_action", action(alert.standing))
      json.field("dedup_key", "arrester/\(alert.identifier)")
      json.key("payload")
      json.object { writePayload(alert, &$0) }
      json.field("client", "Arrester")
      guard let link else { return }
      json.field("client_url", link)
      json.key("links")
      json.array { json in
        json.object { json in
          json.field("href", link)
          json.field("text", "The trip's page")
        }
      }
    }
    return json.bytes
  }

  private static func action(_ standing: Alert.Standing) -> String {
    switch standing {
    case .firing: "trigger"
    case .acknowledged: "acknowledge"
    case .resolved: "resolve"
    }
  }

  private static func writePayload(_ alert: Alert, _ json: inout JSONText) {
    json.field("summary", "\(alert.title). \(alert.message)".cut(to: mostSummary))
    json.field("timestamp", Timestamp.format(alert.time))
    json.field("severity", alert.severity.rawValue)
    json.field("source", alert.scope.isEmpty ? "arrester" : alert.scope)
    json.field("component", alert.principal)
    json.field("group", alert.platform)
    json.field("class", alert.type)
    json.key("custom_details")
    json.object { json in
      if case .trip(let decision) = alert.subject { json.field("Decision", decision.words) }
      for fact in alert.facts { json.field(fact.name, fact.value) }
    }
  }
}
