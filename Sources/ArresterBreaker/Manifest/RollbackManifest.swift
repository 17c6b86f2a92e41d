import ArresterBase
import ArresterEngine

/// What a person needs to put things back after a trip. Arrester executes none of it (semantics.md, section 8).
///
/// (A) our permission change, with the object before, its inverse and its precondition; (B) the ordered damage, with what is known of each
/// item and how to restore it; (C) work that goes on without the principal, and how to stop it.
public struct RollbackManifest: Sendable, Equatable {
  public var trip: ManifestTrip
  /// (A), in the order in which it was done.
  public var permissionChanges: [PermissionChange]
  /// (B), in the order in which to look at it: what gets worse by waiting, then by severity, time and name.
  public var damage: [DamageEntry]
  /// Damage beyond `maximumDamage`.
  public var damageNotListed: Int
  /// (C), the newest first: what was started last is most likely still at it.
  public var running: [RunningEntry]
  /// Calls beyond `maximumRunning`.
  public var runningNotListed: Int
  /// Of the table of hints.
  public var hintsVersion: String
  /// Wall time, nanoseconds since 1970 UTC.
  public var madeAt: Int64

  public static let maximumDamage = 10_000
  public static let maximumRunning = 1000
  /// Objects before a change are cut at this many bytes.
  public static let maximumStateBytes = 65_536

  /// - Parameters:
  ///   - damage: in any order.
  ///   - calls: everything that the principal did which is on record; those that start work are picked out by the table.
  ///   - hints: `RestoreHints.load`.
  public init(
    trip: ManifestTrip, permissionChanges: [PermissionChange], damage: [DamageItem], calls: [ManifestCall], hints: RestoreHints,
    madeAt: Int64
  ) {
    self.trip = trip
    self.permissionChanges = permissionChanges
    let entries = damage.map { DamageEntry($0, hints) }.sorted(by: DamageEntry.comesFirst)
    self.damage = Array(entries.prefix(RollbackManifest.maximumDamage))
    damageNotListed = entries.count - self.damage.count
    let running = calls.compactMap { RunningEntry($0, hints) }.sorted(by: RunningEntry.comesFirst)
    self.running = Array(running.prefix(RollbackManifest.maximumRunning))
    runningNotListed = running.count - self.running.count
    hintsVersion = hints.version
    self.madeAt = madeAt
  }
}

/// Which trip it was, and whose.
public struct ManifestTrip: Sendable, Equatable {
  public var identifier: String
  public var key: BreakerKey
  /// The narrower identity, where the evidence names one.
  public var session: String?
  /// nil where a person forced the breaker open.
  public var rule: Rule?
  /// Event time of the event that set it off, nanoseconds since 1970 UTC.
  public var time: Int64
  /// The evidence holds the top of the damage only: look into the event store for the rest.
  public var isEvidenceCut: Bool

  public init(identifier: String, key: BreakerKey, session: String? = nil, rule: Rule?, time: Int64, isEvidenceCut: Bool = false) {
    self.identifier = identifier
    self.key = key
    self.session = session
    self.rule = rule
    self.time = time
    self.isEvidenceCut = isEvidenceCut
  }
}

/// (A) What an enforcer did to the principal's permissions.
public struct PermissionChange: Sendable, Equatable {
  /// By its name in the configuration.
  public var enforcer: String
  public var outcome: AuditOutcome
  /// When it was read back or acknowledged, nanoseconds since 1970 UTC; nil where it was not.
  public var verifiedAt: Int64?
  /// What was done, each as a person would say it.
  public var steps: [String]
  /// The live object before, as JSON.
  public var snapshot: [UInt8]
  /// How a person undoes it, each step as a command or a call.
  public var inverse: [String]
  /// What must hold before anyone does.
  public var precondition: String

  /// Where an enforcer names no other.
  public static let standardPrecondition =
    "Two people have agreed to restore, the reason for the trip is understood, and the live object is still what Arrester wrote: "
    + "compare it first, and stop where somebody else has changed it."

  public init(
    enforcer: String, outcome: AuditOutcome, verifiedAt: Int64?, steps: [String], snapshot: [UInt8], inverse: [String],
    precondition: String = PermissionChange.standardPrecondition
  ) {
    self.enforcer = enforcer
    self.outcome = outcome
    self.verifiedAt = verifiedAt
    self.steps = steps
    self.snapshot = snapshot
    self.inverse = inverse
    self.precondition = precondition
  }
}
