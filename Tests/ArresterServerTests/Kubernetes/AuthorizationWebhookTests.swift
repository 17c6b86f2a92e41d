import ArresterBreaker
import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("The authorization webhook of Kubernetes")
struct AuthorizationWebhookTests {
  private let breakers = KubernetesBreakers()
  private var webhook: KubernetesAuthorizationWebhook { KubernetesAuthorizationWebhook(breakers.options) }

  @Test("denies every write of a tripped user, and says what to do")
  func writes() {
    breakers.trip("agent")
    for verb in ["create", "update", "patch", "delete", "deletecollection"] {
      let answer = webhook.handle(Ask.resource(verb, "deployments", group: "apps"))
      #expect(answer.review == "denied", "\(verb)")
      #expect(
        answer.reason == "Arrester: this user's writes are denied (open: tripped by oneStrike, trip \(KubernetesBreakers.trip)). "
          + "Reads work. An operator can restore it: arrester breakers show \(KubernetesBreakers.trip)")
    }
  }

  @Test("has no opinion on a tripped user's reads", arguments: ["get", "list", "watch"])
  func reads(_ verb: String) {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.resource(verb, "deployments", group: "apps")).review == "no opinion")
    #expect(webhook.handle(Ask.resource(verb, "things", group: "nobody.knows")).review == "no opinion")
  }

  @Test("has no opinion on anybody else, whatever is asked, and never allows")
  func others() {
    breakers.trip("agent")
    for user in ["operator", "agent2", "Agent", "agent ", "system:serviceaccount:shop:agent", ""] {
      #expect(webhook.handle(Ask.resource("delete", "namespaces", user: user)).review == "no opinion", "\(user)")
    }
  }

  @Test(
    "takes these for writes under any verb",
    arguments: [
      ("get", "pods/exec"), ("create", "pods/exec"), ("get", "pods/attach"), ("get", "pods/portforward"), ("get", "pods/proxy"),
      ("get", "services/proxy"), ("get", "nodes/proxy"), ("create", "serviceaccounts/token"), ("get", "serviceaccounts/token"),
      ("impersonate", "users"), ("impersonate", "serviceaccounts"), ("impersonate", "groups"), ("bind", "clusterroles"),
      ("escalate", "roles"), ("approve", "signers"), ("sign", "signers"),
    ])
  func beyondSight(_ verb: String, _ resource: String) {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.resource(verb, resource)).review == "denied")
    breakers.give(.command(.restore), to: "agent")
    #expect(webhook.handle(Ask.resource(verb, resource)).review == "denied", "on probation too: what is done through it is not seen")
  }

  @Test("lets questions be asked: can-i is no change, though it is written as one")
  func questions() {
    breakers.trip("agent")
    for resource in ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews"] {
      #expect(webhook.handle(Ask.resource("create", resource, group: "authorization.k8s.io")).review == "no opinion")
    }
  }

  @Test(
    "takes addresses that are no objects for writes, but for get and head", arguments: ["get", "head", "post", "put", "delete", "GET", ""])
  func addresses(_ verb: String) {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.address(verb)).review == (["get", "head"].contains(verb) ? "no opinion" : "denied"))
  }

  @Test("takes verbs that it does not know for writes", arguments: ["GET", "List", "use", "*", "", "läsen", "get\u{0}", "delete;get"])
  func unknownVerbs(_ verb: String) {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.resource(verb, "pods")).review == "denied")
    breakers.give(.command(.restore), to: "agent")
    #expect(webhook.handle(Ask.resource(verb, "pods")).review == "denied", "it may destroy")
  }

  @Test("denies a tripped user where a review does not say what it is about")
  func nothing() {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.nothing()).review == "denied")
    #expect(webhook.handle(Ask.nothing(user: "operator")).review == "no opinion")
    let both = """
      {"kind":"SubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":{"user":"agent",
      "resourceAttributes":{"verb":"get","resource":"pods"},"nonResourceAttributes":{"verb":"get","path":"/"}}}
      """
    #expect(webhook.handle(Ask.body(both)).review == "denied")
  }

  // MARK: States

  @Test("denies on probation what destroys, and what hands out credentials")
  func probation() {
    breakers.trip("agent", then: [.command(.restore)])
    for (verb, resource, group) in [
      ("delete", "deployments", "apps"), ("deletecollection", "pods", ""), ("create", "pods/eviction", ""),
      ("create", "certificatesigningrequests", "certificates.k8s.io"),
    ] { #expect(webhook.handle(Ask.resource(verb, resource, group: group)).review == "denied", "\(verb) \(resource)") }
    for (verb, resource) in [("create", "configmaps"), ("update", "services"), ("patch", "pods"), ("get", "pods")] {
      #expect(webhook.handle(Ask.resource(verb, resource)).review == "no opinion", "\(verb) \(resource)")
    }
    #expect(
      webhook.handle(Ask.resource("delete", "pods")).reason.hasPrefix(
        "Arrester: destructive writes of this user are denied (probation: tripped by oneStrike"))
  }

  @Test("denies whom a person has opened")
  func forcedOpen() {
    breakers.give(.command(.forceOpen), to: "agent")
    let answer = webhook.handle(Ask.resource("create", "pods"))
    #expect(answer.review == "denied")
    #expect(
      answer.reason
        == "Arrester: this user's writes are denied (forcedOpen: opened by a person). Reads work. "
        + "An operator can restore it: arrester breakers list")
  }

  @Test("denies nothing in shadow, and counts what it would have denied")
  func shadow() {
    let breakers = KubernetesBreakers(mode: .shadow)
    breakers.trip("agent")
    let webhook = KubernetesAuthorizationWebhook(breakers.options)
    #expect(webhook.handle(Ask.resource("delete", "pods")).review == "no opinion")
    #expect(webhook.handle(Ask.resource("get", "pods")).review == "no opinion")
    #expect(webhook.counters.wouldDeny == 1 && webhook.counters.denied == 0 && webhook.counters.reviews == 2)
  }

  @Test("denies a person whose agent tripped: a review does not show which of the two asks")
  func sharedCredential() {
    breakers.trip("kubernetes-admin", kind: .agent)
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "kubernetes-admin")).review == "denied")
  }

  // MARK: Protected

  @Test("never denies the control plane, its nodes and its masters, not even by a person's order")
  func protected() {
    let masters = ["system:masters", "system:authenticated"]
    for user in ["system:node:ip-10-0-0-1", "system:kube-controller-manager", "system:apiserver", "kubernetes-admin"] {
      breakers.give(.command(.forceOpen), to: user)
      let groups = user == "kubernetes-admin" ? masters : ["system:nodes"]
      #expect(webhook.handle(Ask.resource("delete", "pods", user: user, groups: groups)).review == "no opinion", "\(user)")
    }
    let webhook = webhook
    _ = webhook.handle(Ask.resource("delete", "pods", user: "kubernetes-admin", groups: masters))
    #expect(webhook.counters.protected == 1 && webhook.counters.denied == 0)
  }

  @Test(
    "protects nobody for a group that only looks like one of the system's", arguments: ["my:system:masters", "system:authenticated", "x"])
  func lookalikeGroups(_ group: String) {
    breakers.trip("agent")
    #expect(webhook.handle(Ask.resource("delete", "pods", groups: [group])).review == "denied")
  }

  // MARK: A stale picture

  @Test("denies who is known to be open, however old the picture", arguments: FailMode.allCases)
  func staleOpen(_ failMode: FailMode) {
    breakers.trip("agent")
    breakers.age(3600)
    let webhook = KubernetesAuthorizationWebhook(breakers.options { $0.failMode = failMode })
    #expect(webhook.handle(Ask.resource("delete", "pods")).review == "denied")
    #expect(webhook.handle(Ask.resource("get", "pods")).review == "no opinion")
  }

  @Test("has no opinion on others with failMode open, however old the picture")
  func failOpen() {
    breakers.age(.infinity)
    #expect(webhook.handle(Ask.resource("delete", "pods")).review == "no opinion")
  }

  @Test("denies writes of agents with failMode closed, once the picture is too old", arguments: [31, 1e300, .infinity, .nan])
  func failClosed(_ age: Double) {
    let webhook = KubernetesAuthorizationWebhook(breakers.options { $0.failMode = .closed })
    breakers.age(30)
    #expect(webhook.handle(Ask.resource("delete", "pods")).review == "no opinion")
    breakers.age(age)
    let answer = webhook.handle(Ask.resource("create", "pods"))
    #expect(answer.review == "denied" && answer.reason.contains("failMode closed"))
    #expect(webhook.handle(Ask.resource("get", "pods")).review == "no opinion")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "kubernetes-admin")).review == "no opinion", "a person")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "bob")).review == "no opinion", "of no known kind")
    #expect(webhook.handle(Ask.resource("delete", "pods", groups: ["system:masters"])).review == "no opinion")
    #expect(webhook.counters.deniedStale == 1)
  }

  @Test("denies nobody for an old picture where it only watches")
  func failClosedInShadow() {
    let breakers = KubernetesBreakers(mode: .shadow)
    breakers.age(3600)
    let webhook = KubernetesAuthorizationWebhook(breakers.options { $0.failMode = .closed })
    #expect(webhook.handle(Ask.resource("delete", "pods")).review == "no opinion")
  }
}
