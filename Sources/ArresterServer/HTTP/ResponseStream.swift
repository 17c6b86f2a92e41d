import Synchronization

/// A body that goes on: anyone writes to it, the library's thread takes from it, until somebody ends it. Any thread.
///
/// Nobody waits: what its reader has not taken yet stands in a queue, and a reader that falls too far behind is sent away.
public final class ResponseStream: Sendable {
  private struct State {
    var waiting: [UInt8] = []
    var isEnded = false
    /// Wakes the connection that waits for more; nil where none does.
    var resume: (@Sendable () -> Void)?
    var onSlow: (@Sendable () -> Void)?
  }

  /// What may stand in the queue.
  public let mostBytes: Int
  private let state = Mutex(State())

  public init(mostBytes: Int = 1024 * 1024) { self.mostBytes = mostBytes }

  /// Whether nothing more will be taken.
  public var isOver: Bool { state.withLock(\.isEnded) }

  /// Whether a connection waits for more.
  var isAsleep: Bool { state.withLock { $0.resume != nil } }

  /// - Returns: false where it has ended, or ends by this because its reader is too slow.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    let (isTaken, onSlow) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
      guard !state.isEnded else { return (false, nil) }
      guard state.waiting.count + bytes.count <= mostBytes else {
        state.waiting.removeAll()
        ResponseStream.end(&state)
        return (false, state.onSlow)
      }
      state.waiting += bytes
      ResponseStream.wake(&state)
      return (true, nil)
    }
    onSlow?()
    return isTaken
  }

  /// What stands in the queue is sent still.
  public func end() { state.withLock { ResponseStream.end(&$0) } }

  func onSlow(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onSlow = body } }

  enum Taken: Equatable {
    case bytes(Int)
    /// The connection is suspended, and woken once there is more.
    case nothing
    case end
  }

  /// On the library's thread.
  /// - Parameters:
  ///   - suspend: called under this object's lock, so that nobody wakes the connection before it sleeps.
  func take(into buffer: UnsafeMutableRawBufferPointer, suspend: () -> Void, resume: @escaping @Sendable () -> Void) -> Taken {
    state.withLock { state in
      let count = min(buffer.count, state.waiting.count)
      guard count > 0 else {
        guard !state.isEnded else { return .end }
        suspend()
        state.resume = resume
        return .nothing
      }
      state.waiting.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      state.waiting.removeFirst(count)
      return .bytes(count)
    }
  }

  private static func end(_ state: inout State) {
    state.isEnded = true
    wake(&state)
  }

  private static func wake(_ state: inout State) {
    state.resume?()
    state.resume = nil
  }
}

/// The bodies that go on. Any thread.
final class OpenStreams: Sendable {
  private struct State {
    var open: [ObjectIdentifier: ResponseStream] = [:]
    var isOver = false
  }

  private let maximum: Int
  private let state = Mutex(State())

  init(maximum: Int) { self.maximum = maximum }

  /// - Returns: false where there are too many already, or the server is going down.
  func add(_ stream: ResponseStream) -> Bool {
    state.withLock { state in
      guard state.open.count < maximum, !state.isOver else { return false }
      state.open[ObjectIdentifier(stream)] = stream
      return true
    }
  }

  func remove(_ stream: ResponseStream) { state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(stream)) } }

  /// Afterwards no connection sleeps in one, which the library insists on when it stops.
  func endAll() {
    let left = state.withLock { state in
      state.isOver = true
      return Array(state.open.values)
    }
    for stream in left { stream.end() }
  }
}
