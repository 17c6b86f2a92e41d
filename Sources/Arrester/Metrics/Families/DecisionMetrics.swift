import ArresterServer

/// What decision endpoints were asked and answered.
enum DecisionMetrics {
  static func families(_ endpoints: EndpointReadings) -> [MetricFamily] {
    let own = [("decide", endpoints.decide.reading), ("envoy", endpoints.envoy.reading)]
    let kubernetes = [("kubernetesAuthorization", endpoints.authorization()), ("kubernetesAdmission", endpoints.admission())]
    return [
      .counter(
        "arrester_decision_requests", "Questions to decision endpoints that could be read", by: "endpoint",
        own.map { ($0.0, answers($0.1).reduce(0) { $0 + $1.1 }) } + kubernetes.map { ($0.0, $0.1.reviews) }),
      .counter(
        "arrester_decisions", "Answers of decision endpoints; of Kubernetes' webhooks, those that are more than no opinion",
        by: ["endpoint", "answer"],
        own.flatMap { endpoint, counters in answers(counters).map { ([endpoint, $0.0], $0.1) } }
          + kubernetes.flatMap { endpoint, counters in answers(counters).map { ([endpoint, $0.0], $0.1) } }),
      .counter(
        "arrester_would_deny_decisions", "Questions let through that would be denied if their trip were acted on", by: "endpoint",
        own.map { ($0.0, $0.1[.wouldDeny]) } + kubernetes.map { ($0.0, $0.1.wouldDeny) }),
      .counter(
        "arrester_stale_decisions",
        "Answers that the fail mode gave, because the picture was too old; of Kubernetes' webhooks, the denials",
        by: "endpoint", own.map { ($0.0, $0.1[.staleDecisions]) } + kubernetes.map { ($0.0, $0.1.deniedStale) }),
      .counter(
        "arrester_protected_decisions", "Reviews let through although a breaker denies, since the user is protected", by: "endpoint",
        kubernetes.map { ($0.0, $0.1.protected) }),
      .counter(
        "arrester_unreadable_reviews", "Bodies that are no review of the version expected", by: "endpoint",
        kubernetes.map { ($0.0, $0.1.unreadable) }),
    ]
  }

  private static func answers(_ counters: ServerCounters) -> [(String, Int)] {
    [("allow", counters[.allowed]), ("deny", counters[.denied]), ("needsApproval", counters[.approvalsAsked])]
  }

  private static func answers(_ counters: KubernetesCounters) -> [(String, Int)] {
    [
      ("deny", counters.denied), ("needsApproval", counters.needsApproval), ("approved", counters.approved),
      ("refused", counters.refused),
    ]
  }
}
