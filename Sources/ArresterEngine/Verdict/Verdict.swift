import ArresterEvents

/// What the engine says about one principal at one event, with all that explains it.
///
/// Made on the rare path only; its strings are copies and outlive the event.
public struct Verdict: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A kind with a breaker met a rule.
    case trip
    /// Half of a limit, once until it has fallen below again.
    case warn
    /// A kind that only pages met a rule.
    case page
  }

  public var type: Kind
  /// For a trip or page: hash(platform, home scope, principal, kind, number of the trip), 32 hexadecimal digits.
  public var identifier: String
  /// Event time of the event that set it off, nanoseconds since 1970 UTC.
  public var time: Int64
  public var principal: String
  /// The session whose own windows met the limits; nil if only the principal as a whole did.
  public var session: String?
  public var principalKind: PrincipalKind
  public var platform: Platform
  /// The account, cluster or project that the principal belongs to; part of the trip identifier.
  public var homeScope: String
  /// Sorted; at most `Verdict.maximumScopes`.
  public var scopes: [String]
  public var regions: [String]
  /// nil for a warning.
  public var rule: Rule?
  /// The action of the event that set it off.
  public var action: String
  public var signals: [SignalObservation]
  /// 0-100, for display only.
  public var score: Int
  public var changes: Int
  public var destroyed: Int
  public var severity: Int
  public var resources: [EvidenceResource]
  public var events: [String]
  /// Some bucket was full, so its windows count as having met any limit on destroyed.
  public var isSaturated: Bool
  /// 1 for a principal's first trip; 0 for warnings.
  public var tripNumber: UInt32
  /// `sha256:…` of the model that decided.
  public var model: String

  public static let maximumResources = 20
  public static let maximumEvents = 50
  public static let maximumScopes = 20
}

/// One limit and what was seen against it.
public struct SignalObservation: Sendable, Equatable {
  public var signal: Signal
  public var windowSeconds: Int
  public var observed: Double
  public var threshold: Double
  public var isHard: Bool

  public init(signal: Signal, windowSeconds: Int, observed: Double, threshold: Double, isHard: Bool) {
    self.signal = signal
    self.windowSeconds = windowSeconds
    self.observed = observed
    self.threshold = threshold
    self.isHard = isHard
  }
}

/// A resource that was deleted or disrupted, as evidence.
public struct EvidenceResource: Sendable, Equatable {
  public var identifier: String
  public var action: String
  public var effect: Effect
  public var time: Int64
  public var region: String
  public var severity: Int
  public var isReversible: Bool

  public init(identifier: String, action: String, effect: Effect, time: Int64, region: String, severity: Int, isReversible: Bool) {
    self.identifier = identifier
    self.action = action
    self.effect = effect
    self.time = time
    self.region = region
    self.severity = severity
    self.isReversible = isReversible
  }
}
