import ArresterBreaker
import ArresterEngine
import Synchronization

/// Where other threads meet a running service.
public final class ServicePorts: Sendable {
  /// What decision endpoints answer from.
  public let decisions = DecisionSnapshot()
  /// What the configuration says about breakers now.
  public let policy = PolicyInForce()
  /// Work for the consuming thread; any thread may add some.
  public let loop = LoopQueue()
  /// What becomes of alerts.
  let alerts = AlertBoard()
  /// Told of each verdict once it is decided, before its commit; on the consuming thread.
  public let onVerdict: @Sendable (Verdict) -> Void
  /// Told of each round that took messages, at its end; on the consuming thread. nil: the round's clock reads are saved.
  public let onRound: (@Sendable (ServiceRound) -> Void)?
  private let taken = Atomic<Int>(0)
  private let unreadiness = Mutex<String?>("starting")

  public init(
    onVerdict: @escaping @Sendable (Verdict) -> Void = { _ in }, onRound: (@Sendable (ServiceRound) -> Void)? = nil
  ) {
    self.onVerdict = onVerdict
    self.onRound = onRound
  }

  /// Messages that were decided so far.
  public var messagesTaken: Int { taken.load(ordering: .acquiring) }

  /// Why the service should not be sent requests yet, or any more; nil where it is ready. Being behind is no reason.
  public var whyNotReady: String? { unreadiness.withLock(\.self) }

  func setUnreadiness(_ reason: String?) { unreadiness.withLock { $0 = reason } }

  func noteTaken(_ count: Int) { if count > 0 { taken.wrappingAdd(count, ordering: .releasing) } }
}

/// When the steps of one round of the loop ended, on the clock of `SystemClock.monotonic()`, nanoseconds.
public struct ServiceRound: Sendable {
  /// The batch came out of librdkafka; its first message is about to be decoded.
  public var fetched: Int64 = 0
  /// Its last message was decoded and scored.
  public var scored: Int64 = 0
  /// Its verdicts are with the board, and decision endpoints know.
  public var decided: Int64 = 0
  /// The round is over: what was decided is on its way to the topics, in a transaction of its own.
  public var committed: Int64 = 0
  public var messages = 0
}
