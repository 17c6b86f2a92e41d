/// Something that was to be done or was done, for the audit log (semantics.md, section 8).
public struct AuditEntry: Sendable, Equatable {
  public var phase: AuditPhase
  public var action: AuditAction
  public var actor: AuditActor
  /// Whose breaker it is about; nil for what concerns the installation.
  public var key: BreakerKey?
  /// The trip's identifier, where there is one.
  public var trip: String?
  /// The identifier of a person's request, where there is one.
  public var request: String?
  /// Wall time, nanoseconds since 1970 UTC.
  public var at: Int64
  /// nil for an intent.
  public var outcome: AuditOutcome?
  /// For people: what exactly, the reason given, what went wrong. Cut at `maximumDetailBytes`.
  public var detail: String

  /// Names are cut at this many bytes of UTF-8: more than any platform gives out.
  public static let maximumNameBytes = 2048
  public static let maximumDetailBytes = 4096

  public init(
    _ phase: AuditPhase, _ action: AuditAction, by actor: AuditActor, key: BreakerKey? = nil, trip: String? = nil, request: String? = nil,
    at: Int64, outcome: AuditOutcome? = nil, detail: String = ""
  ) {
    self.phase = phase
    self.action = action
    self.actor = actor
    self.key = key
    self.trip = trip
    self.request = request
    self.at = at
    self.outcome = outcome
    self.detail = detail
  }
}

/// Intent before action, result after.
public enum AuditPhase: String, Sendable, CaseIterable {
  case intent
  case result
}

/// What an entry is about.
public enum AuditAction: String, Sendable, CaseIterable {
  case tripDecided
  case denyApplied
  case denyVerified
  case denyRemoved
  /// A success of what our deny covers, after it was read back.
  case leak

  // What people order, and how they agree.
  case asked
  case approved
  case refused
  case withdrew
  case forced
  case forcedLifted
  case enforced
  case dismissed
  case restored
  case extended
  case exempted
  case planned
  case halted
  case resumed

  case configurationLoaded
  /// A looser model or configuration was approved.
  case postureApproved
  case drill
  case instanceStarted
  case instanceStopped
}

/// Who did it.
public enum AuditActor: Sendable, Equatable {
  /// A name of `people` in the configuration.
  case person(String)
  /// Arrester itself, by the instance's identity.
  case instance(String)
  /// An enforcer, by its name in the configuration.
  case enforcer(String)

  var type: String {
    switch self {
    case .person: "person"
    case .instance: "instance"
    case .enforcer: "enforcer"
    }
  }

  var name: String {
    switch self {
    case .person(let name), .instance(let name), .enforcer(let name): name
    }
  }
}

/// How an action ended.
public enum AuditOutcome: String, Sendable, CaseIterable {
  case success
  /// It was refused, and nothing changed.
  case failure
  /// Some of it was done.
  case partial
  /// It broke off, and what is in force was not read back.
  case error
  case unknown
}
