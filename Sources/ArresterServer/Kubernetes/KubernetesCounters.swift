import Synchronization

/// What a webhook has answered since start.
public struct KubernetesCounters: Sendable, Equatable {
  /// Reviews that could be read.
  public var reviews = 0
  /// Refused as something else than a review of the expected version: 400.
  public var unreadable = 0
  public var denied = 0
  /// Of the denied: for a stale picture alone.
  public var deniedStale = 0
  /// Let through, and would have been denied if its trip were acted on.
  public var wouldDeny = 0
  /// Let through although a breaker denies: the user or a group of it is protected. Worth a page.
  public var protected = 0
  /// Irreversible actions that a person was asked about.
  public var needsApproval = 0
  /// Let through once, since a person approved.
  public var approved = 0
  /// Irreversible actions that would have been asked about: shadow, or a dry run.
  public var wouldAsk = 0
  /// Irreversible actions that could not even be asked about.
  public var refused = 0

  public init() {}
}

/// Counts from any thread.
final class KubernetesCounting: Sendable {
  private let state = Mutex(KubernetesCounters())

  var value: KubernetesCounters { state.withLock(\.self) }

  func add(_ counter: WritableKeyPath<KubernetesCounters, Int> & Sendable) { state.withLock { $0[keyPath: counter] += 1 } }
}
