/// What every measurement is told.
public struct BenchOptions: Sendable {
  /// Of measuring, over all repetitions and everything that is compared; preparing comes on top.
  public var durationSeconds = 10.0
  public var repetitions = 5
  public var seed: UInt64 = 1
  /// As it was typed, for the report.
  public var commandLine = "arrester bench"

  public init() {}

  /// Too short to say anything: less is prepared then.
  var isTrial: Bool { durationSeconds < 1 }
}

/// Told in a few words what is being done, some times a second.
public typealias BenchProgress = (String) -> Void
