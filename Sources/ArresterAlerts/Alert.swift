/// What a person is told: a trip, what has become of one, a principal that only pages, or how many came near their limits.
public struct Alert: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case trip(TripDecision)
    /// A kind that only pages met a rule.
    case page
    /// The breaker of a trip came into this state, as the contract names it.
    case change(state: String)
    case warnings(count: Int)
  }

  public var subject: Subject
  /// The trip's identifier, in its own message and in all that follow; of a page likewise. Of a digest its own.
  public var identifier: String
  public var principal: String
  /// `aws`, `kubernetes` …; empty for a digest.
  public var platform: String
  /// The account, cluster or project; empty for a digest.
  public var scope: String
  /// Event time of the trip or page, or when the digest began; nanoseconds since 1970 UTC.
  public var startedAt: Int64
  /// When this came to be; nanoseconds since 1970 UTC.
  public var time: Int64
  /// One sentence, with its numbers.
  public var message: String
  /// What stands beside it, in the order in which it is read.
  public var facts: [AlertFact] = []
  /// The finding as it stands in the topic; empty for a digest.
  public var finding: [UInt8] = []

  public init(
    _ subject: Subject, identifier: String, principal: String, platform: String, scope: String, startedAt: Int64, time: Int64,
    message: String
  ) {
    self.subject = subject
    self.identifier = identifier
    self.principal = principal
    self.platform = platform
    self.scope = scope
    self.startedAt = startedAt
    self.time = time
    self.message = message
  }
}

/// A line of an alert: `Destroyed: 12`.
public struct AlertFact: Sendable, Equatable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What was done about a trip at once.
public enum TripDecision: String, Sendable, CaseIterable {
  case tripping
  /// Where nobody else is to be called.
  case open
  case capped
  case held
  /// In shadow, during a halt, or for a protected name: nothing was denied.
  case recordedOnly
  /// More breakers than there is room for.
  case refused
  /// The finding does not say.
  case unknown

  public var words: String {
    switch self {
    case .tripping: "Its writes are denied, and are being revoked."
    case .open: "Its writes are denied by the decision endpoints."
    case .capped: "Its writes are denied here; it is beyond the caps, so no enforcer was called. Enforce it, or restore it."
    case .held: "Nothing is denied: what it did is too long ago to act on. Enforce it, or dismiss it."
    case .recordedOnly: "Recorded only: nothing is denied."
    case .refused: "Nothing is denied: there is no room for its breaker."
    case .unknown: "What was done about it stands in the service."
    }
  }
}
