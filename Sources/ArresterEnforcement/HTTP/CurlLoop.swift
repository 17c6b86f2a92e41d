import ArresterBase
import CCurl
import Foundation
import Synchronization

/// The thread that drives every transfer of a transport.
///
/// ```
///  send ──> waiting (bounded) ──> under way (bounded) ──> finished
///             any thread        |        this thread only
/// ```
final class CurlLoop: @unchecked Sendable {
  private struct Inbox {
    var waiting: [CurlExchange] = []
    var isStopped = false
  }

  private struct Transfer {
    let exchange: CurlExchange
    let handle: CurlHandle
  }

  private let settings: CurlSettings
  /// Only `curl_multi_wakeup` may be called from another thread.
  private let multi: OpaquePointer
  private let inbox = Mutex(Inbox())
  /// Of the loop's thread.
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  /// Once for the process, before anything else of libcurl.
  private static let isStarted = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(_ settings: CurlSettings) throws(TransportError) {
    guard CurlLoop.isStarted, let multi = curl_multi_init() else {
      throw TransportError(detail: "libcurl does not start", mayHaveArrived: false)
    }
    self.settings = settings
    self.multi = OpaquePointer(multi)
    _ = arrester_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.maximumConcurrent)
  }

  deinit { curl_multi_cleanup(UnsafeMutableRawPointer(multi)) }

  /// The thread keeps the loop alive until `stop`.
  func start() {
    let thread = Thread { self.run() }
    thread.name = "arrester-http"
    thread.start()
  }

  func stop() {
    inbox.withLock { $0.isStopped = true }
    wake()
  }

  func wake() { curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }

  func add(_ exchange: CurlExchange) {
    let refusal: String? = inbox.withLock { inbox in
      guard !inbox.isStopped else { return "the transport is closed" }
      guard inbox.waiting.count < settings.maximumWaiting else { return "\(settings.maximumWaiting) requests wait already" }
      inbox.waiting.append(exchange)
      return nil
    }
    if let refusal { exchange.fail(refusal, mayHaveArrived: false) }
    wake()
  }

  private func run() {
    var running: Int32 = 0
    var ready: Int32 = 0
    while admit() {
      curl_multi_perform(UnsafeMutableRawPointer(multi), &running)
      // Whoever waits takes the place of what is done at once.
      guard collect() == 0 else { continue }
      curl_multi_poll(UnsafeMutableRawPointer(multi), nil, 0, pollMilliseconds, &ready)
    }
    for (easy, transfer) in transfers {
      curl_multi_remove_handle(UnsafeMutableRawPointer(multi), easy)
      transfer.exchange.fail("the transport was closed", mayHaveArrived: transfer.handle.mayHaveArrived)
    }
    transfers.removeAll()
    for exchange in inbox.withLock({ $0.waiting }) { exchange.fail("the transport was closed", mayHaveArrived: false) }
  }

  /// Transfers have their own time limits in libcurl; those that wait are looked at so often.
  private var pollMilliseconds: Int32 { inbox.withLock { $0.waiting.isEmpty } ? 60_000 : 100 }

  /// Ends what was cancelled or waited too long, and begins what there is room for.
  /// - Returns: whether to go on.
  private func admit() -> Bool {
    for (easy, transfer) in transfers where transfer.exchange.isCancelled {
      end(easy)
      transfer.exchange.fail("the request was cancelled", mayHaveArrived: transfer.handle.mayHaveArrived)
    }
    let now = SystemClock.monotonic()
    var over: [CurlExchange] = []
    var begun: [CurlExchange] = []
    let isStopped = inbox.withLock { inbox in
      over = inbox.waiting.filter { $0.isCancelled || $0.deadline <= now }
      inbox.waiting.removeAll { $0.isCancelled || $0.deadline <= now }
      begun = Array(inbox.waiting.prefix(max(0, settings.maximumConcurrent - transfers.count)))
      inbox.waiting.removeFirst(begun.count)
      return inbox.isStopped
    }
    for exchange in over {
      let reason = exchange.isCancelled ? "the request was cancelled" : "no turn within the time allowed: \(transfers.count) are under way"
      exchange.fail(reason, mayHaveArrived: false)
    }
    for exchange in begun { begin(exchange, now) }
    return !isStopped
  }

  private func begin(_ exchange: CurlExchange, _ now: Int64) {
    guard let handle = CurlHandle(exchange, settings, now: now) else {
      return exchange.fail("libcurl refuses the request's settings", mayHaveArrived: false)
    }
    guard curl_multi_add_handle(UnsafeMutableRawPointer(multi), handle.easy) == CURLM_OK else {
      return exchange.fail("libcurl does not take another request", mayHaveArrived: false)
    }
    transfers[handle.easy] = Transfer(exchange: exchange, handle: handle)
  }

  /// - Returns: how many transfers are done.
  private func collect() -> Int {
    var left: Int32 = 0
    var done = 0
    while let message = curl_multi_info_read(UnsafeMutableRawPointer(multi), &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      // Removing the handle frees the message.
      let result = arrester_curl_message_result(message)
      guard let transfer = end(easy) else { continue }
      transfer.handle.report(result)
      done += 1
    }
    return done
  }

  @discardableResult
  private func end(_ easy: UnsafeMutableRawPointer) -> Transfer? {
    curl_multi_remove_handle(UnsafeMutableRawPointer(multi), easy)
    return transfers.removeValue(forKey: easy)
  }
}
