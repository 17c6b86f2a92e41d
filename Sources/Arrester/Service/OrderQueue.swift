import ArresterBreaker
import Synchronization

/// Commands of people on their way to the consuming thread.
public final class OrderQueue: Sendable {
  struct Order: Sendable {
    var command: BreakerCommand
    var key: BreakerKey
  }

  private let waiting = Mutex<[Order]>([])

  /// Queues a command that was authorised already.
  public func add(_ command: BreakerCommand, for key: BreakerKey) { waiting.withLock { $0.append(Order(command: command, key: key)) } }

  func take() -> [Order] {
    waiting.withLock { orders in
      defer { orders.removeAll() }
      return orders
    }
  }
}
