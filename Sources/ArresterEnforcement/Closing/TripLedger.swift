import ArresterBase

/// Where the time of one trip went, from the event to the read-back. Times are nanoseconds since 1970 UTC; nil where nothing is known.
///
/// ```
///   event ─source lag─> message ─queue lag─> arrival ─decide─> decided ─record─> committed ─enforce─> applied ─verify─> verified
/// ```
///
/// The clocks of several machines are in it, so that a span may be negative; it is said as it is.
public struct TripLedger: Sendable, Equatable {
  /// One enforcer's part.
  public struct Enforced: Sendable, Equatable {
    public var enforcer: String
    public var appliedAt: Int64?
    public var verifiedAt: Int64?
  }

  public var trip: String
  /// Of the event that set off the trip.
  public var eventTime: Int64?
  /// When the source put it on the topic.
  public var messageTimestamp: Int64?
  public var arrivedAt: Int64?
  public var decidedAt: Int64?
  public var committedAt: Int64?
  /// In the order of their first confirmation.
  public private(set) var enforced: [Enforced] = []

  public init(
    trip: String, eventTime: Int64? = nil, messageTimestamp: Int64? = nil, arrivedAt: Int64? = nil, decidedAt: Int64? = nil,
    committedAt: Int64? = nil
  ) {
    self.trip = trip
    self.eventTime = eventTime
    self.messageTimestamp = messageTimestamp
    self.arrivedAt = arrivedAt
    self.decidedAt = decidedAt
    self.committedAt = committedAt
  }

  /// The first confirmation of each enforcer counts; repairs come later and are no part of it.
  public mutating func note(_ receipt: EnforcementReceipt, by enforcer: String) {
    guard !enforced.contains(where: { $0.enforcer == enforcer }) else { return }
    enforced.append(Enforced(enforcer: enforcer, appliedAt: receipt.appliedAt, verifiedAt: receipt.verifiedAt))
  }
}

extension TripLedger {
  public var sourceLag: Int64? { TripLedger.span(eventTime, messageTimestamp) }
  public var queueLag: Int64? { TripLedger.span(messageTimestamp, arrivedAt) }
  public var decide: Int64? { TripLedger.span(arrivedAt, decidedAt) }
  public var record: Int64? { TripLedger.span(decidedAt, committedAt) }
  /// Until the last enforcer had applied it.
  public var enforce: Int64? { TripLedger.span(committedAt, lastApplied) }
  /// From there until the last one had read it back.
  public var verify: Int64? { TripLedger.span(lastApplied, lastVerified) }
  /// From the event until the last enforcer had read it back.
  public var total: Int64? { TripLedger.span(eventTime, lastVerified) }

  private var lastApplied: Int64? { enforced.compactMap(\.appliedAt).max() }
  private var lastVerified: Int64? { enforced.compactMap(\.verifiedAt).max() }

  private static func span(_ start: Int64?, _ end: Int64?) -> Int64? {
    guard let start, let end else { return nil }
    let (span, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? nil : span
  }

  /// One object; spans in nanoseconds, null where they are not known.
  public func write(to json: inout JSONText) {
    json.object { json in
      json.field("trip", trip)
      if let eventTime { json.field("eventTime", Timestamp.format(eventTime)) }
      json.key("nanoseconds")
      json.object { json in
        for (name, span) in spans { TripLedger.write(name, span, to: &json) }
      }
      json.key("enforcers")
      json.array { json in
        for part in enforced { write(part, to: &json) }
      }
    }
  }

  private var spans: [(String, Int64?)] {
    [
      ("sourceLag", sourceLag), ("queueLag", queueLag), ("decide", decide), ("record", record), ("enforce", enforce), ("verify", verify),
      ("total", total),
    ]
  }

  private func write(_ part: Enforced, to json: inout JSONText) {
    json.object { json in
      json.field("name", part.enforcer)
      TripLedger.write("enforce", TripLedger.span(committedAt, part.appliedAt), to: &json)
      TripLedger.write("verify", TripLedger.span(part.appliedAt, part.verifiedAt), to: &json)
    }
  }

  private static func write(_ name: String, _ span: Int64?, to json: inout JSONText) {
    json.key(name)
    if let span { json.value(Int(span)) } else { json.null() }
  }
}
