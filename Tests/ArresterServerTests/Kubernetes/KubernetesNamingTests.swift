import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("Kubernetes: reviews and events call users the same")
struct KubernetesNamingTests {
  static let users = [
    "agent", "build-agent", "claude-code", "system:serviceaccount:ai:sre-agent", "system:serviceaccount:agents:default",
    "system:serviceaccount:monitoring:datadog-agent", "system:serviceaccount:kube-system:namespace-controller", "system:node:n1",
    "system:anonymous", "system:admin", "bob@example.com", "me/system:node:n1", "a\"b", "a\\b", "*", "名前", "jose\u{301}", "a\nb",
    "agent@example.com", "eks:node-manager",
  ]

  /// The event of a deletion by that user, as an API server and a shipper of logs write it.
  private static func event(_ user: String, _ cluster: String, _ extra: String) -> [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("kind", "Event")
      json.field("apiVersion", "audit.k8s.io/v1")
      json.field("auditID", "1")
      json.field("stage", "ResponseComplete")
      json.field("verb", "delete")
      json.key("user")
      json.object { json in
        json.field("username", user)
        json.key("extra")
        json.raw(Array(extra.utf8))
      }
      json.key("objectRef")
      json.object {
        $0.field("resource", "pods")
        $0.field("name", "web")
      }
      json.field("stageTimestamp", "2026-11-27T02:16:20.747526Z")
      if !cluster.isEmpty { json.field("cluster", cluster) }
    }
    return json.bytes
  }

  @Test("principal, kind and session are those of the decoder", arguments: ["", "prod", "system:node:x", "my-agent"])
  func same(_ cluster: String) throws {
    let decoder = RecordDecoder(model: KubernetesModelFiles.events)
    let keeper = KubernetesGuard(KubernetesBreakers(cluster: cluster).options)
    let extras = ["{}", #"{"sessionName":["devin-ai-7"],"authentication.kubernetes.io/pod-name":["p"]}"#]
    for (user, extra) in Self.users.flatMap({ user in extras.map { (user, $0) } }) {
      let review = try SubjectAccessReview.read(Ask.resource("delete", "pods", user: user, extra: extra).body)
      Self.event(user, cluster, extra).withUnsafeBytes { bytes in
        guard case .change(let frame) = decoder.decode(bytes) else {
          Issue.record("no change by \(user)")
          return
        }
        let event = ChangeEvent(frame)
        #expect(Array(review.identity.principal(in: cluster).utf8) == Array(event.principal.utf8))
        #expect(keeper.kind(of: review.identity) == event.kind)
        #expect(review.identity.session == event.session)
        #expect(event.homeScope == cluster)
      }
    }
  }

  @Test("a breaker of one cluster is not asked about another's user")
  func clusters() {
    let breakers = KubernetesBreakers(cluster: "prod")
    breakers.trip("agent")
    let ask = Ask.resource("delete", "pods")
    #expect(KubernetesAuthorizationWebhook(breakers.options).handle(ask).review == "denied")
    #expect(KubernetesAuthorizationWebhook(breakers.options { $0.cluster = "test" }).handle(ask).review == "no opinion")
    #expect(KubernetesAuthorizationWebhook(breakers.options { $0.cluster = "" }).handle(ask).review == "no opinion")
  }
}
