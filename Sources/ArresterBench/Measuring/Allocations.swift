import CMemoryProbe

/// What the heap is asked for.
enum Allocations {
  /// Bytes given out and not given back, of the whole process.
  static var bytesInUse: Int { Int(memory_probe_bytes_in_use()) }

  /// Calls of malloc and its kin that `body` makes on this thread, whatever code they come from.
  /// - Returns: nil where they cannot be counted on this machine.
  static func count(_ body: () -> Void) -> Int? {
    guard memory_probe_begin_counting() else { return nil }
    body()
    return Int(memory_probe_end_counting())
  }
}
