import ArresterBreaker
import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("The admission webhook of Kubernetes")
struct AdmissionWebhookTests {
  private let breakers = KubernetesBreakers()
  private let desk = OneDesk()
  private let webhook: KubernetesAdmissionWebhook

  init() { webhook = KubernetesAdmissionWebhook(breakers.options, disposable: [Glob("preview-*")], gate: desk.gate) }

  private static let change = AdmissionAsk { ask in
    ask.operation = "UPDATE"
    ask.resource = "configmaps"
  }

  // MARK: Open breakers

  @Test(
    "refuses writes of a tripped user, dry runs too, with the request's uid", arguments: ["CREATE", "UPDATE", "DELETE", "CONNECT", "X"])
  func denied(_ operation: String) async {
    breakers.trip("agent")
    for dryRun in [false, true] {
      let ask = Self.change.with {
        $0.operation = operation
        $0.dryRun = dryRun
      }
      let answer = await webhook.handle(ask.request)
      #expect(answer.isAdmitted == false)
      #expect(answer.admission["uid"] as? String == "705ab4f5-6393-11e8-b7cc-42010a800002")
      #expect(answer.refusal.hasPrefix("Arrester: this user's writes are denied (open: tripped by oneStrike"))
      #expect(answer.annotations == ["decision": "denied", "trip": KubernetesBreakers.trip])
    }
    #expect(desk.asked.isEmpty, "nobody is asked about what is refused")
  }

  @Test("admits others, and says nothing")
  func others() async {
    breakers.trip("agent")
    let answer = await webhook.handle(Self.change.with { $0.user = "operator" }.request)
    #expect(answer.isAdmitted == true && answer.warnings.isEmpty && answer.annotations.isEmpty)
    #expect(answer.object["apiVersion"] as? String == "admission.k8s.io/v1" && answer.object["kind"] as? String == "AdmissionReview")
  }

  @Test("lets a user on probation change, not destroy")
  func probation() async {
    breakers.trip("agent", then: [.command(.restore)])
    #expect(await webhook.handle(Self.change.request).isAdmitted == true)
    #expect(await webhook.handle(Self.change.with { $0.operation = "DELETE" }.request).isAdmitted == false)
    let eviction = Self.change.with {
      $0.operation = "CREATE"
      $0.resource = "pods"
      $0.subresource = "eviction"
    }
    #expect(await webhook.handle(eviction.request).isAdmitted == false)
    let exec = Self.change.with {
      $0.operation = "CONNECT"
      $0.resource = "pods"
      $0.subresource = "exec"
    }
    #expect(await webhook.handle(exec.request).isAdmitted == false)
  }

  @Test("in shadow admits, and leaves a note for the audit log")
  func shadow() async {
    let breakers = KubernetesBreakers(mode: .shadow)
    breakers.trip("agent")
    let answer = await KubernetesAdmissionWebhook(breakers.options, gate: desk.gate).handle(Self.change.request)
    #expect(answer.isAdmitted == true && answer.warnings.isEmpty)
    #expect(answer.annotations == ["decision": "would-deny", "trip": KubernetesBreakers.trip])
  }

  @Test("a deep object hides nobody's request")
  func deepObject() async {
    breakers.trip("agent")
    let deep = String(repeating: #"{"a":"#, count: 5000) + "1" + String(repeating: "}", count: 5000)
    #expect(
      await webhook.handle(
        Self.change.with {
          $0.object = deep
          $0.oldObject = deep
        }.request
      ).isAdmitted == false)
  }

  // MARK: Approvals

  @Test("an agent's irreversible action is refused with the identifier of a request, and let through once it is approved, once")
  func approval() async throws {
    let ask = AdmissionAsk().request
    let refused = await webhook.handle(ask)
    #expect(refused.isAdmitted == false)
    #expect(
      refused.refusal == "Arrester: core:persistentvolumeclaims:delete cannot be undone, so an agent needs an approval: request req-1. "
        + "An operator can give it: arrester breakers approve req-1; then do the same again within 30 minutes")
    #expect(refused.annotations == ["decision": "needs-approval", "request": "req-1"])
    let question = try #require(desk.asked.first)
    #expect(question.key == BreakerKey(platform: .kubernetes, homeScope: "", principal: "agent", kind: .agent))
    #expect(question.action == "core:persistentvolumeclaims:delete" && question.resource == "shop/data")
    #expect(question.uid == "u-1" && question.resourceVersion == "7")

