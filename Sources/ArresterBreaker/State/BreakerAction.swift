/// What the owner of a breaker has to do, in the order given: the record first, since enforcers start after its commit.
public enum BreakerAction: Sendable, Equatable {
  /// Write to the compacted topic under `record.key`, in the transaction of the verdict.
  case publish(BoardRecord)
  /// Tell the engine's latch: from this event time on, only later events count. Nanoseconds since 1970 UTC.
  case restoreLatch(eventTime: Int64)
  case callEnforcers(EnforcerCall)
  /// Every deny that enforcers were asked for goes.
  case removeDenies
  case startTimer(BreakerTimer, at: Int64)
  case startHaltTimer(at: Int64)
  case page(PageReason)
  /// The pair changed nothing; to be counted.
  case ignored(BreakerState, BreakerInput)
}

/// An order to the enforcers of a principal's platform. The same order may be given again: applying it is an upsert.
public struct EnforcerCall: Sendable, Equatable {
  public enum Extent: String, Sendable {
    case allWrites
    /// Probation: attached before the wider one is detached.
    case destructiveWrites
  }

  /// The trip behind it, the idempotency key; nil where a person forced the breaker open without one.
  public var trip: String?
  public var extent: Extent
  /// Names as configured, in the order of the configuration.
  public var enforcers: [String]

  public init(trip: String?, extent: Extent, enforcers: [String]) {
    self.trip = trip
    self.extent = extent
    self.enforcers = enforcers
  }
}

/// Why a person is called.
public enum PageReason: Sendable, Equatable {
  /// A kind that only pages met a rule; the trip identifier.
  case verdict(trip: String)
  case held(trip: String)
  case capped(trip: String)
  /// A glob of the scope caught a protected principal: nothing was done.
  case protectedPrincipal(trip: String)
  /// Enforcers that failed for good, or let something through.
  case unenforced(enforcers: [String])
  case leak(event: String)
  case halted(until: Int64)
  /// The board's limit is reached: a trip, page or command of this identifier found no room.
  case boardFull(identifier: String)
}
