import ArresterBase
import ArresterBreaker
import Synchronization

/// Tells those who look at the console what changes: status, principals, breakers, requests, trips. Any thread.
///
/// While somebody listens, and for a minute after, a task asks the service once a second and tells what is new since. Nobody waits
/// for a listener: each has a queue of its own, and one that falls too far behind is sent away.
final class ChangeFeed: Sendable {
  private struct State {
    var ring = ChangeRing(epoch: ChangeFeed.freshEpoch)
    var listeners: [ResponseStream] = []
    /// The newest of what is told whole each time.
    var latest: [String: [UInt8]] = [:]
    var isAsking = false
  }

  private let state = Mutex(State())
  private let look: @Sendable (inout ToldChanges) async throws -> [Change]
  private let pauseNanoseconds: UInt64

  /// Something to tell.
  struct Change: Sendable {
    /// `status`, `principals`, `breaker`, `request`, `trip`.
    var type: String
    var json: [UInt8]
    /// Whether a listener that was away must be told of it; else the newest one of its type is enough.
    var isKept: Bool
  }

  init(
    pauseNanoseconds: UInt64 = 1_000_000_000, _ look: @escaping @Sendable (inout ToldChanges) async throws -> [Change]
  ) {
    self.pauseNanoseconds = pauseNanoseconds
    self.look = look
  }

  /// - Parameter place: what the listener has seen (`Last-Event-ID`). Where that is not known any more, it is told to read anew.
  func listen(after place: String?) -> ResponseStream {
    let stream = ResponseStream()
    let mustStart = state.withLock { state -> Bool in
      ChangeFeed.welcome(stream, place, state)
      state.listeners.append(stream)
      defer { state.isAsking = true }
      return !state.isAsking
    }
    if mustStart { Task { [self] in await askOn() } }
    return stream
  }

  private static func welcome(_ stream: ResponseStream, _ place: String?, _ state: State) {
    if let place, let missed = state.ring.changes(after: place) {
      stream.write(missed.flatMap(\.self))
    } else {
      stream.write(ServerSentEvent.text("resync", Array("{}".utf8), identifier: state.ring.place))
    }
    for (type, json) in state.latest.sorted(by: { $0.key < $1.key }) { stream.write(ServerSentEvent.text(type, json)) }
  }

  // MARK: Asking

  private func askOn() async {
    var told = ToldChanges()
    var roundsAlone = 0
    while true {
      // While the service does not answer, nothing is told: who listens sees by the silence that the picture grows old.
      if let changes = try? await look(&told) { tell(changes) }
      try? await Task.sleep(nanoseconds: pauseNanoseconds)
      let isOver = state.withLock { state -> Bool in
        roundsAlone = state.listeners.isEmpty ? roundsAlone + 1 : 0
        guard roundsAlone >= ChangeFeed.mostRoundsAlone else { return false }
        state = State()
        return true
      }
      if isOver { return }
    }
  }

  private func tell(_ changes: [Change]) {
    state.withLock { state in
      var text: [UInt8] = []
      for change in changes {
        if change.isKept {
          text += state.ring.add(change.type, change.json)
        } else {
          state.latest[change.type] = change.json
          text += ServerSentEvent.text(change.type, change.json)
        }
      }
      state.listeners.removeAll { !$0.write(text) }
    }
  }

  /// Long enough for a browser to come back.
  private static let mostRoundsAlone = 60
  private static var freshEpoch: String { String(UInt32.random(in: 1 ... .max), radix: 16) }
}
