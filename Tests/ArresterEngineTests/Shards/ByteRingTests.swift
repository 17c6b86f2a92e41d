import Glibc
import Synchronization
import Testing

@testable import ArresterEngine

@Suite("ByteRing")
struct ByteRingTests {
  @Test("messages of all lengths come out as they went in, over many turns of the ring")
  func wrapAround() {
    let ring = ByteRing(capacity: 4096)
    var random = SeededRandom(seed: 7)
    var waiting: [[UInt8]] = []
    var waitingBytes = 0
    var written = 0
    while written < 4096 * 200 {
      let message = makeMessage(random.number(1...ring.maximumMessageBytes), &random)
      // With half of the ring free there is room for any message, so a lone thread never waits for itself.
      while waitingBytes > 0, waitingBytes + 2 * (message.count + 16) > 4096 - 16 { waitingBytes -= expectNext(ring, &waiting) }
      message.withUnsafeBytes { ring.write($0) }
      waiting.append(message)
      waitingBytes += 2 * (message.count + 16)
      written += message.count
    }
    while !waiting.isEmpty { _ = expectNext(ring, &waiting) }
    ring.close()
    #expect(next(ring) == nil)
  }

  @Test("a message may be as long as the ring says, and as short as a byte")
  func extremes() {
    let ring = ByteRing(capacity: 4096)
    for length in [ring.maximumMessageBytes, 1, 8, 9, 7, ring.maximumMessageBytes] {
      let message = [UInt8](repeating: UInt8(truncatingIfNeeded: length), count: length)
      message.withUnsafeBytes { ring.write($0) }
      #expect(next(ring) == message)
    }
  }

  @Test("what was written before closing is handed over")
  func closing() {
    let ring = ByteRing(capacity: 4096)
    withUnsafeBytes(of: UInt64(5)) { ring.write($0) }
    ring.close()
    #expect(next(ring) == [5, 0, 0, 0, 0, 0, 0, 0])
    #expect(next(ring) == nil)
  }

  @Test("two threads: nothing is lost, doubled, torn or out of order while the ring keeps running full")
  func stress() {
    let exchange = RingExchange(capacity: 4096, messages: 60_000)
    exchange.run()
    #expect(exchange.received == 60_000)
    #expect(exchange.wrong == 0)
    #expect(exchange.sentSum == exchange.receivedSum)
    #expect(exchange.sawBackPressure, "the producer ran into a full ring")
  }

  /// A copy of the next message; nil once the ring is closed and empty.
  private func next(_ ring: ByteRing) -> [UInt8]? {
    var message: [UInt8]?
    _ = ring.consume { message = Array($0) }
    return message
  }

  private func makeMessage(_ length: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// - Returns: how much room the message was counted with.
  private func expectNext(_ ring: ByteRing, _ waiting: inout [[UInt8]]) -> Int {
    let expected = waiting.removeFirst()
    #expect(next(ring) == expected)
    return 2 * (expected.count + 16)
  }
}

/// A producer with a thread of its own and a consumer on the caller's.
private final class RingExchange: @unchecked Sendable {
  private let ring: ByteRing
  private let messages: Int
  private let consumed = Atomic<Int>(0)
  private let backPressure = Atomic<Bool>(false)
  private(set) var sentSum: UInt64 = 0
  private(set) var received = 0
  private(set) var receivedSum: UInt64 = 0
  private(set) var wrong = 0
  private let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: 2048, alignment: 16)

  deinit { copy.deallocate() }

  init(capacity: Int, messages: Int) {
    ring = ByteRing(capacity: capacity)
    self.messages = messages
  }

  var sawBackPressure: Bool { backPressure.load(ordering: .relaxed) }

  func run() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<RingExchange>.fromOpaque(context!).takeRetainedValue().produce()
        return nil
      }, context)
    precondition(failure == 0)
    // The producer is left alone until the ring must be full, so that waiting for room is seen for certain.
    usleep(20_000)
    while ring.consume({ check($0) }) {}
    pthread_join(thread, nil)
  }

  /// Each message: its number, then bytes that follow from it, then their sum.
  private func produce() {
    var message = [UInt8](repeating: 0, count: 1024)
    for number in 0..<messages {
      let length = 16 + (number &* 2_654_435_761) % 900
      message.withUnsafeMutableBytes { bytes in
        bytes.storeBytes(of: UInt64(number), as: UInt64.self)
        var sum = UInt64(number)
        for index in 8..<length - 8 {
          bytes[index] = UInt8(truncatingIfNeeded: number &+ index)
          sum = sum &* 31 &+ UInt64(bytes[index])
        }
        bytes.storeBytes(of: sum, toByteOffset: length - 8, as: UInt64.self)
        sentSum &+= sum
        ring.write(UnsafeRawBufferPointer(rebasing: bytes[..<length]))
      }
      // Four thousand bytes hold fewer than a hundred of these: further ahead than that is only possible past a wait.
      if number == 300, consumed.load(ordering: .relaxed) > 0 { backPressure.store(true, ordering: .relaxed) }
    }
    ring.close()
  }

  /// Copies the message out whole first. The thread sanitizer sees raw memory in optimised builds only: run it with `-c release`.
  private func check(_ message: UnsafeRawBufferPointer) {
    memcpy(copy.baseAddress!, message.baseAddress!, message.count)
    let bytes = UnsafeRawBufferPointer(rebasing: copy[..<message.count])
    let number = bytes.loadUnaligned(as: UInt64.self)
    var sum = number
    for index in 8..<bytes.count - 8 { sum = sum &* 31 &+ UInt64(bytes[index]) }
    let length = 16 + (Int(number) &* 2_654_435_761) % 900
    let stored = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    if number != UInt64(received) || bytes.count != length || sum != stored { wrong += 1 }
    received += 1
    receivedSum &+= sum
    consumed.store(received, ordering: .relaxed)
  }
}
