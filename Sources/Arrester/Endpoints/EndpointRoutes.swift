import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEvents
import ArresterKafka
import ArresterServer

/// The routes of a service, each over the same picture of its breakers.
struct EndpointRoutes {
  let options: ServiceOptions
  let http: HTTPSettings
  let ports: ServicePorts
  let readings: EndpointReadings
  let hints: RestoreHints
  let drills: DrillConductor
  let auditReading: AuditReading
  let log: Log

  func make(producer: AcknowledgedProducer) -> [Route] {
    let (authorization, admission, ingest) = (authorizationWebhook, admissionWebhook, eventIngest(producer))
    let collector = MetricsCollector(loop: ports.loop, endpoints: readings.reading(authorization, admission, ingest), alerts: ports.alerts)
    return [decide.route, EnvoyEndpoint(maker(http.failMode.envoy, readings.envoy)).route]
      + KubernetesRoutes.make(authorization: authorization, admission: admission, admissionRequirement: admissionRequirement)
      + KubernetesRoutes.make(ingest: ingest)
      + [MetricsRoute.make(withoutToken: http.metricsWithoutToken, collect: collector.collect)]
      + HealthRoutes.make { [ports] in ports.whyNotReady }
      + PeopleRoutes.make(port: operatorPort, log: log)
      + ConsoleRoutes.make()
  }

  private var operatorPort: LoopOperatorPort {
    LoopOperatorPort(loop: ports.loop, options: options, hints: hints, drills: drills, auditReading: auditReading)
  }

  // MARK: Decisions

  private var decide: DecideEndpoint { DecideEndpoint(maker(http.failMode.decide, readings.decide)) }

  private func maker(_ failMode: FailModeSettings.Mode, _ counting: ServerCounting) -> DecisionMaker {
    let gateway = ApprovalGateway(loop: ports.loop, policy: ports.policy)
    return DecisionMaker(
      source: source, failMode: FailMode(failMode),
      judge: CatalogActionJudge(aws: options.model.events.catalog, kubernetes: options.model.events.kubernetes), kinds: kinds,
      gate: { await gateway.ask($0) }, counting: counting)
  }

  private var kinds: KindRulesFinder { KindRulesFinder(options.model.events.kinds) }

  private var source: DecisionSource {
    let inForce = ports.policy
    return DecisionSource(
      canBeDenied: { platform, principal, kind in
        let policy = inForce.value
        guard kind == nil || kind == .agent || kind == .unknown, !policy.isProtected(principal) else { return false }
        let key = BreakerKey(platform: platform, homeScope: "", principal: principal, kind: kind ?? .agent)
        return policy.mode(for: key) == .enforce
      },
      picture: { [decisions = ports.decisions] in
        DecisionPicture(
          snapshot: decisions, ageSeconds: Double(decisions.ageNanoseconds) / Double(Timestamp.nanosecondsPerSecond))
      })
  }

  // MARK: Kubernetes

  private var kubernetes: KubernetesOptions {
    let policy = ports.policy
    return KubernetesOptions(
      cluster: options.model.events.cluster, source: source, failMode: FailMode(http.failMode.kubernetes),
      catalog: options.model.events.kubernetes, kinds: kinds, policy: { policy.value })
  }

  private var authorizationWebhook: KubernetesAuthorizationWebhook { KubernetesAuthorizationWebhook(kubernetes) }

  private var admissionWebhook: KubernetesAdmissionWebhook {
    let gateway = ApprovalGateway(loop: ports.loop, policy: ports.policy)
    return KubernetesAdmissionWebhook(kubernetes, disposable: options.model.events.catalog.disposable) { await gateway.ask($0) }
  }

  private var admissionRequirement: Requirement {
    options.configuration.kubernetes.admissionWithoutToken ? .nobody : .capability(.kubernetes)
  }

  private func eventIngest(_ producer: AcknowledgedProducer) -> KubernetesIngest {
    let topic = options.configuration.kafka.topics.first ?? ""
    return KubernetesIngest(model: options.model.events, sink: KafkaEventSink(producer: producer, topic: topic))
  }
}

extension FailMode {
  fileprivate init(_ mode: FailModeSettings.Mode) { self = mode == .closed ? .closed : .open }
}
