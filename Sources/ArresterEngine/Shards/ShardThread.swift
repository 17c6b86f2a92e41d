import ArresterEvents
import Glibc

/// A shard with a thread of its own, fed through a ring.
final class ShardThread: @unchecked Sendable {
  /// Touched by its own thread from `init` until `join` returns.
  let shard: Shard
  private let ring = ByteRing(capacity: 4 * 1024 * 1024)
  private var thread = pthread_t()
  private let message: UnsafeMutableRawPointer

  /// What travels before the frame.
  private struct Prefix {
    var watermark: Int64
    var isTooLate: Bool
  }

  init(shard: Shard) {
    self.shard = shard
    message = .allocate(byteCount: ring.maximumMessageBytes, alignment: 16)
    let context = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(&thread, nil, { ShardThread.run($0) }, context)
    precondition(failure == 0, "no thread for a shard: \(String(cString: strerror(failure)))")
  }

  deinit { message.deallocate() }

  /// Producer: hands an event over; waits while the ring is full.
  func send(_ frame: EventFrame, watermark: Int64, isTooLate: Bool) {
    let size = MemoryLayout<Prefix>.stride
    message.storeBytes(of: Prefix(watermark: watermark, isTooLate: isTooLate), as: Prefix.self)
    memcpy(message + size, frame.base, frame.totalLength)
    ring.write(UnsafeRawBufferPointer(start: message, count: size + frame.totalLength))
  }

  /// Producer: waits until everything sent is judged; the shard is the caller's from then on.
  func join() {
    ring.close()
    pthread_join(thread, nil)
  }

  private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    let worker = Unmanaged<ShardThread>.fromOpaque(context!).takeRetainedValue()
    let size = MemoryLayout<Prefix>.stride
    while worker.ring.consume({ bytes in
      let prefix = bytes.load(as: Prefix.self)
      worker.shard.process(EventFrame(base: bytes.baseAddress! + size), watermark: prefix.watermark, isTooLate: prefix.isTooLate)
    }) {}
    return nil
  }
}
