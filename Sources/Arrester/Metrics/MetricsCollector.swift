import ArresterBreaker
import ArresterEnforcement
import ArresterServer

/// Asks everybody who counts, for one scrape.
struct MetricsCollector: Sendable {
  let loop: LoopQueue
  let endpoints: EndpointReadings
  let alerts: AlertBoard

  /// - Throws: where the consuming thread does not come to it in time.
  func collect() async throws(MetricsUnavailable) -> [MetricFamily] {
    let service: ServiceReading
    do { service = try await loop.perform { $0.reading() }.value } catch { throw MetricsUnavailable(error) }
    let enforcement = await service.desk?.counters() ?? EnforcementCounters()
    return families(service, enforcement)
  }

  func families(_ service: ServiceReading, _ enforcement: EnforcementCounters) -> [MetricFamily] {
    StateMetrics.families(service) + InputMetrics.families(service) + PartitionMetrics.families(service)
      + VerdictMetrics.families(service, enforcement) + BreakerMetrics.families(service) + TripMetrics.families(service)
      + EnforcementMetrics.families(enforcement) + AlertMetrics.families(alerts) + DecisionMetrics.families(endpoints)
      + ServerMetrics.families(endpoints)
      + ProcessMetrics.families(.now())
  }
}

extension MetricsUnavailable {
  fileprivate init(_ error: any Error) {
    switch error {
    case LoopError.full: self.init(reason: "too much waits for the thread that decides")
    case LoopError.busy: self.init(reason: "the thread that decides did not come to it in time: it waits for brokers, or has much to do")
    case LoopError.handedOver: self.init(reason: "the partitions went to another instance meanwhile")
    case LoopError.closed: self.init(reason: "the service has left")
    default: self.init(reason: "the thread that decides cannot be asked")
    }
  }
}
