import CMemoryProbe
import Synchronization

/// What the heap is asked for.
enum Allocations {
  /// Bytes of this process that are in memory, freed ones not among them.
  static func residentBytes() -> Int { Int(memory_probe_resident_bytes()) }

  /// One at a time: counting changes the whole process.
  private static let counting = Mutex(())

  /// Calls of malloc and its kin that `body` makes on this thread, whatever code they come from.
  /// - Returns: nil where they cannot be counted on this machine.
  static func count(_ body: () -> Void) -> Int? {
    counting.withLock { _ in
      guard memory_probe_begin_counting() else { return nil }
      body()
      return Int(memory_probe_end_counting())
    }
  }
}
