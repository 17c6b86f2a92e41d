import CRDKafka
import Glibc
import Synchronization

/// Owns one `rd_kafka_t` and the context that its callbacks write into.
final class KafkaHandle {
  let native: OpaquePointer
  let context: HandleContext
  private let logLines: OpaquePointer
  private var isDestroyed = false

  /// - Throws: where librdkafka finds the configuration inconsistent.
  init(_ type: rd_kafka_type_t, _ configuration: consuming KafkaConfiguration, _ context: HandleContext) throws(KafkaError) {
    context.register(configuration.pointer)
    var text = [CChar](repeating: 0, count: 512)
    guard let native = rd_kafka_new(type, configuration.pointer, &text, text.count) else {
      throw KafkaError(rd_kafka_last_error(), "start a Kafka client", detail: String(text: text))
    }
    _ = configuration.release()
    self.native = native
    self.context = context
    logLines = rd_kafka_queue_new(native)
    rd_kafka_set_log_queue(native, logLines)
  }

  /// Hands librdkafka's log lines to the context's closure.
  func serveLog() {
    while rd_kafka_queue_poll_callback(logLines, 0) > 0 {}
  }

  /// Destroys the handle, which waits for librdkafka's threads; after `timeoutMilliseconds` they are left to themselves.
  /// - Returns: whether it ended in time. On 2.0.2 a leaked reference can make it never end.
  @discardableResult
  func destroy(flags: Int32 = 0, timeoutMilliseconds: Int) -> Bool {
    guard !isDestroyed else { return true }
    isDestroyed = true
    serveLog()
    rd_kafka_queue_destroy(logLines)
    return HandleDestruction(native, context, flags).run(timeoutMilliseconds)
  }

  deinit { destroy(flags: Int32(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE), timeoutMilliseconds: 5000) }
}

/// `rd_kafka_destroy_flags` on a thread of its own, because it has no time limit. Keeps the context alive until it returns.
///
/// Unchecked: the fields are written before the thread starts and only read by it; `isDone` is atomic.
private final class HandleDestruction: @unchecked Sendable {
  private let native: OpaquePointer
  private let context: HandleContext
  private let flags: Int32
  private let isDone = Atomic(false)

  init(_ native: OpaquePointer, _ context: HandleContext, _ flags: Int32) {
    self.native = native
    self.context = context
    self.flags = flags
  }

  func run(_ timeoutMilliseconds: Int) -> Bool {
    guard start() else { return false }
    let deadline = Deadline(milliseconds: timeoutMilliseconds)
    while !isDone.load(ordering: .acquiring) {
      if deadline.hasPassed { return false }
      usleep(1000)
    }
    return true
  }

  private func start() -> Bool {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let code = pthread_create(&thread, nil, HandleDestruction.body, box.toOpaque())
    guard code == 0 else {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument else { return nil }
    let job = Unmanaged<HandleDestruction>.fromOpaque(argument).takeRetainedValue()
    rd_kafka_destroy_flags(job.native, job.flags)
    job.isDone.store(true, ordering: .releasing)
    return nil
  }
}
