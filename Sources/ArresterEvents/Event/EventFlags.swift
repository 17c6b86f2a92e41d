/// Labels of an event beside its effect.
public struct EventFlags: OptionSet, Sendable, Hashable, BitwiseCopyable {
  public let rawValue: UInt16
  @inlinable
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Changes who may do what.
  @inlinable public static var permission: EventFlags { EventFlags(rawValue: 1 << 0) }
  /// Hands out credentials (AssumeRole, token requests).
  @inlinable public static var credential: EventFlags { EventFlags(rawValue: 1 << 1) }
  @inlinable public static var tagging: EventFlags { EventFlags(rawValue: 1 << 2) }
  /// Touches what watches and protects: logging, backups, detectors.
  @inlinable public static var guardrail: EventFlags { EventFlags(rawValue: 1 << 3) }
  /// Reads or writes inside a resource (S3 objects, table items); off by default.
  @inlinable public static var dataEvent: EventFlags { EventFlags(rawValue: 1 << 4) }
  /// The attempt was refused or went wrong.
  @inlinable public static var failed: EventFlags { EventFlags(rawValue: 1 << 5) }
  /// Done by a service for its caller.
  @inlinable public static var fanOut: EventFlags { EventFlags(rawValue: 1 << 6) }
  /// On the model's one-strike list: trips on the attempt.
  @inlinable public static var oneStrike: EventFlags { EventFlags(rawValue: 1 << 7) }
  /// Touches the breaker's own deny, role or topics, and is not Arrester's own doing.
  @inlinable public static var tampering: EventFlags { EventFlags(rawValue: 1 << 8) }
  /// Cannot be undone: severity 8.
  @inlinable public static var irreversible: EventFlags { EventFlags(rawValue: 1 << 9) }
  /// Touches a stateful type of the model's list (databases, volumes, stacks …): rule 4 looks at these.
  @inlinable public static var stateful: EventFlags { EventFlags(rawValue: 1 << 10) }
  /// No rule knew the action: it counts as a modification, and as a metric.
  @inlinable public static var unknownAction: EventFlags { EventFlags(rawValue: 1 << 11) }
  /// The record named no principal: counted, never judged.
  @inlinable public static var unidentified: EventFlags { EventFlags(rawValue: 1 << 12) }
  /// A one-strike on a guardrail: what was made just before excuses nothing.
  @inlinable public static var guardrailStrike: EventFlags { EventFlags(rawValue: 1 << 14) }
  /// The record gave no identifier: `identifier` is a hash of its bytes.
  @inlinable public static var hashedIdentifier: EventFlags { EventFlags(rawValue: 1 << 13) }
}
