import ArresterEngine
import Synchronization

/// Where other threads meet a running service.
public final class ServicePorts: Sendable {
  /// What decision endpoints answer from.
  public let decisions = DecisionSnapshot()
  /// Authorised commands of people; any thread may add one.
  public let orders = OrderQueue()
  /// Told of each verdict once it is decided, before its commit; on the consuming thread.
  public let onVerdict: @Sendable (Verdict) -> Void
  private let taken = Atomic<Int>(0)

  public init(onVerdict: @escaping @Sendable (Verdict) -> Void = { _ in }) { self.onVerdict = onVerdict }

  /// Messages that were decided so far.
  public var messagesTaken: Int { taken.load(ordering: .acquiring) }

  func noteTaken(_ count: Int) { if count > 0 { taken.wrappingAdd(count, ordering: .releasing) } }
}
