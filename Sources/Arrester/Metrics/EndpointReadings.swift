import ArresterServer

/// Where endpoints count by themselves. Any thread may read.
struct EndpointReadings: Sendable {
  /// Of the server as a whole: connections, requests, refusals.
  let server: ServerCounting
  /// Of one decision endpoint each.
  let decide = ServerCounting()
  let envoy = ServerCounting()
  /// nil where no issuer is configured.
  let oidc: OIDCCounting?
  private(set) var authorization: @Sendable () -> KubernetesCounters = { KubernetesCounters() }
  private(set) var admission: @Sendable () -> KubernetesCounters = { KubernetesCounters() }
  private(set) var ingest: @Sendable () -> IngestCounters = { IngestCounters() }

  init(server: ServerCounting, oidc: OIDCCounting?) {
    self.server = server
    self.oidc = oidc
  }

  func reading(
    _ authorization: KubernetesAuthorizationWebhook, _ admission: KubernetesAdmissionWebhook, _ ingest: KubernetesIngest
  ) -> EndpointReadings {
    var readings = self
    readings.authorization = { authorization.counters }
    readings.admission = { admission.counters }
    readings.ingest = { ingest.counters }
    return readings
  }
}
