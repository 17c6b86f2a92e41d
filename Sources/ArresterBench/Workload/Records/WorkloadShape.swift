/// What a stream of generated records is like.
public struct WorkloadShape: Sendable, Equatable {
  public var principals = 10_000
  /// Of the Zipf distribution over principals; 0 makes them all alike.
  public var skew = 0.99
  /// The rest are reads.
  public var changeShare = 0.4
  /// Of the changes.
  public var createShare = 0.15
  /// Of the changes.
  public var destructiveShare = 0.05
  /// Of the changes.
  public var permissionShare = 0.03
  /// Of all records: refused or failed calls.
  public var failedShare = 0.02
  /// Of all records: up to ten minutes behind the newest.
  public var lateShare = 0.0
  /// Of a principal, on average: what a company's accounts see.
  public var changesPerHour = 20.0
  public var seed: UInt64 = 1

  public init() {}

  /// Of event time.
  public var recordsPerSecond: Double { Double(principals) * changesPerHour / max(0.001, changeShare) / 3600 }

  /// How far behind a late record may be.
  public static let maximumLatenessSeconds = 600
}
