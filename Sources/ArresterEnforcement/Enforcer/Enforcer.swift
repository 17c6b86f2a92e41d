import ArresterEvents

/// One place where permissions are taken away. The steps of semantics.md, section 7: plan (with a snapshot), apply, verify; the one
/// who drives them records the intent before `apply` and the outcome after `verify`.
///
/// Each step may be repeated after a crash at any point. No step edits an object that is not ours.
public protocol Enforcer: Sendable {
  /// As configured: unique among the enforcers of an installation.
  var name: String { get }
  var platforms: [Platform] { get }
  /// Whether `verify` reads back what is in force. Where it cannot, an acknowledgement of `apply` is all there is.
  var readsBack: Bool { get }
  /// How long after the read-back the platform may still let the old permissions through, nanoseconds: a later success is a leak.
  var propagationNanoseconds: Int64 { get }

  /// Reads what is there now and says what would be done. Changes nothing.
  func plan(_ order: DenyOrder) async throws(EnforcementError) -> EnforcementPlan
  /// Does what the plan says.
  func apply(_ plan: EnforcementPlan) async throws(EnforcementError)
  /// Whether the order holds now.
  func verify(_ order: DenyOrder) async throws(EnforcementError) -> Verification
  /// What would keep it from working when a trip comes: missing rights, full quotas, objects that refuse edits. For `serve --check`.
  func check() async -> [EnforcementProblem]
}

/// What an enforcer is about to do, and what stood there before.
public struct EnforcementPlan: Sendable, Equatable {
  public var order: DenyOrder
  /// Each as a person would say it, in order; empty where the order already holds.
  public var steps: [String]
  /// The live object before, as JSON: for the rollback manifest, and for whoever restores by hand.
  public var snapshot: [UInt8]
  /// How a person undoes it, each step as a command or a call.
  public var inverse: [String]

  public init(order: DenyOrder, steps: [String], snapshot: [UInt8], inverse: [String]) {
    self.order = order
    self.steps = steps
    self.snapshot = snapshot
    self.inverse = inverse
  }
}

/// What a read-back saw.
public struct Verification: Sendable, Equatable {
  public var holds: Bool
  /// What is missing, or what confirms it.
  public var detail: String

  public init(holds: Bool, detail: String) {
    self.holds = holds
    self.detail = detail
  }
}

/// Why a step could not be done.
public struct EnforcementError: Error, Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// Throttled, away, or too slow: worth another try.
    case transient
    /// Not allowed, not there, full: another try would end the same.
    case permanent
    /// Somebody else changed what we wrote: a person must look before it is touched again.
    case conflict
  }

  public var kind: Kind
  public var detail: String
  /// When the other side asked us to come back, nanoseconds from now.
  public var retryAfterNanoseconds: Int64?

  public init(_ kind: Kind, _ detail: String, retryAfterNanoseconds: Int64? = nil) {
    self.kind = kind
    self.detail = detail
    self.retryAfterNanoseconds = retryAfterNanoseconds
  }
}

/// Something that would fail when it counts.
public struct EnforcementProblem: Sendable, Equatable {
  public var enforcer: String
  public var found: String
  public var expected: String

  public init(enforcer: String, found: String, expected: String) {
    self.enforcer = enforcer
    self.found = found
    self.expected = expected
  }
}
