import ArresterBreaker
import ArresterEvents

/// What the webhooks of one cluster answer from.
public struct KubernetesOptions: Sendable {
  /// As events name it, or `EventModel.cluster` where they do not, so that principals are called the same in both; empty for none.
  public var cluster: String
  public var source: DecisionSource
  /// What a stale picture means for agents that are not known to be denied: no opinion, or no writes.
  public var failMode: FailMode
  /// The policy in force, for whom nothing may deny.
  public var policy: @Sendable () -> BreakerPolicy
  /// What verbs do to resources.
  public var catalog: KubernetesCatalog
  public var kinds: any KindFinder

  public init(
    cluster: String = "", source: DecisionSource, failMode: FailMode = .open, catalog: KubernetesCatalog, kinds: any KindFinder,
    policy: @escaping @Sendable () -> BreakerPolicy
  ) {
    self.cluster = cluster
    self.source = source
    self.failMode = failMode
    self.catalog = catalog
    self.kinds = kinds
    self.policy = policy
  }
}
