import ArresterBase

/// How receivers are to take it.
extension Alert {
  /// PagerDuty's four, which others understand.
  enum Severity: String {
    case critical
    case error
    case warning
    case info
  }

  /// Whether somebody must still act.
  enum Standing {
    case firing
    case acknowledged
    case resolved
  }

  /// The same for a trip and for everything that follows it until somebody has acted.
  var severity: Severity {
    switch subject {
    case .trip(.recordedOnly): .warning
    case .trip: .critical
    case .page: .error
    case .change: standing == .firing ? .critical : .info
    case .warnings: .info
    }
  }

  var standing: Standing {
    guard case .change(let state) = subject else { return .firing }
    return switch state {
    case "closed", "exempt": .resolved
    case "probation": .acknowledged
    default: .firing
    }
  }

  /// Whether a message that ends it will come.
  var isFollowed: Bool {
    switch subject {
    case .trip(let decision): decision != .recordedOnly && decision != .refused
    case .change: true
    case .page, .warnings: false
    }
  }

  /// A few words for a title.
  var title: String {
    switch subject {
    case .trip(.recordedOnly): "Would have been stopped: \(principal)"
    case .trip(.held): "Held for you to look at: \(principal)"
    case .trip(.refused): "No room to stop: \(principal)"
    case .trip: "Stopped: \(principal)"
    case .page: "Look at: \(principal)"
    case .change(let state): "\(Alert.words(state)): \(principal)"
    case .warnings(let count): "\(count) warnings"
    }
  }

  /// Of the contract's states.
  private static func words(_ state: String) -> String {
    switch state {
    case "open": "Revoked everywhere"
    case "openUnenforced": "NOT revoked everywhere"
    case "probation": "On probation"
    case "closed": "Let through again"
    case "exempt": "Exempt"
    case "forcedOpen": "Stopped by a person"
    case "held": "Held"
    case "capped": "Denied, beyond the caps"
    default: "Being stopped"
    }
  }

  /// Of this message and of no other, however often and by whom it is sent: receivers drop repeats by it.
  public var messageIdentifier: String {
    let what =
      switch subject {
      case .trip: "trip"
      case .page: "page"
      case .change(let state): "change \(state)"
      case .warnings: "warnings"
      }
    return "msg_" + SHA256.identifier(of: [identifier, what, String(time)])
  }

  /// As types of messages are named in Standard Webhooks.
  var type: String {
    switch subject {
    case .trip: "arrester.trip"
    case .page: "arrester.page"
    case .change: "arrester.trip.changed"
    case .warnings: "arrester.warnings"
    }
  }
}
