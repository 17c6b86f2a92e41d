import Testing

@testable import ArresterEvents

@Suite("Kubernetes: verbs, resources and what they weigh")
struct KubernetesActionTests {
  @Test(
    "verb, resource and subresource say what a call does",
    arguments: [
      ("delete", "apps", "deployments", "delete", 3), ("delete", "extensions", "deployments", "delete", 3),
      ("delete", "", "namespaces", "delete", 5), ("delete", "", "persistentvolumeclaims", "delete", 8),
      ("delete", "apiextensions.k8s.io", "customresourcedefinitions", "delete", 8), ("delete", "", "nodes", "delete", 5),
      ("delete", "", "pods", "delete", 1), ("delete", "apps", "replicasets", "delete", 0), ("create", "", "pods/eviction", "disrupt", 1),
      ("deletecollection", "apps", "deployments", "delete", 5), ("deletecollection", "", "persistentvolumeclaims", "delete", 8),
      ("deletecollection", "", "pods", "delete", 3), ("deletecollection", "discovery.k8s.io", "endpointslices", "delete", 0),
      ("delete", "example.com", "widgets", "delete", 3), ("create", "apps", "deployments", "create", 0),
      ("update", "apps", "deployments/status", "modify", 0), ("patch", "", "nodes", "modify", 0),
      ("create", "", "pods/binding", "modify", 0),
      ("create", "", "pods/exec", "modify", 0), ("get", "", "pods/exec", "modify", 0), ("get", "", "pods/attach", "modify", 0),
      ("get", "", "pods/portforward", "modify", 0), ("get", "", "services/proxy", "modify", 0), ("delete", "", "nodes/proxy", "modify", 0),
      ("create", "", "serviceaccounts/token", "modify", 0), ("delete", "rbac.authorization.k8s.io", "rolebindings", "disrupt", 1),
      ("frobnicate", "", "pods", "unknown", 0),
    ])
  func effects(_ verb: String, _ group: String, _ resource: String, _ effect: String, _ severity: Int) {
    let event = AuditEvent(verb, resource, group: group, "a", in: nil).event
    #expect(event?.effect.name == effect)
    #expect(event?.severity == UInt8(severity))
    #expect(event?.flags.contains(.irreversible) == (severity == 8))
    #expect(event?.flags.contains(.unknownAction) == (effect == "unknown"))
  }

  @Test(
    "reads are reads, and so is a question that is asked with a body",
    arguments: [
      ("get", "", "pods"), ("list", "", "secrets"), ("watch", "apps", "deployments"), ("get", "", "pods/log"),
      ("get", "apps", "deployments/scale"),
      ("create", "authorization.k8s.io", "subjectaccessreviews"), ("create", "authorization.k8s.io", "selfsubjectaccessreviews"),
      ("create", "authentication.k8s.io", "tokenreviews"),
    ])
  func reads(_ verb: String, _ group: String, _ resource: String) { #expect(AuditEvent(verb, resource, group: group).outcome == .read) }

  @Test("a resource that borrows the group of the reviews is no review")
  func borrowedGroup() { #expect(AuditEvent("create", "widgets", group: "authorization.k8s.io").event?.effect == .create) }

  @Test("what happened and who leads is written down all the time, and is no change", arguments: ["create", "patch", "update"])
  func telemetry(_ verb: String) {
    #expect(AuditEvent(verb, "events").outcome == .dataEvent)
    #expect(AuditEvent(verb, "events", group: "events.k8s.io").outcome == .dataEvent)
    #expect(AuditEvent(verb, "leases", group: "coordination.k8s.io").outcome == .dataEvent)
  }

  @Test(
    "labels: permissions, credentials, guardrails, state",
    arguments: [
      ("create", "rbac.authorization.k8s.io", "clusterrolebindings", EventFlags.permission),
      ("patch", "rbac.authorization.k8s.io", "roles", .permission), ("delete", "rbac.authorization.k8s.io", "roles", .permission),
      ("deletecollection", "rbac.authorization.k8s.io", "rolebindings", .permission), ("create", "", "serviceaccounts/token", .credential),
      ("update", "certificates.k8s.io", "certificatesigningrequests/approval", .permission),
      ("delete", "admissionregistration.k8s.io", "validatingwebhookconfigurations", .guardrail),
      ("delete", "networking.k8s.io", "networkpolicies", .guardrail), ("delete", "", "persistentvolumeclaims", .stateful),
      ("create", "", "namespaces", .stateful), ("create", "velero.io", "deletebackuprequests", .oneStrike),
      ("delete", "auditregistration.k8s.io", "auditsinks", .guardrailStrike),
    ])
  func flags(_ verb: String, _ group: String, _ resource: String, _ flag: EventFlags) {
    #expect(AuditEvent(verb, resource, group: group).event?.flags.contains(flag) == true)
    #expect(AuditEvent(verb, "configmaps").event?.flags.contains(flag) == false)
  }

  @Test("an address that is no object is a change of unknown kind where it is written to, and a read where it is read")
  func nonResource() {
    let write = AuditEvent("post", "x").with(\.object, "null").with(\.address, "/metrics/reset?x=1")
    #expect(write.event?.action == "nonresource:url:post" && write.event?.effect == .modify)
    #expect(write.event?.resources.map(\.names) == [["/metrics/reset"]])
    #expect(write.with(\.verb, "get").outcome == .read)
  }

  @Test("a table without rows knows no write, and says so")
  func emptyTable() {
    let event = KubernetesModel.decoder { $0.kubernetes = .empty }.outcome(AuditEvent("delete", "pods").text).event
    #expect(event?.effect == .unknown && event?.flags.contains(.unknownAction) == true)
  }

  @Test("every row of the table decides an action, and none repeats the one before it")
  func rows() {
    let globs = KubernetesModel.table.actions.map(\.action)
    #expect(KubernetesModel.table.problems.isEmpty)
    for (index, action) in globs.enumerated() {
      let sample = action.replacing("*", with: "x")
      let first = globs.firstIndex { Glob($0).matches(sample) }
      #expect(first == index, "\(action) is never asked: \(globs[first ?? index]) comes first")
    }
  }

  @Test("a table with a flag, a severity or a path that there is none of is refused")
  func problems() {
    var table = KubernetesModel.table
    table.actions[0].flags = ["sparkling"]
    table.actions[1].severity = 4
    table.parameters[0].when[0].parameter = "reply.x"
    #expect(table.problems.count == 3)
  }
}
