/// A rule that holds, and where: one event yields the first of these.
struct Finding {
  var rule: Rule
  /// Index of the window, and a second of the bucket it ends in.
  var window: Int
  var second: Int
  /// The session whose own window it is; nil for the principal's.
  var session: UInt16?

  var place: Shard.Place { Shard.Place(window: window, second: second, session: session ?? Shard.noSession) }

  /// Rules in their order, then the shorter window, then the earlier end.
  func comesBefore(_ other: Finding) -> Bool {
    if rule != other.rule { return rule.rawValue < other.rule.rawValue }
    if window != other.window { return window < other.window }
    return second < other.second
  }
}

/// A limit that a window of a key has met: what tests and tuning look at.
public struct Breach: Hashable, Sendable {
  public var principal: String
  /// nil for the principal's own windows.
  public var session: String?
  public var signal: Signal
  public var windowSeconds: Int
  /// The last second of the bucket in which the window ends.
  public var endSecond: Int
  public var isHard: Bool
  /// The plan whose limit it is.
  public var plan: String?

  public init(
    principal: String, session: String?, signal: Signal, windowSeconds: Int, endSecond: Int, isHard: Bool, plan: String? = nil
  ) {
    self.principal = principal
    self.session = session
    self.signal = signal
    self.windowSeconds = windowSeconds
    self.endSecond = endSecond
    self.isHard = isHard
    self.plan = plan
  }
}
