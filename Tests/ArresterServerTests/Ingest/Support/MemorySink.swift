import Synchronization

@testable import ArresterServer

/// Keeps what it is given, or fails as it is told.
final class MemorySink: EventSink {
  private struct State {
    var records: [IngestRecord] = []
    var error: EventSinkError?
    var tooLarge = 0
  }

  private let state = Mutex(State())

  var records: [IngestRecord] { state.withLock(\.records) }

  func fail(_ error: EventSinkError?) { state.withLock { $0.error = error } }

  /// Of every list so many records never fit.
  func refuse(_ count: Int) { state.withLock { $0.tooLarge = count } }

  func accept(_ records: [IngestRecord]) async throws(EventSinkError) -> Int {
    let (error, tooLarge) = state.withLock { state in
      if state.error == nil { state.records += records }
      return (state.error, state.tooLarge)
    }
    if let error { throw error }
    return tooLarge
  }
}

extension IngestRecord {
  var keyText: String? { key.map { String(decoding: $0, as: UTF8.self) } }
  var text: String { String(decoding: value, as: UTF8.self) }
}
