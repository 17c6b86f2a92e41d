import ArresterBase
import CMicroHTTPD
import Foundation
import Synchronization

/// Serves a router's routes over HTTP/1.1, with or without TLS, by libmicrohttpd.
///
/// ```
/// socket ─> limits on connections ─> headers ─> route ─> token ─> rate ─> body ─> handler ─> answer
/// ```
/// A few threads of the library wait on epoll; immediate handlers run there. A connection whose deferred handler works is suspended and costs
/// no thread. Pipelined requests of a connection are answered one after the other, in their order.
public final class HTTPServer: Sendable {
  private struct Running {
    var daemon: OpaquePointer
    var listener: ListeningSocket
    var watch: DeadlineWatch
    /// Holds the core and the logger for the library.
    var logger: UnsafeMutablePointer<arrester_mhd_logger>
  }

  /// The one that is bound, also where the options said 0.
  public let port: UInt16
  private let core: ServerCore
  private let running: Mutex<Running?>

  /// Binds, reads the certificate and begins to serve.
  public init(
    _ options: HTTPServerOptions, router: Router, access: AccessControl, counting: ServerCounting, log: Log = Log()
  ) throws(HTTPServerError) {
    core = try ServerCore(options, router: router, access: access, counting: counting, log: log)
    let listener = try ListeningSocket(options)
    port = listener.port
    let context = Unmanaged.passRetained(core).toOpaque()
    let logger = UnsafeMutablePointer<arrester_mhd_logger>.allocate(capacity: 1)
    logger.initialize(to: arrester_mhd_logger(write: ServerCallbacks.log, context: context))
    guard let daemon = HTTPServer.start(core, listener, context, logger) else {
      close(listener.descriptor)
      logger.deallocate()
      Unmanaged<ServerCore>.fromOpaque(context).release()
      throw HTTPServerError(operation: "start the HTTP server", detail: core.lastLibraryLine)
    }
    running = Mutex(Running(daemon: daemon, listener: listener, watch: DeadlineWatch(core), logger: logger))
  }

  deinit { stop() }

  public var counters: ServerCounters { core.counting.reading }

  /// Connections that are open now.
  public var openConnections: Int { core.connections.count }

  /// Reads the certificate and the key anew; handshakes from now on get them. Where they cannot be used, the ones before stay.
  public func reloadCertificate() throws(HTTPServerError) { try core.certificates?.reload() }

  /// Accepts no more connections, lets requests under way end within `drainSeconds`, then closes what is left. Waits for that.
  public func stop() {
    guard let running = running.withLock({ $0.take() }) else { return }
    // Not MHD_quiesce_daemon: in 0.9.75 it and the library's thread may both take the listener out of epoll, which ends the process.
    core.beginDraining()
    let end = SystemClock.monotonic() + Int64(core.options.limits.drainSeconds) * Timestamp.nanosecondsPerSecond
    while core.inFlight > 0, SystemClock.monotonic() < end { Thread.sleep(forTimeInterval: 0.005) }
    core.pending.giveUpAll()
    running.watch.stop()
    // It closes the listener too.
    MHD_stop_daemon(running.daemon)
    let context = running.logger.pointee.context!
    running.logger.deallocate()
    Unmanaged<ServerCore>.fromOpaque(context).release()
  }

  /// The pool that the library has for each connection also holds what it reads at once of a body. It is wiped after each request, which
  /// takes longer the larger it is.
  private static let memoryBeyondHeaders = 16 * 1024
  private static let priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

  private static func start(
    _ core: ServerCore, _ listener: ListeningSocket, _ context: UnsafeMutableRawPointer, _ logger: UnsafeMutablePointer<arrester_mhd_logger>
  ) -> OpaquePointer? {
    let limits = core.options.limits
    let threads = max(1, core.options.threads)
    var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue | MHD_USE_ERROR_LOG.rawValue
    if listener.isIPv6 { flags |= MHD_USE_IPv6.rawValue }
    if core.certificates != nil { flags |= MHD_USE_TLS.rawValue }
    var start = arrester_mhd_start()
    start.flags = flags
    start.listener = listener.descriptor
    start.threads = UInt32(threads)
    // The library gives each thread its share. Ours is the limit that counts, and one thread may have all of it.
    start.connections = UInt32((limits.connections + ConnectionRegistry.reserve) * threads)
    start.idle_seconds = UInt32(limits.idleSeconds)
    start.memory_bytes = limits.headerBytes + memoryBeyondHeaders
    start.context = context
    start.logger = logger
    start.accept = ServerCallbacks.accept
    start.handle = ServerCallbacks.handle
    start.completed = ServerCallbacks.completed
    start.notify = ServerCallbacks.notify
    start.unescape = ServerCallbacks.unescape
    if core.certificates != nil { start.certificate = ServerCallbacks.certificate }
    return priorities.withCString { priorities in
      start.priorities = priorities
      return arrester_mhd_start_daemon(&start)
    }
  }
}
