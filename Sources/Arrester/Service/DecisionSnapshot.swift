import ArresterBreaker
import ArresterEvents
import Synchronization

/// The decisions that endpoints answer from: a trip swaps in a new table before its commit.
public final class DecisionSnapshot: Sendable {
  private let table = Mutex(DecisionTable())

  public init() {}

  /// Lets every later answer come from `next`. For the board's owner, and for measuring.
  public func replace(_ next: DecisionTable) { table.withLock { $0 = next } }

  /// May this principal make this change now? Any thread; O(length of the principal).
  public func decide(principal: String, kind: PrincipalKind? = nil, platform: Platform = .aws, change: RequestedChange = .destructive)
    -> Decision
  {
    let table = table.withLock(\.self)
    return table.decide(principal: principal, kind: kind, platform: platform, change: change)
  }
}
