import Testing

@testable import ArresterEvents

@Suite("Kubernetes: parameters that decide it")
struct KubernetesParameterTests {
  @Test(
    "scaled to nothing, by whatever form of request",
    arguments: [
      ("patch", "deployments", #"{"spec":{"replicas":0}}"#), ("update", "deployments", #"{"kind":"Deployment","spec":{"replicas":0}}"#),
      ("patch", "deployments/scale", #"{"spec":{"replicas":0}}"#), ("update", "statefulsets/scale", #"{"spec":{"replicas":0}}"#),
      ("patch", "deployments", #"[{"op":"replace","path":"/spec/replicas","value":0}]"#),
      ("patch", "deployments", #"[{"op":"replace","path":"\/spec\/replicas","value":0}]"#),
      ("patch", "deployments", #"[{"op":"replace","path":"/spec","value":{"replicas":0}}]"#),
      ("patch", "deployments", #"{"spec":{"\u0072eplicas":0}}"#),
      ("patch", "statefulsets", #"{"a\nb":"\u003c","\u0073pec":{"replicas":0}}"#),
    ])
  func scaledToZero(_ verb: String, _ resource: String, _ body: String) {
    let event = AuditEvent(verb, resource, group: "apps").request(body).event
    #expect(event?.effect == .disrupt && event?.severity == 1, "\(body)")
    #expect(event?.resourceType == "apps:" + resource.prefix { $0 != "/" })
    #expect(event?.resources.map(\.names) == [["shop/web"]])
  }

  @Test(
    "any other number of replicas is a change like another",
    arguments: [
      #"{"spec":{"replicas":1}}"#, #"{"spec":{"paused":true}}"#, #"{"replicas":0}"#, #"{"spec":{"replicas":null}}"#, "null", "[]",
    ])
  func notZero(_ body: String) {
    #expect(AuditEvent("patch", "deployments", group: "apps").request(body).event?.effect == .modify)
    #expect(AuditEvent("patch", "deployments", group: "apps").event?.effect == .modify)
    #expect(AuditEvent("create", "deployments", group: "apps").request(#"{"spec":{"replicas":0}}"#).event?.effect == .create)
  }

  @Test("the API server's own record of a scaling to zero")
  func real() {
    let event = KubernetesModel.decoder().outcome(RealAuditEvents.scaledToZero).event
    #expect(event?.action == "apps:deployments/scale:patch" && event?.effect == .disrupt)
  }

  @Test(
    "finalizers taken off end what still waits for them",
    arguments: [
      #"{"metadata":{"finalizers":null}}"#, #"{"metadata":{"finalizers":[]}}"#, #"[{"op":"remove","path":"/metadata/finalizers"}]"#,
      #"[{"op":"remove","path":"/metadata/finalizers/0"}]"#, #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["x"]}}"#,
    ])
  func finalizers(_ body: String) {
    #expect(AuditEvent("patch", "widgets", group: "example.com").request(body).event?.effect == .disrupt)
    #expect(AuditEvent("patch", "widgets", group: "example.com").request(#"{"metadata":{"finalizers":["x"]}}"#).event?.effect == .modify)
    #expect(AuditEvent("patch", "widgets", group: "example.com").request(#"{"metadata":{"labels":null}}"#).event?.effect == .modify)
  }

  @Test("those of a volume weigh more, and a namespace forced to end is a namespace deleted")
  func heavyFinalizers() {
    let volume = AuditEvent("patch", "persistentvolumeclaims").request(#"{"metadata":{"finalizers":null}}"#).event
    #expect(volume?.effect == .disrupt && volume?.severity == 3)
    let forced = AuditEvent("update", "namespaces/finalize", "shop").request(#"{"metadata":{"name":"shop"},"spec":{}}"#).event
    #expect(forced?.effect == .delete && forced?.severity == 5)
    let kept = AuditEvent("update", "namespaces/finalize").request(#"{"metadata":{"name":"shop"},"spec":{"finalizers":["kubernetes"]}}"#)
    #expect(kept.event?.effect == .modify)
  }

  @Test("a pod with an owner weighs nothing, one without is lost, and where the answer is not written down it may be either")
  func pods() {
    let delete = AuditEvent("delete", "pods")
    let owned = #"{"kind":"Pod","metadata":{"uid":"1","ownerReferences":[{"kind":"ReplicaSet","uid":"2"}]}}"#
    #expect(delete.response(owned).event?.severity == 0)
    #expect(delete.response(#"{"kind":"Pod","metadata":{"uid":"1"}}"#).event?.severity == 3)
    #expect(delete.event?.severity == 1)
  }

  @Test(
    "work and nodes that are put to rest",
    arguments: [
      ("cronjobs", "batch", #"{"spec":{"suspend":true}}"#), ("nodes", "", #"{"spec":{"unschedulable":true}}"#),
      ("nodes", "", #"{"spec":{"taints":[{"key":"a","effect":"NoSchedule"},{"key":"b","effect":"NoExecute"}]}}"#),
    ])
  func rested(_ resource: String, _ group: String, _ body: String) {
    #expect(AuditEvent("patch", resource, group: group).request(body).event?.effect == .disrupt)
    let undone = body.replacing("true", with: "false").replacing("NoExecute", with: "NoSchedule")
    #expect(AuditEvent("patch", resource, group: group).request(undone).event?.effect == .modify)
  }

  @Test("the map of who may enter an EKS cluster is a permission, another of its name is not")
  func awsAuth() {
    #expect(AuditEvent("patch", "configmaps", "aws-auth", in: "kube-system").event?.flags.contains(.permission) == true)
    #expect(AuditEvent("patch", "configmaps", "aws-auth", in: "shop").event?.flags.contains(.permission) == false)
  }

  @Test("a dry run is no change, wherever the API server looks for the wish")
  func dryRuns() {
    let patch = AuditEvent("patch", "deployments", group: "apps")
    #expect(patch.with(\.address, #"/a?dryRun=All\u0026fieldManager=x"#).outcome == .read)
    #expect(patch.with(\.address, #"/a?x=1&dryRun=All"#).outcome == .read)
    #expect(KubernetesModel.decoder().outcome(RealAuditEvents.dryRunOfDelete) == .read)
    #expect(AuditEvent("delete", "pods").with(\.address, "/a?dryRun=All").outcome == .read)
    let eviction = AuditEvent("create", "pods/eviction").request(#"{"kind":"Eviction","deleteOptions":{"dryRun":["All"]}}"#)
    #expect(eviction.outcome == .read)
  }

  @Test(
    "what only looks like a dry run is the real thing",
    arguments: [
      AuditEvent("delete", "pods").with(\.address, "/a?dryRun=All").request(#"{"kind":"DeleteOptions"}"#),
      AuditEvent("delete", "pods").with(\.address, "/a?dryRun=All").with(\.level, "Metadata"),
      AuditEvent("patch", "pods").with(\.address, "/a?dryRun=All;x"), AuditEvent("patch", "pods").with(\.address, "/a?xdryRun=All"),
      AuditEvent("patch", "pods").with(\.address, "/dryRun=All"), AuditEvent("patch", "pods").with(\.address, "/a?dryRun=%41ll%zz"),
      AuditEvent("patch", "pods").request(#"{"dryRun":["All"]}"#), AuditEvent("create", "pods/exec").with(\.address, "/a?dryRun=All"),
      AuditEvent("create", "serviceaccounts/token").with(\.address, "/a?dryRun=All"),
      AuditEvent("delete", "pods").request(#"{"dryRun":[]}"#),
    ])
  func realThings(_ event: AuditEvent) { #expect(event.outcome.name == "change") }
}
