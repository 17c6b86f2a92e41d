import ArresterBreaker
import ArresterEvents

/// What the breakers say about one request.
enum KubernetesRuling: Sendable, Equatable {
  case noOpinion
  case denied(reason: String, trip: String?)
  /// Let through; it would be denied if the trip were acted on.
  case wouldDeny(trip: String?)
}

/// Decides about requests by users, for both webhooks.
struct KubernetesGuard: Sendable {
  let options: KubernetesOptions
  let judge: KubernetesActionJudge
  let counting = KubernetesCounting()
  private let kinds: KubernetesKinds

  init(_ options: KubernetesOptions) {
    self.options = options
    judge = KubernetesActionJudge(catalog: options.catalog)
    kinds = KubernetesKinds(finder: options.kinds)
  }

  /// Of a principal's breakers the strictest answers, whatever its kind: neither the user agent nor the impersonator is in a review, so one
  /// cannot tell a person from the agent that acts with the person's credential.
  func rule(_ identity: KubernetesIdentity, _ action: KubernetesRequestedAction?) -> KubernetesRuling {
    counting.add(\.reviews)
    guard !identity.user.isEmpty else { return .noOpinion }
    let picture = options.source.picture()
    let decisions = picture.snapshot.table
    let principal = identity.principal(in: options.cluster)
    let worst = decisions.decide(principal: principal, kind: nil, platform: .kubernetes, change: .destructive)
    // Not a number is no age to trust.
    let isStale = !(picture.ageSeconds <= options.source.maximumAgeSeconds)
    guard !worst.isAllowed || worst.wouldDeny || (isStale && options.failMode == .closed) else { return .noOpinion }
    let change = judge.change(of: action)
    guard change != .read else { return .noOpinion }
    let decision = decisions.decide(principal: principal, kind: nil, platform: .kubernetes, change: change)
    if !decision.isAllowed { return deny(identity, principal, decision, decisions) }
    if isStale, options.failMode == .closed, isDeniedWhenStale(identity, principal) { return denyStale(picture.ageSeconds) }
    guard decision.wouldDeny else { return .noOpinion }
    counting.add(\.wouldDeny)
    return .wouldDeny(trip: decision.trip)
  }

  func kind(of identity: KubernetesIdentity) -> PrincipalKind { kinds.kind(of: identity, in: options.cluster) }

  /// Whether nothing may deny this user: by its own name, or as one of the groups that the API server keeps for itself.
  func isProtected(_ identity: KubernetesIdentity, _ principal: String) -> Bool {
    let policy = options.policy()
    return policy.isProtected(principal) || identity.groups.contains { $0.hasPrefix("system:") && policy.isProtected($0) }
  }

  private func deny(
    _ identity: KubernetesIdentity, _ principal: String, _ decision: Decision, _ decisions: DecisionTable
  ) -> KubernetesRuling {
    guard !isProtected(identity, principal) else {
      counting.add(\.protected)
      return .noOpinion
    }
    counting.add(\.denied)
    let isPartial = decisions.decide(principal: principal, kind: nil, platform: .kubernetes, change: .nonDestructive).isAllowed
    return .denied(reason: DenialText.reason(decision, isPartial: isPartial), trip: decision.trip)
  }

  /// Agents on whom a breaker would act; nobody else, and nobody in shadow.
  private func isDeniedWhenStale(_ identity: KubernetesIdentity, _ principal: String) -> Bool {
    kind(of: identity) == .agent && options.source.canBeDenied(.kubernetes, principal, .agent) && !isProtected(identity, principal)
  }

  private func denyStale(_ ageSeconds: Double) -> KubernetesRuling {
    counting.add(\.denied)
    counting.add(\.deniedStale)
    return .denied(reason: DenialText.stale(ageSeconds), trip: nil)
  }
}
