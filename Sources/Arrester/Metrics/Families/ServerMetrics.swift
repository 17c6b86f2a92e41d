import ArresterServer

/// The HTTP server and what comes in through it.
enum ServerMetrics {
  static func families(_ endpoints: EndpointReadings) -> [MetricFamily] {
    let server = endpoints.server.reading
    return [
      .counter("arrester_http_connections", "Connections accepted", server[.connections]),
      .counter("arrester_http_requests", "Requests that came in", server[.requests]),
      .counter(
        "arrester_http_refusals", "Connections and requests that were not served, by why", by: "reason",
        refusals.map { ($0.name, server[$0]) }),
      .counter("arrester_http_handler_errors", "Requests answered with an internal error", server[.handlerErrors]),
      .counter(
        "arrester_oidc", "What happened to tokens of an issuer, and to its keys", by: "event",
        endpoints.oidc.map { counting in OIDCEvent.allCases.map { ($0.name, counting[$0]) } } ?? []),
    ] + ingest(endpoints.ingest())
  }

  /// Everything that the server counts and that is neither traffic nor a decision.
  private static let refusals: [ServerEvent] = [
    .bodyTooLarge, .headersTooLarge, .malformed, .slowConnections, .overConnectionLimit, .refusedConnections, .overBodyBudget,
    .overDeferredLimit, .deferredTimeouts, .unknownPaths, .wrongMethods, .tokenMissing, .tokenUnknown, .tokenExpired, .forbidden,
    .failuresLimited, .callersLimited,
  ]

  private static func ingest(_ counters: IngestCounters) -> [MetricFamily] {
    [
      .counter(
        "arrester_ingest_lists", "Lists of events that were posted, by what became of them", by: "outcome",
        [
          ("accepted", counters.accepted), ("notAList", counters.notALists), ("tooLarge", counters.bodyTooLarge),
          ("queueFull", counters.queueFull), ("notAcknowledged", counters.notAcknowledged),
        ]),
      .counter("arrester_ingest_events", "Events of the lists that were accepted", counters.events),
      .counter("arrester_ingest_unkeyed_events", "Of these, events without a key: unreadable, or of nobody", counters.unkeyed),
      .counter("arrester_ingest_lost_events", "Of these, events that are too large for the topic", counters.tooLarge),
    ]
  }
}
