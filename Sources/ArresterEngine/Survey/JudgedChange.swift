import ArresterEvents

/// One window of a principal as a change left it: all that the rules look at. Tuning keeps these and asks `WindowJudge` about them
/// under other limits, so that no event has to be read again.
public struct JudgedWindow: Sendable {
  /// The principal's own values.
  var own: WindowValues
  /// Those of the session of the change, where others could hide them.
  var session: WindowValues?
  /// The limit on velocity that a frozen baseline gives; 0 where there is none.
  public internal(set) var learnt = 0

  public var hasSession: Bool { session != nil }

  public var hasStatefulRecreation: Bool { own.hasStatefulRecreation }

  /// Successful changes.
  public func changes(ofSession: Bool) -> Int { (ofSession ? session : .some(own))?.changes ?? 0 }

  /// Distinct resources.
  public func destroyed(ofSession: Bool) -> Int { (ofSession ? session : .some(own))?.destroyed ?? 0 }

  public func isSaturated(ofSession: Bool) -> Bool { (ofSession ? session : .some(own))?.isSaturated ?? false }

  /// As limits see it: a saturated window has met any limit on what was destroyed.
  /// - Parameter ofSession: of the session, 0 where there is none.
  public func value(of signal: Signal, ofSession: Bool = false, z: Double) -> Double {
    guard let values = ofSession ? session : .some(own) else { return 0 }
    return values.isSaturated && signal == .destroyed ? .infinity : values.value(of: signal, z: z)
  }
}

/// A change that a shard was asked about in a survey, in place of judging it.
public struct JudgedChange {
  /// Event time, nanoseconds since 1970 UTC.
  public let time: Int64
  /// Of (platform, principal, kind).
  public let principalHash: UInt64
  public let kind: PrincipalKind
  /// What trips under any limits: a one-strike, tampering, more than a plan allows. Then nothing else is told.
  public let decided: Rule?
  /// The windows that end with the change, in the order of the model; as many as the model has.
  public internal(set) var windows = InlineArray<4, JudgedWindow>(repeating: JudgedWindow(own: WindowValues()))
  /// Bits of the windows that had become empty since the last change that was told: what had warned in them has fallen below.
  public internal(set) var emptied: UInt8 = 0

  init(_ frame: EventFrame, decided: Rule?) {
    time = frame.header.pointee.time
    principalHash = frame.header.pointee.principalHash
    kind = frame.header.pointee.kind
    self.decided = decided
  }
}
