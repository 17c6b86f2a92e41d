import Foundation
import Synchronization

/// A thread with a name, so that its share of the work can be told; what it threw comes out when it is joined.
///
/// Unchecked: `body` is read by the new thread only, and `outcome` is behind its lock.
final class NamedThread: @unchecked Sendable {
  private let name: String
  private let body: () throws -> Void
  private let outcome = Mutex<(any Error)?>(nil)
  private let ended = DispatchSemaphore(value: 0)
  private let isOver = Atomic<Bool>(false)

  /// Starts at once.
  /// - Parameter name: at most 15 bytes: the kernel keeps no more.
  init(_ name: String, _ body: @escaping () throws -> Void) {
    self.name = name
    self.body = body
    let thread = Thread { [self] in
      Thread.current.name = name
      do { try self.body() } catch { outcome.withLock { $0 = error } }
      isOver.store(true, ordering: .releasing)
      ended.signal()
    }
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
  }

  var hasEnded: Bool { isOver.load(ordering: .acquiring) }

  /// What it threw, as soon as it did.
  func check() throws {
    if let error = outcome.withLock(\.self) { throw error }
  }

  /// Waits for its end.
  /// - Returns: whether it ended in time.
  /// - Throws: what it threw.
  @discardableResult
  func join(seconds: Double) throws -> Bool {
    guard ended.wait(timeout: .now() + seconds) == .success else { return false }
    ended.signal()
    try check()
    return true
  }
}
