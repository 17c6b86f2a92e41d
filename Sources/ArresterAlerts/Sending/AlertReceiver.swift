import ArresterEnforcement

/// Who is told, and in whose words.
public struct AlertReceiver: Sendable {
  public enum Form: Sendable {
    /// An incoming webhook; its address is its secret.
    case slack
    case pagerDuty(routingKey: String)
    /// The address is of its root.
    case alertmanager
    /// Standard Webhooks; every secret signs.
    case webhook([WebhookSecret])
  }

  public var name: String
  public var form: Form
  public var address: WebhookAddress
  /// Of one request, nanoseconds.
  public var timeoutNanoseconds: Int64
  /// Where people look, without a slash at its end; nil: messages have no link.
  public var console: String?

  public init(name: String, form: Form, address: WebhookAddress, timeoutNanoseconds: Int64, console: String?) {
    self.name = name
    self.form = form
    self.address = address
    self.timeoutNanoseconds = timeoutNanoseconds
    self.console = console
  }

  /// - Parameter now: of the wall clock, nanoseconds since 1970 UTC.
  func request(_ alert: Alert, now: Int64) -> OutboundRequest {
    var headers = [(name: "content-type", value: "application/json")]
    let body: [UInt8]
    switch form {
    case .slack: body = SlackMessage.body(alert, link: link(alert))
    case .pagerDuty(let key): body = PagerDutyEvent.body(alert, routingKey: key, link: link(alert))
    case .alertmanager: body = AlertmanagerAlert.body(alert, link: link(alert), now: now)
    case .webhook(let secrets):
      body = StandardMessage.body(alert, link: link(alert))
      headers += WebhookSecret.headers(secrets, identifier: alert.messageIdentifier, now: now, body: body)
    }
    return OutboundRequest(method: "POST", url: url, headers: headers, body: body, timeoutNanoseconds: timeoutNanoseconds)
  }

  private var url: String {
    guard case .alertmanager = form else { return address.url }
    return (address.url.hasSuffix("/") ? String(address.url.dropLast()) : address.url) + "/api/v2/alerts"
  }

  private func link(_ alert: Alert) -> String? {
    guard let console else { return nil }
    if case .warnings = alert.subject { return console + "/#/now" }
    return "\(console)/#/trips/\(alert.identifier)"
  }
}
