import ArresterEvents

/// What a watched principal did, whether its latch is tripped or not. Its strings are copies and outlive the event.
public struct WatchedChange: Sendable, Equatable {
  public var key: LatchKey
  /// Event time, nanoseconds since 1970 UTC.
  public var time: Int64
  public var action: String
  public var effect: Effect
  /// Permission, credential, irreversible, one-strike …, and failed and fanOut.
  public var flags: EventFlags
  /// The greatest severity among what it touched, 0-8; what was its own and young weighs 0.
  public var weight: Int
  /// The event's identifier.
  public var identifier: String
  /// The first name of the first thing touched; empty where the record names none.
  public var resource: String
  public var session: String?
  /// How many items the record touched.
  public var itemCount: Int
  /// Empty for global services.
  public var region: String
  public var scope: String
  /// Older than the lateness allows. Such events are not de-duplicated: one may be told twice.
  public var isTooLate: Bool

  public var isFailed: Bool { flags.contains(.failed) }

  /// A service made the call for the principal.
  public var isFanOut: Bool { flags.contains(.fanOut) }

  /// It deletes or disrupts what is not routine, disposable, or the principal's own and young; or tried to.
  public var isDestructive: Bool { effect.isDestructive && weight > 0 }
}

extension WatchedChange {
  /// - Complexity: a copy of each string; for watched principals only.
  init(_ frame: EventFrame, key: LatchKey, weight: UInt8, isTooLate: Bool) {
    let header = frame.header.pointee
    self.init(
      key: key, time: header.time, action: frame.action.text, effect: header.effect, flags: header.flags, weight: Int(weight),
      identifier: frame.identifier.text, resource: frame.resources.first.map { frame.name(of: $0).text } ?? "",
      session: header.sessionLength > 0 ? frame.session.text : nil, itemCount: Int(header.itemCount), region: frame.region.text,
      scope: frame.scope.text, isTooLate: isTooLate)
  }
}
