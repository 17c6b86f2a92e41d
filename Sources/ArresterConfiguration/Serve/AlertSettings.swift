/// An entry of `alerts`: who is told of trips. Exactly one form in each.
public struct AlertSettings: Sendable, Equatable {
  public enum Form: Sendable, Equatable {
    /// An incoming webhook of Slack.
    case slack(url: Secret)
    /// Events API v2.
    case pagerDuty(routingKey: Secret, url: String)
    /// Alertmanager's own address.
    case alertmanager(url: String)
    /// Standard Webhooks.
    case webhook(url: Secret, secrets: [Secret])

    public var name: String {
      switch self {
      case .slack: "slack"
      case .pagerDuty: "pagerDuty"
      case .alertmanager: "alertmanager"
      case .webhook: "webhook"
      }
    }
  }

  public var form: Form
  /// Part of a consumer group's name, and a label of metrics; unique among the alerts.
  public var name: String
  /// How long warnings are gathered before they are told together; 0: they are not told.
  public var digestNanoseconds: Int64
  /// What could not be told for so long is not told any more.
  public var maximumAgeNanoseconds: Int64 = 86_400_000_000_000
  /// Of one request.
  public var timeoutNanoseconds: Int64 = 10_000_000_000
  /// Whether plain HTTP may leave this machine.
  public var allowInsecure = false

  public static let pagerDutyAddress = "https://events.pagerduty.com/v2/enqueue"
  /// Each is a consumer of its own, with its threads.
  public static let most = 8

  public init(_ form: Form) {
    self.form = form
    name = form.name.lowercased()
    switch form {
    // Nobody is to be woken by what was not stopped.
    case .pagerDuty, .alertmanager: digestNanoseconds = 0
    case .slack, .webhook: digestNanoseconds = 3_600_000_000_000
    }
  }

  /// Everything that must not be seen, under its key.
  var secrets: [(key: String, secret: Secret)] {
    switch form {
    case .slack(let url): [("url", url)]
    case .pagerDuty(let key, _): [("routingKey", key)]
    case .alertmanager: []
    case .webhook(let url, let secrets): [("url", url)] + secrets.enumerated().map { ("secrets[\($0)]", $1) }
    }
  }
}
