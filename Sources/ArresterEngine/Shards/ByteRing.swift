import Glibc
import Synchronization

/// A bounded ring of messages between one producing and one consuming thread, without locks.
///
/// ```
/// |  free  | length, message | length, message | 0 (wrap) |
///          ^ read            ^ ...                        ^ written
/// ```
/// Positions only grow; each is written by one side and read by the other. The producer publishes with release what the
/// consumer acquires, and the other way round, so a message's bytes are visible before its position is. A full ring is
/// back-pressure: `write` waits.
final class ByteRing: @unchecked Sendable {
  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  private let written = Atomic<Int>(0)
  // Keeps the two positions on separate cache lines, so that the sides do not take them from each other.
  private let padding = InlineArray<16, UInt64>(repeating: 0)
  private let read = Atomic<Int>(0)
  private let padding2 = InlineArray<16, UInt64>(repeating: 0)
  private let isClosed = Atomic<Bool>(false)
  /// The other side's position as last seen: saves a cache miss for each message.
  private var readSeen = 0
  private var writtenSeen = 0

  /// - Parameter capacity: bytes, a power of two; a message may be half of it.
  init(capacity: Int) {
    precondition(capacity & (capacity - 1) == 0 && capacity >= 4096)
    self.capacity = capacity
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { memory.deallocate() }

  var maximumMessageBytes: Int { capacity / 2 - 16 }

  /// Producer: copies a message in, waiting for room.
  func write(_ message: UnsafeRawBufferPointer) {
    let needed = 8 + (message.count + 7) & ~7
    precondition(message.count <= maximumMessageBytes)
    var position = written.load(ordering: .relaxed)
    let offset = position & (capacity - 1)
    if capacity - offset < needed {
      waitForRoom(position, capacity - offset)
      memory.storeBytes(of: 0, toByteOffset: offset, as: Int.self)
      position += capacity - offset
      written.store(position, ordering: .releasing)
    }
    waitForRoom(position, needed)
    let start = position & (capacity - 1)
    memory.storeBytes(of: message.count + 1, toByteOffset: start, as: Int.self)
    memcpy(memory + start + 8, message.baseAddress!, message.count)
    written.store(position + needed, ordering: .releasing)
  }

  /// Producer: no more messages will come.
  func close() { isClosed.store(true, ordering: .releasing) }

  /// Consumer: hands the next message over in place, or waits; false once the ring is closed and empty.
  func consume(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    let position = read.load(ordering: .relaxed)
    guard waitForMessage(position) else { return false }
    let offset = position & (capacity - 1)
    let length = memory.load(fromByteOffset: offset, as: Int.self)
    guard length > 0 else {
      read.store(position + capacity - offset, ordering: .releasing)
      return consume(body)
    }
    body(UnsafeRawBufferPointer(start: memory + offset + 8, count: length - 1))
    read.store(position + 8 + (length - 1 + 7) & ~7, ordering: .releasing)
    return true
  }

  private func waitForRoom(_ position: Int, _ needed: Int) {
    var spins = 0
    while position + needed - readSeen > capacity {
      readSeen = read.load(ordering: .acquiring)
      if position + needed - readSeen > capacity { ByteRing.pause(&spins) }
    }
  }

  private func waitForMessage(_ position: Int) -> Bool {
    var spins = 0
    while writtenSeen == position {
      // Closed is read first: what was written before closing is then seen too.
      let closed = isClosed.load(ordering: .acquiring)
      writtenSeen = written.load(ordering: .acquiring)
      if writtenSeen != position { break }
      if closed { return false }
      ByteRing.pause(&spins)
    }
    return true
  }

  /// Gives the core away soon: there may be fewer cores than threads.
  private static func pause(_ spins: inout Int) {
    spins += 1
    if spins < 64 { return }
    if spins < 256 { sched_yield() } else { usleep(50) }
  }
}
