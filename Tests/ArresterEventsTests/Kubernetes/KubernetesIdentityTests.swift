import Testing

@testable import ArresterEvents

@Suite("Kubernetes: who")
struct KubernetesIdentityTests {
  private static let delete = AuditEvent("delete", "configmaps")

  private static func impersonating(_ user: String, by real: String) -> AuditEvent {
    delete.with(\.user, #""user":{"username":"\#(real)"},"impersonatedUser":{"username":"\#(user)"}"#)
  }

  @Test("the principal is the user; without one the event is counted and never judged")
  func principal() {
    #expect(Self.delete.event?.principal == "agent")
    #expect(Self.delete.event?.scope == "" && Self.delete.event?.region == "")
    let nobody = Self.delete.with(\.user, #""user":{}"#)
    #expect(nobody.event?.principal == "unidentified:" && nobody.event?.flags.contains(.unidentified) == true)
  }

  @Test("where a shipper says which cluster it was, principal and scope say it", arguments: ["cluster", "clusterName", "cluster_name"])
  func cluster(_ key: String) {
    let event = Self.delete.with(\.more, #","\#(key)":"prod""#).event
    #expect(event?.principal == "prod/agent" && event?.scope == "prod" && event?.homeScope == "prod" && event?.kind == .agent)
    let other = Self.delete.with(\.user, #""user":{}"#).with(\.more, #","\#(key)":"prod""#).event
    #expect(other?.principal == "unidentified:prod")
  }

  @Test("where no record says it, it is the cluster that the configuration names")
  func ownCluster() {
    let decoder = KubernetesModel.decoder { $0.cluster = "live" }
    #expect(decoder.outcome(RealAuditEvents.impersonated).event?.principal == "live/agent")
    let event = decoder.outcome(Self.delete.with(\.more, #","cluster":"prod""#).text).event
    #expect(event?.principal == "prod/agent" && event?.scope == "prod")
  }

  @Test("whoever is impersonated acts, and the impersonator is the session")
  func impersonated() {
    let event = KubernetesModel.decoder().outcome(RealAuditEvents.impersonated).event
    #expect(event?.principal == "agent" && event?.session == "admin" && event?.kind == .agent)
    #expect(Self.delete.event?.session == "")
  }

  @Test("nobody becomes a service, or less than an agent, by impersonating")
  func impersonatedKinds() {
    #expect(Self.impersonating("system:kube-scheduler", by: "agent").event?.kind == .agent)
    #expect(Self.impersonating("bob", by: "agent").event?.kind == .agent)
    #expect(Self.impersonating("system:node:n1", by: "bob").event?.kind == .unknown)
    #expect(Self.impersonating("agent", by: "system:admin").event?.kind == .agent)
    #expect(Self.impersonating("bob", by: "system:admin").event?.kind == .unknown)
  }

  @Test("what the authenticator knows of a caller narrows it: the session of a role, the pod of a token")
  func sessions() {
    let role = Self.delete.with(\.user, #""user":{"username":"admin","extra":{"arn":["arn:x"],"sessionName":["run-7"]}}"#)
    #expect(role.event?.session == "run-7")
    let pod = Self.delete.with(
      \.user, #""user":{"username":"system:serviceaccount:a:b","extra":{"authentication.kubernetes.io/pod-name":["b-1"]}}"#)
    #expect(pod.event?.session == "b-1")
    let odd = Self.delete.with(
      \.user, #""user":{"username":"x","extra":{"sessionName":"text","authentication.kubernetes.io/pod-name":[]}}"#)
    #expect(odd.event?.session == "")
  }

  @Test(
    "the model's rules decide by the user's name",
    arguments: [
      ("agent", "agent"), ("build-agent", "automation"), ("claude-code", "agent"), ("system:serviceaccount:ai:sre-agent", "agent"),
      ("system:serviceaccount:agents:default", "agent"), ("system:serviceaccount:monitoring:datadog-agent", "automation"),
      ("system:serviceaccount:argocd:argocd-application-controller", "automation"), ("system:node:ip-10-0-0-1", "service"),
      ("system:serviceaccount:kube-system:namespace-controller", "service"), ("system:serviceaccount:kube-system:other", "automation"),
      ("system:serviceaccount:shop:namespace-controller", "automation"), ("system:serviceaccount:shop:web", "unknown"),
      ("system:kube-scheduler", "service"), ("system:apiserver", "service"), ("system:anonymous", "unknown"), ("system:admin", "human"),
      ("kubernetes-admin", "human"), ("eks:node-manager", "service"), ("bob@example.com", "unknown"),
      ("me/system:node:n1", "unknown"), ("x:system:kube-scheduler", "unknown"),
    ])
  func kinds(_ user: String, _ kind: String) { #expect(Self.delete.user(user).event?.kind.name == kind) }

  @Test("the name of a cluster makes nobody anything")
  func clusterIsNoKind() {
    let event = Self.delete.user("bob").with(\.more, #","cluster":"system:node:x""#).event
    #expect(event?.principal == "system:node:x/bob")
    #expect(event?.kind != .service)
  }

  @Test("a user agent raises to agent, as it does elsewhere")
  func userAgent() {
    let text = Self.delete.user("bob").text.replacing("kubectl/v1.34.4", with: "claude-code/1.0")
    #expect(KubernetesModel.decoder().outcome(text).event?.kind == .agent)
  }

  @Test("of a user that stands twice the last counts, whole")
  func twice() {
    let event = Self.delete.with(\.user, #""user":{"username":"a","extra":{"sessionName":["s"]}},"user":{"username":"b"}"#).event
    #expect(event?.principal == "b" && event?.session == "")
  }
}
