import Glibc

/// Waits for sockets, to the microsecond: `poll` and `epoll_wait` count in milliseconds, which are longer than what is measured, and Swift
/// sees neither `ppoll` nor epoll.
struct ReadySet {
  /// Descriptors from here on do not fit into a set.
  static let maximumDescriptor = Int32(MemoryLayout<fd_set>.size * 8)

  private var reading = fd_set()
  private var writing = fd_set()
  private var highest: Int32 = -1

  /// - Precondition: the descriptor is below `maximumDescriptor`.
  mutating func add(_ descriptor: Int32, forWriting: Bool) {
    precondition(descriptor >= 0 && descriptor < ReadySet.maximumDescriptor, "the descriptor fits into a set")
    if forWriting { ReadySet.insert(descriptor, &writing) } else { ReadySet.insert(descriptor, &reading) }
    highest = max(highest, descriptor)
  }

  /// Leaves in the set what is ready. Ends early at a signal, with nothing.
  mutating func wait(nanoseconds: Int64) {
    let length = max(0, nanoseconds)
    var limit = timespec(tv_sec: Int(length / 1_000_000_000), tv_nsec: Int(length % 1_000_000_000))
    if pselect(highest + 1, &reading, &writing, nil, &limit, nil) <= 0 { self = ReadySet() }
  }

  mutating func isReady(_ descriptor: Int32) -> Bool {
    ReadySet.has(descriptor, &reading) || ReadySet.has(descriptor, &writing)
  }

  /// FD_SET and FD_ISSET are macros: a set is words of 64 bits.
  private static func insert(_ descriptor: Int32, _ set: inout fd_set) {
    withUnsafeMutableBytes(of: &set) { bytes in
      bytes.withMemoryRebound(to: UInt64.self) { $0[Int(descriptor) / 64] |= 1 << UInt64(descriptor % 64) }
    }
  }

  private static func has(_ descriptor: Int32, _ set: inout fd_set) -> Bool {
    withUnsafeMutableBytes(of: &set) { bytes in
      bytes.withMemoryRebound(to: UInt64.self) { $0[Int(descriptor) / 64] & 1 << UInt64(descriptor % 64) != 0 }
    }
  }
}
