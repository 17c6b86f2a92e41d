import ArresterBreaker
import Synchronization

/// What the configuration says about breakers: a reload may change it while everything runs. Any thread.
public final class PolicyInForce: Sendable {
  private let held = Mutex(BreakerPolicy())

  init() {}

  public var value: BreakerPolicy { held.withLock(\.self) }

  func replace(_ next: BreakerPolicy) { held.withLock { $0 = next } }

  func mode(for key: BreakerKey) -> BreakerMode { held.withLock { $0.mode(for: key) } }
}
