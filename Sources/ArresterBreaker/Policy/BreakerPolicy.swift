import ArresterBase
import ArresterEvents

/// Everything about breakers that an installation can set, with its defaults. One plain value; a reload hands in another.
public struct BreakerPolicy: Sendable, Equatable {
  /// Asked in order, the first that matches decides; where none does, `defaultMode`.
  public var modes: [ModeRule] = []
  public var defaultMode = BreakerMode.shadow
  public var holds = HoldLadder(firstSeconds: 15 * 60, maximumSeconds: 24 * 3600)
  /// A trip whose event is older than this by wall time is held.
  public var heldEvidenceSeconds: Int64 = 3600
  public var probationWrites = 20
  /// This long without a write, and probation goes back to open.
  public var probationSeconds: Int64 = 2 * 3600
  public var haltSeconds: Int64 = 4 * 3600
  /// Between two pages for a breaker that is open and not enforced.
  public var reminderSeconds: Int64 = 5 * 60
  public var caps = TripCapLimits()
  /// Globs of principals that are never acted on: break-glass, the breaker's own, node and system identities, root.
  public var protected: [String] = BreakerPolicy.systemIdentities
  public var enforcers: [EnforcerSetting] = []
  /// The most breakers that are kept; one more trip is refused, counted and paged.
  public var maximumBreakers = 100_000
  /// The most latches kept for kinds that only page. They have their own room, so that pages cannot take that of breakers.
  public var maximumPageLatches = 100_000

  public init() {}

  /// Identities that no installation can do without. Its own break-glass roles and Arrester's identity are added by configuration.
  public static let systemIdentities = [
    "arn:aws*:iam::*:root", "*system:node:*", "*system:nodes", "*system:masters", "*system:apiserver", "*system:kube-controller-manager",
    "*system:kube-scheduler", "*system:kube-proxy",
  ]
}

/// One entry of `mode: [{kind, scope, mode}]`.
public struct ModeRule: Sendable, Equatable {
  /// nil: every kind.
  public var kind: PrincipalKind?
  /// A glob over the principal, and over the account, cluster or project that it belongs to.
  public var scope: String
  public var mode: BreakerMode

  public init(kind: PrincipalKind?, scope: String, mode: BreakerMode) {
    self.kind = kind
    self.scope = scope
    self.mode = mode
  }
}

/// An enforcer that is called; decision endpoints, which are asked, are none.
public struct EnforcerSetting: Sendable, Equatable {
  public var name: String
  public var platforms: [Platform]
  /// Whether it can verify by reading back. An acknowledgement (webhook, command) counts only where no enforcer can.
  public var readsBack: Bool

  public init(name: String, platforms: [Platform], readsBack: Bool) {
    self.name = name
    self.platforms = platforms
    self.readsBack = readsBack
  }
}

extension BreakerPolicy {
  public func mode(for key: BreakerKey) -> BreakerMode {
    let rule = modes.first { rule in
      guard rule.kind == nil || rule.kind == key.kind else { return false }
      let glob = ScopeGlob(rule.scope)
      return glob.matches(key.principal) || glob.matches(key.homeScope)
    }
    return rule?.mode ?? defaultMode
  }

  public func isProtected(_ principal: String) -> Bool {
    protected.contains { Glob($0).matches(principal) }
  }

  /// All enforcers that are called for a principal of this platform.
  public func calledEnforcers(_ platform: Platform) -> [EnforcerSetting] {
    enforcers.filter { $0.platforms.contains(platform) }
  }

  /// Those whose confirmation makes a trip enforced.
  public func requiredEnforcers(_ platform: Platform) -> [EnforcerSetting] {
    let called = calledEnforcers(platform)
    let verifying = called.filter(\.readsBack)
    return verifying.isEmpty ? called : verifying
  }

  /// - Parameters: event and wall time, nanoseconds since 1970 UTC.
  public func isOldEvidence(_ eventTime: Int64, at wallTime: Int64) -> Bool {
    let (limit, overflow) = heldEvidenceSeconds.multipliedReportingOverflow(by: Timestamp.nanosecondsPerSecond)
    return !overflow && Moment.difference(wallTime, eventTime) > limit
  }
}
