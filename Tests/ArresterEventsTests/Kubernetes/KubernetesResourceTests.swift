import Testing

@testable import ArresterEvents

@Suite("Kubernetes: what was touched")
struct KubernetesResourceTests {
  private static func names(_ event: AuditEvent) -> [[String]]? { event.event?.resources.map(\.names) }

  @Test("an object is known by its namespace and name, or by its name alone outside of namespaces")
  func names() {
    #expect(Self.names(AuditEvent("delete", "configmaps")) == [["shop/web"]])
    #expect(Self.names(AuditEvent("delete", "nodes", "n1", in: nil)) == [["n1"]])
    let namespace = KubernetesModel.decoder().outcome(RealAuditEvents.namespaceDeleted).event
    #expect(namespace?.resources.map(\.names) == [["shop"]])
    #expect(namespace?.resourceType == "core:namespaces")
    #expect(Self.names(AuditEvent("create", "namespaces", "shop", in: nil)) == [["shop"]])
  }

  @Test("a name that generateName made stands in the answer")
  func generated() {
    let event = KubernetesModel.decoder().outcome(RealAuditEvents.generatedName).event
    #expect(event?.resources.map(\.names) == [["shop/made-nghl4"]])
    #expect(event?.effect == .create)
  }

  @Test("without a path and an answer the body names it, and without that the identifier")
  func bodies() {
    let create = AuditEvent("create", "configmaps", nil)
    #expect(Self.names(create.request(#"{"metadata":{"name":"c"}}"#)) == [["shop/c"]])
    #expect(Self.names(create) == [["2c6708f7-c75f-4d91-8d0f-4830af7ca50c#1"]])
    #expect(Self.names(create.response("[]").request("7")) == [["2c6708f7-c75f-4d91-8d0f-4830af7ca50c#1"]])
  }

  @Test("create, change by a subresource and delete of the same thing have the same type and name")
  func sameThing() {
    func alias(_ event: AuditEvent) -> UInt64? {
      let decoder = KubernetesModel.decoder()
      return Array(event.text.utf8).withUnsafeBytes { text in
        guard case .change(let frame) = decoder.decode(text) else { return nil }
        return frame.resources.first?.identity
      }
    }
    let created = alias(AuditEvent("create", "deployments", group: "apps"))
    #expect(created != nil)
    #expect(created == alias(AuditEvent("delete", "deployments", group: "apps")))
    #expect(created == alias(AuditEvent("delete", "deployments", group: "extensions")))
    #expect(created == alias(AuditEvent("patch", "deployments/scale", group: "apps")))
    #expect(created != alias(AuditEvent("delete", "deployments", group: "apps", "web", in: "other")))
    #expect(created != alias(AuditEvent("delete", "statefulsets", group: "apps")))
  }

  @Test("a collection is the items that the answer lists; where it lists none it is all that there was in the namespace")
  func collections() {
    let delete = AuditEvent("deletecollection", "configmaps", nil)
    let listed = delete.response(#"{"kind":"ConfigMapList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}"#)
    #expect(Self.names(listed) == [["shop/a"], ["shop/b"]])
    #expect(listed.event?.itemCount == 2 && listed.event?.severity == 3)
    #expect(Self.names(delete) == [["shop/*"]])
    #expect(delete.event?.severity == 5)
    let everywhere = AuditEvent("deletecollection", "configmaps", nil, in: nil)
    #expect(Self.names(everywhere) == [["*"]])
    let both = everywhere.response(#"{"items":[{"metadata":{"name":"a","namespace":"x"}},{"metadata":{"namespace":"y","name":"a"}}]}"#)
    #expect(Self.names(both) == [["x/a"], ["y/a"]])
  }

  @Test("a collection that was empty destroyed nothing")
  func emptyCollection() {
    let event = AuditEvent("deletecollection", "configmaps", nil).response(#"{"kind":"ConfigMapList","items":[]}"#).event
    #expect(event?.severity == 0 && event?.effect == .delete && event?.itemCount == 1)
  }

  @Test("of 1,000 items all are counted and 256 are kept")
  func manyItems() {
    let items = (0..<1000).map { #"{"metadata":{"name":"c\#($0)"}}"# }.joined(separator: ",")
    let event = AuditEvent("deletecollection", "configmaps", nil).response(#"{"items":[\#(items)]}"#).event
    #expect(event?.itemCount == 1000 && event?.resources.count == 256)
  }

  @Test("disposable names weigh nothing, and so does what lies in a disposable namespace")
  func disposable() {
    #expect(AuditEvent("delete", "deployments", group: "apps", "preview-7").event?.severity == 0)
    #expect(AuditEvent("delete", "deployments", group: "apps", "web", in: "pr-17").event?.severity == 0)
    #expect(AuditEvent("delete", "namespaces", "preview-7", in: "preview-7").event?.severity == 0)
    #expect(AuditEvent("deletecollection", "secrets", nil, in: "preview-7").event?.severity == 0)
    #expect(AuditEvent("delete", "deployments", group: "apps", "my-preview-7").event?.severity == 3)
    #expect(AuditEvent("delete", "deployments", group: "apps").event?.severity == 3)
  }

  @Test("a change of the breaker's own is tampering, done or only tried, whoever is impersonated")
  func tampering() {
    for event in [
      AuditEvent("delete", "deployments", group: "apps", "arrester", in: "arrester"),
      AuditEvent("patch", "validatingwebhookconfigurations", group: "admissionregistration.k8s.io", "arrester-approvals", in: nil),
      AuditEvent("delete", "clusterrolebindings", group: "rbac.authorization.k8s.io", "arrester-enforcer", in: nil),
      AuditEvent("create", "pods", "x", in: "arrester"), AuditEvent("deletecollection", "pods", nil, in: "arrester"),
      AuditEvent("delete", "namespaces", "arrester", in: "arrester"),
      AuditEvent("delete", "kafkatopics", group: "kafka.strimzi.io", "arrester.breakers"),
      AuditEvent("delete", "secrets", #"\u0061rrester-key"#),
    ] {
      #expect(event.event?.flags.contains(.tampering) == true, "\(event.text)")
      #expect(event.failed(403).event?.flags.contains(.tampering) == true)
    }
    #expect(AuditEvent("delete", "deployments", group: "apps", "my-arrester").event?.flags.contains(.tampering) == false)
    #expect(AuditEvent("get", "pods", "arrester", in: "arrester").outcome == .read)
  }

  @Test("the breaker's own identity may; one who impersonates it may not")
  func ownIdentity() {
    let own = "system:serviceaccount:arrester:arrester"
    let decoder = KubernetesModel.decoder { $0.breakerIdentities = [Glob("system:serviceaccount:arrester:*")] }
    let delete = AuditEvent("delete", "pods", "arrester-1", in: "arrester")
    #expect(decoder.outcome(delete.user(own).text).event?.flags.contains(.tampering) == false)
    let impersonated = delete.with(\.user, #""user":{"username":"agent"},"impersonatedUser":{"username":"\#(own)"}"#)
    #expect(decoder.outcome(impersonated.text).event?.flags.contains(.tampering) == true)
  }
}
