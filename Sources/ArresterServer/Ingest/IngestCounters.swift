import Synchronization

/// What was posted since start, and what became of it.
public struct IngestCounters: Sendable, Equatable {
  /// Lists that were acknowledged as a whole.
  public var accepted = 0
  /// Their events.
  public var events = 0
  /// Of these, events without a key: they cannot be read or name no principal. The service counts them again, each with its reason.
  public var unkeyed = 0
  /// Of these, events that the topic can never take: lost here.
  public var tooLarge = 0
  /// Bodies that are no list of audit events: 400.
  public var notALists = 0
  /// Bodies beyond the limit: 413.
  public var bodyTooLarge = 0
  /// Lists that have to be posted again, since there was no room: 429.
  public var queueFull = 0
  /// Lists that have to be posted again, since Kafka did not answer in time, or could not be reached: 429.
  public var notAcknowledged = 0

  public init() {}
}

/// The counters, and the bytes that are on their way.
final class IngestLedger: Sendable {
  private struct State {
    var counters = IngestCounters()
    var bytesOnTheirWay = 0
  }

  private let state = Mutex(State())

  var counters: IngestCounters { state.withLock(\.counters) }

  func count(_ change: (inout IngestCounters) -> Void) { state.withLock { change(&$0.counters) } }

  /// - Returns: false where `bytes` more do not fit. What fits is to be given back.
  func take(_ bytes: Int, atMost limit: Int) -> Bool {
    state.withLock { state in
      guard state.bytesOnTheirWay + bytes <= limit else {
        state.counters.queueFull += 1
        return false
      }
      state.bytesOnTheirWay += bytes
      return true
    }
  }

  func giveBack(_ bytes: Int) { state.withLock { $0.bytesOnTheirWay -= bytes } }
}
