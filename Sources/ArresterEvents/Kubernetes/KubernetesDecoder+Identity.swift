/// Who: the user that the API server acted for, in its cluster.
extension KubernetesDecoder {
  /// Sets scope and principal in the builder; what else there is of identity is only looked at for a change.
  func identify(_ fields: KubernetesFields) {
    builder.reset()
    builder.header.platform = .kubernetes
    let cluster = bytes(fields[.cluster])
    builder.scope = cluster.isEmpty ? ownCluster : cluster
    let user = actingUser(fields)
    lastPrincipal = user.isEmpty ? .empty : HashedBytes(inCluster(user))
    if user.isEmpty {
      builder.header.flags.insert(.unidentified)
      builder.principal = HashedBytes(names.join(NameArena.constant("unidentified"), ":", builder.scope))
    } else {
      builder.principal = lastPrincipal
    }
  }

  /// `cluster/user`; the user alone where nothing says what the cluster is called.
  private func inCluster(_ user: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    builder.scope.isEmpty ? user : names.join(builder.scope, "/", user)
  }

  /// Whoever is impersonated acts: its rights were used.
  private func actingUser(_ fields: KubernetesFields) -> UnsafeRawBufferPointer {
    let impersonated = bytes(fields[.impersonatedName])
    return impersonated.isEmpty ? bytes(fields[.userName]) : impersonated
  }

  private func isImpersonated(_ fields: KubernetesFields) -> Bool { !(fields[.impersonatedName]?.isEmpty ?? true) }

  /// The impersonator, else what its authenticator knows of the caller: the session of an assumed role, the pod of a token.
  func session(_ fields: KubernetesFields) -> UnsafeRawBufferPointer {
    if isImpersonated(fields) { return bytes(fields[.userName]) }
    let session = bytes(fields.first(.sessionName))
    return session.isEmpty ? bytes(fields.first(.podName)) : session
  }

  /// Nobody becomes a service, or less than an agent, by impersonating: whom to impersonate is the caller's choice.
  func kind(_ fields: KubernetesFields) -> PrincipalKind {
    let acting = kind(of: actingUser(fields), fields)
    guard isImpersonated(fields) else { return acting }
    let real = kind(of: bytes(fields[.userName]), fields)
    return real == .agent || acting == .service ? real : acting
  }

  /// By the user's name alone, so that a pattern cannot match in a cluster's; where that says nothing, with the cluster before it. A cluster's
  /// name makes nobody a service.
  private func kind(of user: UnsafeRawBufferPointer, _ fields: KubernetesFields) -> PrincipalKind {
    guard !user.isEmpty else { return .unknown }
    let name = HashedBytes(user)
    let byName = kinds.kind(of: caller(name, fields))
    guard byName == .unknown, !builder.scope.isEmpty else { return byName }
    let byWhole = kinds.kind(of: caller(HashedBytes(inCluster(user)), fields))
    return byWhole == .service ? .unknown : byWhole
  }

  private func caller(_ name: HashedBytes, _ fields: KubernetesFields) -> Caller {
    Caller(
      platform: .kubernetes, principal: name, session: builder.session, userAgent: bytes(fields[.userAgent]), invokedBy: bytes(nil))
  }

  // MARK: The breaker's own

  /// A change, or an attempt at one, of what has a name of the breaker's or lies in a namespace that has, by anyone else.
  func isTampering(_ fields: KubernetesFields) -> Bool {
    guard !model.breakerResources.isEmpty else { return false }
    var touches = isBreakers(bytes(fields[.namespace])) || isBreakers(bytes(fields[.name]))
    builder.withResources { _, name in touches = touches || isBreakers(KubernetesDecoder.objectName(of: name)) }
    guard touches else { return false }
    return !isBreaker(actingUser(fields)) || isImpersonated(fields) && !isBreaker(bytes(fields[.userName]))
  }

  private func isBreakers(_ name: UnsafeRawBufferPointer) -> Bool {
    !name.isEmpty && model.breakerResources.contains { $0.matches(name) }
  }

  private func isBreaker(_ user: UnsafeRawBufferPointer) -> Bool {
    model.breakerIdentities.contains { $0.matches(user) || $0.matches(inCluster(user)) }
  }
}
