import Glibc

/// One keep-alive connection with at most one request out. Belongs to one thread.
final class ClientConnection {
  enum State {
    case connecting
    case idle
    /// For the answer to that request.
    case waiting(request: Int)
  }

  enum Event {
    /// Nothing that matters yet.
    case none
    case connected
    case answer(AnswerReader.Answer)
    case unreadable(String)
    /// Closed by the other side, or not to be reached: why.
    case lost(String)
  }

  let descriptor: Int32
  private(set) var state = State.connecting
  /// When the request went out, or the connection was begun; on the monotonic clock.
  private(set) var since: Int64
  private(set) var reader = AnswerReader()

  /// Begins to connect.
  /// - Throws: where no socket is to be had.
  init(_ address: SocketAddress, now: Int64) throws {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    descriptor = socket(address.family, type, 0)
    since = now
    guard descriptor >= 0 else { throw BenchError("no socket for another connection: \(String(cString: strerror(errno)))") }
    // Else a request waits until the acknowledgement of the one before is there.
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    // What it says at once, it says again when the connection is looked at.
    _ = address.connect(descriptor)
  }

  deinit { close(descriptor) }

  var isConnecting: Bool { if case .connecting = state { true } else { false } }
  var isIdle: Bool { if case .idle = state { true } else { false } }
  var request: Int? { if case .waiting(let request) = state { request } else { nil } }

  /// - Returns: false where it did not go out as a whole. A request is far smaller than a socket's buffer, which is empty once the one
  ///   before was answered: that is a fault of the connection.
  func send(_ bytes: [UInt8], request: Int, now: Int64) -> Bool {
    reader.clear()
    state = .waiting(request: request)
    since = now
    return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } == bytes.count
  }

  /// Takes what there is. Called where the connection is said to be ready.
  func advance() -> Event {
    if case .connecting = state { return finishConnecting() }
    let taken = reader.append { recv(descriptor, $0.baseAddress, $0.count, 0) }
    guard taken > 0 else {
      if taken < 0, errno == EAGAIN || errno == EINTR { return .none }
      return .lost(taken == 0 ? "closed by the other side" : String(cString: strerror(errno)))
    }
    guard request != nil else { return .unreadable("it came unasked") }
    switch reader.read() {
    case .incomplete: return .none
    case .unreadable(let why): return .unreadable(why)
    case .answer(let answer):
      state = .idle
      return .answer(answer)
    }
  }

  private func finishConnecting() -> Event {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
    guard code == 0 else { return .lost(String(cString: strerror(code))) }
    state = .idle
    return .connected
  }
}
