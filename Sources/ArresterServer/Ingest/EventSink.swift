/// One record for the topic of events.
public struct IngestRecord: Sendable, Equatable {
  /// The principal; nil where the record shows none, or cannot be read.
  public var key: [UInt8]?
  public var value: [UInt8]

  public init(key: [UInt8]?, value: [UInt8]) {
    self.key = key
    self.value = value
  }
}

/// Where events go that were posted here.
public protocol EventSink: Sendable {
  /// Puts all of them into the topic, and returns once every one is acknowledged as durable. Those before a failure may be there too: they
  /// are posted again, and the service drops duplicates.
  /// - Returns: how many can never be taken (too large for the topic): posting them again is of no use. The sink logs which.
  /// - Throws: `EventSinkError` at once where there is no room, and after the sink's own time limit.
  func accept(_ records: [IngestRecord]) async throws(EventSinkError) -> Int
}

/// Why records were not taken. All of them are to be posted again.
public enum EventSinkError: Error, Sendable, Equatable {
  case queueFull
  /// Not acknowledged in time.
  case notAcknowledged
  /// The brokers refuse, or cannot be reached.
  case unavailable
}
