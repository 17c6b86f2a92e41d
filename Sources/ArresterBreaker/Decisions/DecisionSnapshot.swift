import ArresterBase
import ArresterEvents
import Synchronization

/// The decisions that endpoints answer from: a trip swaps in a new table before its commit. Any thread.
public final class DecisionSnapshot: Sendable {
  private let held = Mutex(DecisionTable())
  /// On the monotonic clock, nanoseconds.
  private let readAt: Atomic<Int64>

  public init() { readAt = Atomic(SystemClock.monotonic()) }

  /// Lets every later answer come from `next`. For the board's owner, and for measuring.
  public func replace(_ next: DecisionTable) { held.withLock { $0 = next } }

  /// The picture as it is now. Copying it is free.
  public var table: DecisionTable { held.withLock(\.self) }

  /// At `monotonicTime` the breakers topic ended where the board has read to.
  public func noteRead(at monotonicTime: Int64) {
    if monotonicTime > readAt.load(ordering: .relaxed) { readAt.store(monotonicTime, ordering: .releasing) }
  }

  /// How long ago the breakers topic was last read to its end, nanoseconds. What `failMode` is asked about.
  public var ageNanoseconds: Int64 { max(0, SystemClock.monotonic() - readAt.load(ordering: .acquiring)) }

  /// May this principal make this change now? O(length of the principal).
  public func decide(principal: String, kind: PrincipalKind? = nil, platform: Platform = .aws, change: RequestedChange = .destructive)
    -> Decision
  {
    table.decide(principal: principal, kind: kind, platform: platform, change: change)
  }
}
