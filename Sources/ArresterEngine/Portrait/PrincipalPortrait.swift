import ArresterEvents

/// How far a principal is from each of its limits now, for people who look.
public struct PrincipalPortrait: Sendable, Equatable {
  /// One signal in one window, beside its limits.
  public struct Reading: Sendable, Equatable {
    public var signal: Signal
    public var windowSeconds: Int
    public var observed: Double
    public var soft: Double?
    public var hard: Double?
  }

  public var key: LatchKey
  /// 0-100: the largest of the readings against its limit.
  public var score: Int
  /// Successful changes within the longest window and the lateness.
  public var changes: Int
  public var readings: [Reading]
  /// Event time of its newest change, nanoseconds since 1970 UTC.
  public var newest: Int64
  public var timeline: Timeline
}
