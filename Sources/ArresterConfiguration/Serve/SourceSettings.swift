/// An entry of `sources`: how long a topic may be silent before that is an alarm.
public struct SourceSettings: Sendable, Equatable {
  /// One of `kafka.topics`.
  public var topic = ""
  public var longestSilenceNanoseconds: Int64 = 0

  public init() {}
}
