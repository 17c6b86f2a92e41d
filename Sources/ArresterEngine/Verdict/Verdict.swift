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
  /// The plan of which more was done than it allows.
  public var plan: String?
  /// What the principal did within the longest window until then; only where its trips are watched, and in no output of a verdict.
  public var activity: [Activity] = []

  public init(
    type: Kind, identifier: String, time: Int64, principal: String, session: String?, principalKind: PrincipalKind, platform: Platform,
    homeScope: String, scopes: [String], regions: [String], rule: Rule?, action: String, signals: [SignalObservation], score: Int,
    changes: Int, destroyed: Int, severity: Int, resources: [EvidenceResource], events: [String], isSaturated: Bool, tripNumber: UInt32,
    model: String, plan: String? = nil
  ) {
    self.type = type
    self.identifier = identifier
    self.time = time
    self.principal = principal
    self.session = session
    self.principalKind = principalKind
    self.platform = platform
    self.homeScope = homeScope
    self.scopes = scopes
    self.regions = regions
    self.rule = rule
    self.action = action
    self.signals = signals
    self.score = score
    self.changes = changes
    self.destroyed = destroyed
    self.severity = severity
    self.resources = resources
    self.events = events
    self.isSaturated = isSaturated
    self.tripNumber = tripNumber
    self.model = model
    self.plan = plan
  }

  public static let maximumResources = 20
  public static let maximumEvents = 50
  public static let maximumScopes = 20
  /// Of seconds in a region; the newest stay.
  public static let maximumActivity = 1_000
}

/// One limit and what was seen against it.
public struct SignalObservation: Sendable, Equatable {
  public var signal: Signal
  public var windowSeconds: Int
  public var observed: Double
  public var threshold: Double
  public var isHard: Bool
  /// Counted under a plan: velocity against its changes, destroyed against what it may destroy, over its whole window. More
  /// than the threshold is too much.
  public var isPlanned: Bool
  /// What the principal's own past had to say about the soft limit; nil where it had nothing.
  public var baseline: BaselineReading?

  public init(
    signal: Signal, windowSeconds: Int, observed: Double, threshold: Double, isHard: Bool, isPlanned: Bool = false,
    baseline: BaselineReading? = nil
  ) {
    self.signal = signal
    self.windowSeconds = windowSeconds
    self.observed = observed
    self.threshold = threshold
    self.isHard = isHard
    self.isPlanned = isPlanned
    self.baseline = baseline
  }

  /// As it stands in verdicts.
  public var name: String {
    guard isPlanned else { return signal.name }
    return signal == .velocity ? "plannedChanges" : "plannedDestroyed"
  }
}

/// What a principal does every day, as evidence.
public struct BaselineReading: Sendable, Equatable {
  /// Calls that are ordinary in the window.
  public var mean: Double
  /// Active buckets that it was learnt from.
  public var buckets: Int

  public init(mean: Double, buckets: Int) {
    self.mean = mean
    self.buckets = buckets
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
