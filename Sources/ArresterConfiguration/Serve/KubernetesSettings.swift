/// `kubernetes`: the cluster whose events and requests come in.
public struct KubernetesSettings: Sendable, Equatable {
  /// As the principals of its events begin.
  public var cluster: String?

  /// Managed clusters' API servers send no token to admission webhooks: then whoever reaches the address may ask.
  public var admissionWithoutToken = false

  public init() {}
}
