/// The addresses that a cluster's API server calls.
public enum KubernetesRoutes {
  public static let authorization = "/v1/kubernetes/authorization"
  public static let admission = "/v1/kubernetes/admission"
  public static let ingest = "/v1/ingest/kubernetes"

  /// A review of admission holds an object twice, before and after; etcd takes objects of 1.5 MiB, and a patch may be as large.
  static let admissionBodyBytes = 8 * 1024 * 1024
  /// Below the 10 s that API servers wait for a webhook by default.
  static let admissionSeconds = 8.0
  /// Above what a sink waits for Kafka, which gives the better answer.
  static let ingestSeconds = 25.0

  /// - Parameter admissionRequirement: most managed clusters' API servers send no token to admission webhooks; there it is `.nobody`, on an
  ///   address that only the API server can reach.
  public static func make(
    authorization webhook: KubernetesAuthorizationWebhook, admission: KubernetesAdmissionWebhook,
    admissionRequirement: Requirement = .capability(.kubernetes)
  ) -> [Route] {
    [
      Route(
        "POST", KubernetesRoutes.authorization, .capability(.kubernetes), handler: .immediate { webhook.handle($0.request) }),
      Route(
        "POST", KubernetesRoutes.admission, admissionRequirement, bodyBytes: admissionBodyBytes,
        handler: .deferred(limitSeconds: admissionSeconds) { await admission.handle($0.request) }),
    ]
  }

  public static func make(ingest: KubernetesIngest) -> [Route] {
    [
      Route(
        "POST", KubernetesRoutes.ingest, .capability(.ingest), bodyBytes: ingest.maximumBodyBytes,
        handler: .deferred(limitSeconds: ingestSeconds) { await ingest.handle($0.request) })
    ]
  }
}
