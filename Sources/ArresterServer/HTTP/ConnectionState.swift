import ArresterBase
import Glibc
import Synchronization

/// One socket, from when it was accepted until it is closed.
final class ConnectionState: Sendable {
  let peer: PeerAddress
  /// Over the limit on connections: its requests are answered 503.
  let isOverLimit: Bool
  let certificates: CertificateStore?
  private let descriptor: Int32
  /// When it is closed if nothing came of it, on the monotonic clock.
  private let deadline: Atomic<Int64>

  init(peer: PeerAddress, descriptor: Int32, isOverLimit: Bool, certificates: CertificateStore?, deadline: Int64) {
    self.peer = peer
    self.descriptor = descriptor
    self.isOverLimit = isOverLimit
    self.certificates = certificates
    self.deadline = Atomic(deadline)
  }

  /// The library's own time-out begins anew with each byte: a peer that sends one now and then would never meet it.
  func mustFinish(within seconds: Int, now: Int64 = SystemClock.monotonic()) {
    deadline.store(now + Int64(seconds) * Timestamp.nanosecondsPerSecond, ordering: .relaxed)
  }

  /// While a handler works, it is the handler's time that is limited.
  func mayTakeItsTime() { deadline.store(.max, ordering: .relaxed) }

  /// Ends both directions, so that the library finds the connection closed. Once only.
  /// - Returns: whether it was too late.
  func shutDownIfLate(now: Int64) -> Bool {
    guard deadline.load(ordering: .relaxed) < now else { return false }
    mayTakeItsTime()
    shutdown(descriptor, Int32(SHUT_RDWR))
    return true
  }
}

/// The open connections: how many there are in all and of each address.
final class ConnectionRegistry: Sendable {
  private struct State {
    var open: [ObjectIdentifier: ConnectionState] = [:]
    var byAddress: [String: Int] = [:]
  }

  /// Above the limit a connection is accepted still, so that its caller is told; above this many more it is closed.
  static let reserve = 64

  private let maximum: Int
  private let maximumPerAddress: Int?
  private let firstDeadlineSeconds: Int
  private let certificates: CertificateStore?
  private let state = Mutex(State())

  init(_ options: HTTPServerOptions, certificates: CertificateStore?) {
    self.certificates = certificates
    maximum = options.limits.connections
    maximumPerAddress = options.behindProxy ? nil : options.limits.connectionsPerAddress
    firstDeadlineSeconds = options.limits.headerSeconds
  }

  /// Before there is a connection: whether one from this address may come to be.
  func accepts(_ peer: PeerAddress) -> Bool {
    state.withLock { state in
      guard state.open.count < maximum + ConnectionRegistry.reserve else { return false }
      guard let maximumPerAddress else { return true }
      return state.byAddress[peer.group, default: 0] < maximumPerAddress
    }
  }

  var count: Int { state.withLock { $0.open.count } }

  func open(_ peer: PeerAddress, descriptor: Int32) -> ConnectionState {
    state.withLock { state in
      let connection = ConnectionState(
        peer: peer, descriptor: descriptor, isOverLimit: state.open.count >= maximum, certificates: certificates,
        deadline: SystemClock.monotonic() + Int64(firstDeadlineSeconds) * Timestamp.nanosecondsPerSecond)
      state.open[ObjectIdentifier(connection)] = connection
      state.byAddress[peer.group, default: 0] += 1
      return connection
    }
  }

  /// The library closes the descriptor after this: until then, under the lock, it cannot be another file's.
  func close(_ connection: ConnectionState) {
    state.withLock { state in
      guard state.open.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
      let left = state.byAddress[connection.peer.group, default: 1] - 1
      state.byAddress[connection.peer.group] = left > 0 ? left : nil
    }
  }

  /// - Returns: how many were shut down.
  func shutDownLate(now: Int64) -> Int {
    state.withLock { state in state.open.values.count { $0.shutDownIfLate(now: now) } }
  }
}
