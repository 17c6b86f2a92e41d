/// How much is kept of requests; reaching a limit is counted, and said to whoever asked.
public struct RequestLimits: Sendable, Equatable {
  /// From asking to the last approval, and again from there to its use.
  public var lifetimeSeconds: Int64 = 30 * 60
  /// How long ended ones are still shown, beyond the time at which they can do nothing any more.
  public var shownSeconds: Int64 = 3600
  public var pending: Int
  /// Of one requester (a person, or an agent's breaker).
  public var pendingOfOne: Int
  /// Pending and ended ones together.
  public var kept: Int
  /// One person must not be able to use up the room that others need to force a breaker open.
  public var keptOfOne: Int
  /// The longest exemption.
  public var exemptionSeconds: Int64 = 90 * 86_400

  public init(pending: Int, pendingOfOne: Int, kept: Int, keptOfOne: Int) {
    self.pending = pending
    self.pendingOfOne = pendingOfOne
    self.kept = kept
    self.keptOfOne = keptOfOne
  }

  public static let people = RequestLimits(pending: 1_000, pendingOfOne: 50, kept: 20_000, keptOfOne: 1_000)
  /// 20 pending for each principal (semantics.md, section 6).
  public static let staged = RequestLimits(pending: 10_000, pendingOfOne: 20, kept: 50_000, keptOfOne: 200)

  /// Bytes of UTF-8.
  static let maximumReason = 1_000
  static let maximumName = 256
  /// Of a principal, action, resource, hash or glob.
  static let maximumText = 2_048
  static let maximumDifferences = 100
  static let maximumDifference = 1_000
  /// Copies of one request that were approved at several instances at once may hold more than it needs.
  static let maximumApprovals = 100
}

/// What has been counted since start.
public struct RequestCounters: Sendable, Equatable {
  public internal(set) var asked = 0
  public internal(set) var approvals = 0
  public internal(set) var granted = 0
  /// By how they ended.
  public internal(set) var ended: [PersonRequest.State: Int] = [:]
  /// Calls that were answered with an error.
  public internal(set) var errors: [RequestError.Code: Int] = [:]
  public internal(set) var forgotten = 0
  /// Records that said nothing new.
  public internal(set) var staleRecords = 0
  /// Records that were about another request of the same identifier, or found no room.
  public internal(set) var refusedRecords = 0
  /// Copies of one request that each knew what the other did not.
  public internal(set) var merged = 0
}
