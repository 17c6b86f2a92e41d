import ArresterEvents

/// Looks at everything that a shard counts, changes no verdict, and is told on the shard's thread: what reports are made of.
public protocol ShardExaminer: AnyObject {
  /// A change of a principal that is judged, before it is counted; also while its latch is tripped.
  func note(_ change: ExaminedChange)
  /// What a window of the last change's principal holds with it, before it is judged. Not told of what no window counts.
  func note(_ reading: WindowReading)
  /// A trip or a page, set off by the last change.
  /// - Parameter restoresAt: event time, nanoseconds; `Latch.never` where nobody is supposed to.
  func note(_ verdict: Verdict, restoresAt: Int64)
}

/// A change, and what of it weighs. The frame is valid during the call.
public struct ExaminedChange {
  public let frame: EventFrame
  /// What a success deleted or disrupted and weighs something, without its maker's own and young.
  public let destroyed: [ResourceEntry]
  /// Items that the record counts but does not name.
  public let destroyedUnnamed: Int
  /// Older than the lateness allows: in no window.
  public let isTooLate: Bool
  /// A plan covers it: it is counted apart.
  public let isPlanned: Bool
}

/// Every signal of a principal in one window.
public struct WindowReading {
  /// Index into the model's windows.
  public let window: Int
  /// Some bucket was full: the window has met any limit on what was destroyed.
  public let isSaturated: Bool
  private var values = InlineArray<9, Double>(repeating: 0)

  init(_ values: WindowValues, window: Int, z: Double) {
    self.window = window
    isSaturated = values.isSaturated
    for signal in Signal.allCases { self.values[Int(signal.rawValue)] = values.value(of: signal, z: z) }
  }

  public func value(of signal: Signal) -> Double { values[Int(signal.rawValue)] }
}
