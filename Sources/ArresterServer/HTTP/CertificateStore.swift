import ArresterBase
import Synchronization

/// The certificate that the next handshake gets, and those before it that a handshake may still be using.
final class CertificateStore: Sendable {
  private struct State {
    var current: CertificateChain
    var retired: [(chain: CertificateChain, at: Int64)] = []
  }

  private let files: HTTPServerOptions.TLS
  /// A handshake is over by then: it counts as a part of the first request's headers.
  private let graceNanoseconds: Int64
  private let state: Mutex<State>

  init(_ files: HTTPServerOptions.TLS, graceSeconds: Int) throws(HTTPServerError) {
    self.files = files
    graceNanoseconds = Int64(graceSeconds) * Timestamp.nanosecondsPerSecond
    state = Mutex(State(current: try CertificateChain(files)))
  }

  /// Stays valid for the grace period after it was replaced.
  var current: CertificateChain { state.withLock(\.current) }

  /// Reads the files anew. Where they cannot be used, the certificate before stays.
  func reload() throws(HTTPServerError) {
    let next = try CertificateChain(files)
    let now = SystemClock.monotonic()
    state.withLock { state in
      state.retired.removeAll { now - $0.at > graceNanoseconds }
      state.retired.append((state.current, now))
      state.current = next
    }
  }
}
