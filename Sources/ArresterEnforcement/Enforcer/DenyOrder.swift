import ArresterBreaker

/// What a principal is to be denied from now on. The same order may be given again: carrying it out is an upsert.
public struct DenyOrder: Sendable, Equatable {
  public enum Extent: String, Sendable, CaseIterable {
    case allWrites
    /// Probation: in force before the wider one goes.
    case destructiveWrites
    /// Nothing any more: whatever was written for this principal is taken away.
    case nothing
  }

  public var key: BreakerKey
  /// The trip behind it, the idempotency key; nil where a person forced the breaker open without one.
  public var trip: String?
  /// The narrower identity that did it, where the evidence names one.
  public var session: String?
  public var extent: Extent
  /// Of the breaker's record that asks for it: a later one replaces an earlier.
  public var revision: UInt64

  public init(key: BreakerKey, trip: String?, session: String? = nil, extent: Extent, revision: UInt64) {
    self.key = key
    self.trip = trip
    self.session = session
    self.extent = extent
    self.revision = revision
  }
}
