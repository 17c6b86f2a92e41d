/// Labels of an event beside its effect.
public struct EventFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Changes who may do what.
  public static let permission = EventFlags(rawValue: 1 << 0)
  /// Hands out credentials (AssumeRole, token requests).
  public static let credential = EventFlags(rawValue: 1 << 1)
  public static let tagging = EventFlags(rawValue: 1 << 2)
  /// Touches what watches and protects: logging, backups, detectors.
  public static let guardrail = EventFlags(rawValue: 1 << 3)
  /// Reads or writes inside a resource (S3 objects, table items); off by default.
  public static let dataEvent = EventFlags(rawValue: 1 << 4)
  /// The attempt was refused or went wrong.
  public static let failed = EventFlags(rawValue: 1 << 5)
  /// Done by a service for its caller.
  public static let fanOut = EventFlags(rawValue: 1 << 6)
  /// On the model's one-strike list: trips on the attempt.
  public static let oneStrike = EventFlags(rawValue: 1 << 7)
  /// Touches the breaker's own deny, role or topics, and is not Arrester's own doing.
  public static let tampering = EventFlags(rawValue: 1 << 8)
  /// Cannot be undone: severity 8.
  public static let irreversible = EventFlags(rawValue: 1 << 9)
  /// Touches a stateful type of the model's list (databases, volumes, stacks …): rule 4 looks at these.
  public static let stateful = EventFlags(rawValue: 1 << 10)
  /// No rule knew the action: it counts as a modification, and as a metric.
  public static let unknownAction = EventFlags(rawValue: 1 << 11)
  /// The record named no principal: counted, never judged.
  public static let unidentified = EventFlags(rawValue: 1 << 12)
  /// A one-strike on a guardrail: what was made just before excuses nothing.
  public static let guardrailStrike = EventFlags(rawValue: 1 << 14)
  /// The record gave no identifier: `identifier` is a hash of its bytes.
  public static let hashedIdentifier = EventFlags(rawValue: 1 << 13)
}