    desk.approve(question)
    let approved = await webhook.handle(ask)
    #expect(approved.isAdmitted == true && approved.annotations == ["decision": "approved", "request": "req-1"])
    #expect(approved.warnings == ["Arrester: approved once, by request req-1"])
    #expect(await webhook.handle(ask).isAdmitted == false)
    #expect(webhook.counters.approved == 1 && webhook.counters.needsApproval == 2)
  }

  @Test("an approval is for one object in one version", arguments: [("u-2", "7"), ("u-1", "8")])
  func binding(_ uid: String, _ version: String) async throws {
    _ = await webhook.handle(AdmissionAsk().request)
    desk.approve(try #require(desk.asked.first))
    let other = AdmissionAsk { $0.oldObject = #"{"metadata":{"name":"data","uid":"\#(uid)","resourceVersion":"\#(version)"}}"# }
    #expect(await webhook.handle(other.request).isAdmitted == false)
  }

  @Test("nobody is asked on a dry run, which is let through with a warning")
  func dryRun() async {
    let answer = await webhook.handle(AdmissionAsk { $0.dryRun = true }.request)
    #expect(answer.isAdmitted == true && desk.asked.isEmpty)
    #expect(
      answer.warnings == ["Arrester: this was a dry run; core:persistentvolumeclaims:delete cannot be undone, and would need an approval"])
  }

  @Test(
    "asks about what takes data or other things with it",
    arguments: [
      ("", "namespaces", "DELETE"), ("", "persistentvolumes", "DELETE"), ("apiextensions.k8s.io", "customresourcedefinitions", "DELETE"),
      ("postgresql.cnpg.io", "clusters", "DELETE"), ("argoproj.io", "applications", "DELETE"),
      ("velero.io", "deletebackuprequests", "CREATE"),
    ])
  func irreversible(_ group: String, _ resource: String, _ operation: String) async {
    let ask = AdmissionAsk {
      $0.group = group
      $0.resource = resource
      $0.operation = operation
    }
    #expect(await webhook.handle(ask.request).isAdmitted == false)
    #expect(desk.asked.count == 1)
  }

  @Test(
    "asks about nothing else",
    arguments: [("apps", "deployments", "DELETE"), ("", "pods", "DELETE"), ("", "namespaces", "CREATE"), ("", "namespaces", "UPDATE")])
  func reversible(_ group: String, _ resource: String, _ operation: String) async {
    let ask = AdmissionAsk {
      $0.group = group
      $0.resource = resource
      $0.operation = operation
    }
    #expect(await webhook.handle(ask.request).isAdmitted == true)
    #expect(desk.asked.isEmpty)
  }

  @Test("asks about agents only, and never about the masters")
  func agentsOnly() async {
    for user in ["kubernetes-admin", "bob", "system:serviceaccount:kube-system:namespace-controller", ""] {
      #expect(await webhook.handle(AdmissionAsk { $0.user = user }.request).isAdmitted == true, "\(user)")
    }
    #expect(await webhook.handle(AdmissionAsk { $0.groups = ["system:masters"] }.request).isAdmitted == true)
    #expect(desk.asked.isEmpty)
    #expect(await webhook.handle(AdmissionAsk { $0.user = "system:serviceaccount:agents:default" }.request).isAdmitted == false)
  }

  @Test("asks about nothing that is there to be thrown away")
  func disposable() async {
    #expect(await webhook.handle(AdmissionAsk { $0.namespace = "preview-12" }.request).isAdmitted == true)
    let namespace = AdmissionAsk {
      $0.resource = "namespaces"
      $0.namespace = "preview-12"
      $0.name = "preview-12"
    }
    #expect(await webhook.handle(namespace.request).isAdmitted == true)
    #expect(desk.asked.isEmpty)
  }

  @Test("an object of a collection is named by itself, a namespace without a namespace")
  func names() async {
    _ = await webhook.handle(AdmissionAsk { $0.name = nil }.request)
    _ = await webhook.handle(AdmissionAsk { $0.name = "" }.request)
    _ = await webhook.handle(
      AdmissionAsk {
        $0.resource = "namespaces"
        $0.name = "shop"
      }.request)
    _ = await webhook.handle(AdmissionAsk { $0.oldObject = "null" }.request)
    #expect(desk.asked.map(\.resource) == ["shop/data", "shop/data", "shop", "shop/data"])
    #expect(desk.asked.last?.uid == "")
  }

  @Test("what cannot be asked is refused with the reason")
  func refused() async {
    desk.always(.refused(reason: "20 are pending already"))
    let answer = await webhook.handle(AdmissionAsk().request)
    #expect(answer.isAdmitted == false && answer.refusal.hasSuffix("no approval can be asked for: 20 are pending already"))
  }

  @Test("in shadow it is let through, with a note of what would have been asked")
  func wouldAsk() async {
    desk.always(.wouldAsk)
    let answer = await webhook.handle(AdmissionAsk().request)
    #expect(answer.isAdmitted == true && answer.annotations == ["decision": "would-ask"] && answer.warnings.isEmpty)
    desk.always(.letThrough)
    #expect(await webhook.handle(AdmissionAsk().request).annotations.isEmpty)
  }

  // MARK: Hostile

  @Test(
    "what is no review is a 400",
    arguments: [
      "", "{", "[]", #"{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview","request":{"uid":"1"}}"#,
      #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}"#,
      #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{}}"#,
      #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":5}}"#,
      #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","dryRun":"yes"}}"#,
    ])
  func unreadable(_ body: String) async {
    let answer = await webhook.handle(Ask.body(body))
    #expect(answer.status == 400 && answer.detail.hasSuffix("this address takes a AdmissionReview of admission.k8s.io/v1"))
    #expect(webhook.counters.unreadable == 1)
  }

  @Test(
    "an object may be anything: what names it is read where it is there",
    arguments: ["5", "[]", #""x""#, #"{"metadata":7}"#, #"{"metadata":{"uid":7,"name":{}}}"#])
  func oddObjects(_ object: String) async {
    let answer = await webhook.handle(
      AdmissionAsk {
        $0.oldObject = object
        $0.object = object
      }.request)
    #expect(answer.isAdmitted == false && desk.asked.first?.uid == "")
  }

  @Test("a tripped user is refused where a review does not say what it is about")
  func nothing() async {
    breakers.trip("agent")
    let body = #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","userInfo":{"username":"agent"}}}"#
    #expect(await webhook.handle(Ask.body(body)).isAdmitted == false)
    let nobody = #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1"}}"#
    #expect(await webhook.handle(Ask.body(nobody)).isAdmitted == true)
  }
}
