import ArresterEvents

/// The kind of a user by the model's rules, found as the decoder of audit events finds it: reviews show no user agent, so what only that
/// raises to agent is not seen here.
struct KubernetesKinds: Sendable {
  let finder: any KindFinder

  /// By the user's name alone; where that says nothing, with the cluster before it. A cluster's name makes nobody a service.
  func kind(of identity: KubernetesIdentity, in cluster: String) -> PrincipalKind {
    guard !identity.user.isEmpty else { return .unknown }
    let byName = kind(identity.user, identity.session)
    guard byName == .unknown, !cluster.isEmpty else { return byName }
    let byWhole = kind(identity.principal(in: cluster), identity.session)
    return byWhole == .service ? .unknown : byWhole
  }

  private func kind(_ principal: String, _ session: String) -> PrincipalKind {
    finder.kind(platform: .kubernetes, principal: principal, session: session) ?? .unknown
  }
}
