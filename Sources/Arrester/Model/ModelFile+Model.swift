import ArresterEngine
import ArresterEvents

extension ModelFile {
  /// The model of a file that was checked.
  func model(
    path: String, tables: ActionTables, kubernetes: KubernetesActionsFile, identifier: String, tablesIdentifier: String
  ) -> Model {
    Model(
      name: name, version: version, path: path, engine: engineModel(identifier), events: eventModel(tables, kubernetes),
      protectedPrincipals: protected, oneStrikes: oneStrike.map(\.action), tablesIdentifier: tablesIdentifier)
  }

  private func engineModel(_ identifier: String) -> EngineModel {
    var model = EngineModel(
      windows: windows.map { WindowShape(seconds: $0.seconds, bucketSeconds: $0.bucketSeconds) },
      latenessSeconds: PlatformTable { latenessSeconds[$0.name] ?? 0 }, futureSeconds: futureSeconds, ratioZ: ratioZ,
      ratioWarningMinimumDestroyed: ratioWarningMinimumDestroyed, confirmedMinimumChanges: confirmed.minimumChanges,
      confirmedMinimumDestroyed: confirmed.minimumDestroyed, severityMinimumWeight: severityMinimumWeight,
      hold: HoldPolicy(firstSeconds: hold.firstSeconds, maximumSeconds: hold.maximumSeconds),
      responses: KindTable { response[$0.name].flatMap(Response.init(rawValue:)) ?? .none },
      limits: KindTable { (limits[$0.name] ?? []).compactMap(limit) }, bounds: engineBounds, identifier: identifier)
    model.baseline = baseline.map(policy)
    return model
  }

  private func policy(_ baseline: Baseline) -> BaselinePolicy {
    var policy = BaselinePolicy(
      bucketSeconds: baseline.bucketSeconds, alpha: baseline.alpha, minimumBuckets: baseline.minimumBuckets,
      mostFactor: baseline.mostFactor)
    for kind in PrincipalKind.allCases {
      policy.priors[kind] = baseline.priors?[kind.name].map { CallRate(mean: $0.mean, variance: $0.variance) }
    }
    return policy
  }

  private func limit(_ limit: Limit) -> ArresterEngine.Limit? {
    guard let signal = Signal(name: limit.signal), let window = windows.firstIndex(where: { $0.seconds == limit.windowSeconds }) else {
      return nil
    }
    return ArresterEngine.Limit(
      signal: signal, window: window, hard: limit.hard, soft: limit.soft, isFixed: limit.fixed ?? false)
  }

  private var engineBounds: EngineBounds {
    var result = EngineBounds()
    result.principals = bounds.principals
    result.sessionsPerPrincipal = bounds.sessionsPerPrincipal
    result.resourcesPerBucket = bounds.resourcesPerBucket
    result.createsPerPrincipal = bounds.createsPerPrincipal
    result.latches = bounds.latches
    if let baselines = bounds.baselines { result.baselines = baselines }
    result.rememberedIdentifiers = bounds.rememberedIdentifiers
    result.regionsPerPrincipal = bounds.regionsPerPrincipal
    return result
  }

  private func eventModel(_ tables: ActionTables, _ kubernetes: KubernetesActionsFile) -> EventModel {
    let lists = ClassificationLists(
      oneStrike: oneStrike, statefulTypes: statefulTypes, disposable: disposable, fanOutServices: fanOutServices,
      globalServices: globalServices, globalEndpointServices: globalEndpointServices)
    var model = EventModel(
      catalog: ActionCatalog(tables: tables, lists: lists), kinds: kindRules,
      breakerResources: breaker.resources.map(Glob.init), breakerServices: breaker.services,
      breakerIdentities: breaker.identities.map(Glob.init), maximumRecordBytes: bounds.recordBytes)
    model.kubernetes = KubernetesCatalog(kubernetes)
    return model
  }

  private var kindRules: KindRules {
    KindRules(
      rules: kinds.rules.map { rule in
        KindRules.Rule(
          platform: rule.platform.flatMap { name in Platform.allCases.first { $0.name == name } },
          principal: rule.principal.map(Glob.init), forcedSession: rule.session.map(Glob.init), kind: rule.kind)
      },
      agentSessions: kinds.raiseToAgent.sessions.map(Glob.init), agentUserAgents: kinds.raiseToAgent.userAgents.map(Glob.init),
      agentInvokers: kinds.raiseToAgent.invokedBy)
  }
}
