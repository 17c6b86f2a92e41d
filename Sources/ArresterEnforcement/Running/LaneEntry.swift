/// Where an order stands at one enforcer.
public enum OrderPhase: String, Sendable, CaseIterable {
  /// On its way, or between two tries.
  case pending
  /// Confirmed. Read back from time to time, where that is possible.
  case standing
  /// Reported as failed for good; tried again slowly.
  case failed
  /// A conflict of a removal: left alone until a person says so.
  case blocked
  /// Would need a change while everything is halted.
  case halted
}

/// An order at one enforcer, and what has been tried.
struct LaneEntry {
  var order: DenyOrder
  var phase = OrderPhase.pending
  /// Differs for each time that an order was given: a try that began under another one is superseded.
  var submission: UInt64
  /// Tries since it last held.
  var tries = 0
  /// Transient failures in a row.
  var failures = 0
  var lastError: EnforcementError?
  /// The kind of failure that was reported as one for good; nil while none was since it last held.
  var reported: EnforcementError.Kind?
  /// This very order was confirmed before: to put it back is no loosening, whatever it allows.
  var hasStood = false
  /// When something is to be done next, on the runner's clock; nil: nothing, or it is being done.
  var dueAt: Int64?
  /// Of its item in a queue; 0: none.
  var dueTicket: UInt64 = 0
  var deadlineTicket: UInt64 = 0

  /// Whether it takes only such places as leave room for new orders.
  var isRoutine: Bool { phase == .failed || phase == .standing || (hasStood && reported == nil && lastError != nil) }

  /// From allWrites to destructiveWrites or to nothing: waits for a durable intent, and is allowed while halted.
  var isLoosening: Bool { order.extent != .allWrites && !hasStood }
}

/// One try of an order.
struct LaneRun: Sendable {
  enum Kind: Sendable {
    /// plan, intent, apply, verify
    case enforce
    /// verify only
    case reconcile
  }

  var order: DenyOrder
  var kind: Kind
  var submission: UInt64
  var isLoosening: Bool
  var isRoutine: Bool
}
