import ArresterBase

/// Every limit of the runner, with its default. One set for all enforcers.
public struct EnforcementSettings: Sendable, Equatable {
  /// How long one call of plan, apply or verify may take.
  public var stepSeconds: Int64 = 30
  /// How long the intent may take to become durable, and an outcome to be taken. The observer keeps its own, shorter limit; this one is
  /// for an observer that hangs.
  public var intentSeconds: Int64 = 5
  /// Orders that one enforcer works on at the same time; the others wait. Reconciliation and slow retries take at most half of them.
  public var concurrentOrders = 8
  /// Calls of one enforcer that were given up and have not returned; at this many it starts no other.
  public var maximumStragglers = 32
  /// The longest pause after the first transient failure; it doubles with each further one.
  public var firstBackoffMilliseconds: Int64 = 500
  public var maximumBackoffSeconds: Int64 = 30
  /// An order that does not hold after this long, waiting included, is reported as failed for good. It is tried on, slowly.
  public var giveUpSeconds: Int64 = 5 * 60
  /// Between two tries of what failed for good. A `Retry-After` counts up to this much.
  public var slowRetrySeconds: Int64 = 5 * 60
  /// Between two read-backs of an order that stands.
  public var reconcileSeconds: Int64 = 60
  /// Keys that are known, those without a deny included: their newest revision is what makes an older order harmless.
  public var maximumKeys = 100_000

  public init() {}
}

/// A setting that makes no sense.
public struct EnforcementSettingProblem: Sendable, Equatable, CustomStringConvertible {
  /// The name of the setting.
  public var path: String
  /// What is wrong, and what would be right.
  public var detail: String

  public var description: String { "\(path): \(detail)" }
}

extension EnforcementSettings {
  /// Every problem at once; empty if there is none.
  public func validate() -> [EnforcementSettingProblem] {
    let day: Int64 = 86_400
    let ranges: [(path: String, value: Int64, range: ClosedRange<Int64>)] = [
      ("stepSeconds", stepSeconds, 1...3600), ("intentSeconds", intentSeconds, 1...3600),
      ("concurrentOrders", Int64(concurrentOrders), 1...1000), ("maximumStragglers", Int64(maximumStragglers), 1...10_000),
      ("firstBackoffMilliseconds", firstBackoffMilliseconds, 1...60_000), ("maximumBackoffSeconds", maximumBackoffSeconds, 1...3600),
      ("giveUpSeconds", giveUpSeconds, 1...day), ("slowRetrySeconds", slowRetrySeconds, 1...day),
      ("reconcileSeconds", reconcileSeconds, 1...day), ("maximumKeys", Int64(maximumKeys), 1...10_000_000),
    ]
    return ranges.filter { !$0.range.contains($0.value) }.map { path, value, range in
      EnforcementSettingProblem(path: path, detail: "is \(value); it must be \(range.lowerBound) to \(range.upperBound)")
    }
  }

  static func nanoseconds(_ seconds: Int64) -> Int64 { seconds * Timestamp.nanosecondsPerSecond }

  var stepNanoseconds: Int64 { EnforcementSettings.nanoseconds(stepSeconds) }
  var intentNanoseconds: Int64 { EnforcementSettings.nanoseconds(intentSeconds) }
  var giveUpNanoseconds: Int64 { EnforcementSettings.nanoseconds(giveUpSeconds) }
  var slowRetryNanoseconds: Int64 { EnforcementSettings.nanoseconds(slowRetrySeconds) }

  /// Never all places, so that a new deny finds one while many standing ones are read back. With one place there is nothing to share.
  var routinePlaces: Int { max(1, concurrentOrders / 2) }
}
