import CRDKafka

/// Owns the array that librdkafka's batch calls fill, and the messages in it until `clear`.
final class MessageBuffer {
  private var slots: UnsafeMutableBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?>
  private(set) var count = 0

  init(capacity: Int = 512) {
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: nil)
  }

  deinit {
    clear()
    slots.deallocate()
  }

  var messages: UnsafeBufferPointer<UnsafeMutablePointer<rd_kafka_message_t>?> {
    UnsafeBufferPointer(start: slots.baseAddress, count: count)
  }

  /// Takes what is there.
  func fill(from queue: OpaquePointer, maximum: Int) {
    clear()
    reserve(maximum)
    take(from: queue, maximum)
  }

  /// Where nothing was there: waits for ONE message and takes the rest without waiting. A batch call with a time limit
  /// returns when the batch is full or the time is out, which would be latency at low load.
  func wait(for queue: OpaquePointer, handle: OpaquePointer, maximum: Int, timeoutMilliseconds: Int) {
    // `rd_kafka_consumer_poll` and not a batch of one: it alone returns early when a rebalance callback yields.
    guard let first = rd_kafka_consumer_poll(handle, Int32(timeoutMilliseconds)) else { return }
    slots[0] = first
    count = 1
    take(from: queue, maximum - 1)
  }

  /// Takes what is there, or waits for it, from a queue that no rebalance comes through.
  func fill(from queue: OpaquePointer, maximum: Int, timeoutMilliseconds: Int) {
    fill(from: queue, maximum: maximum)
    guard count == 0, timeoutMilliseconds > 0 else { return }
    take(from: queue, 1, timeoutMilliseconds: timeoutMilliseconds)
    if count == 1 { take(from: queue, maximum - 1) }
  }

  /// One message kept pins its whole fetch buffer: give them back as soon as they are read.
  func clear() {
    for index in 0..<count {
      rd_kafka_message_destroy(slots[index])
      slots[index] = nil
    }
    count = 0
  }

  private func take(from queue: OpaquePointer, _ wanted: Int, timeoutMilliseconds: Int = 0) {
    guard wanted > 0 else { return }
    let taken = rd_kafka_consume_batch_queue(queue, Int32(timeoutMilliseconds), slots.baseAddress! + count, wanted)
    if taken > 0 { count += taken }
  }

  private func reserve(_ wanted: Int) {
    guard wanted > slots.count else { return }
    slots.deallocate()
    slots = .allocate(capacity: wanted)
    slots.initialize(repeating: nil)
  }
}
