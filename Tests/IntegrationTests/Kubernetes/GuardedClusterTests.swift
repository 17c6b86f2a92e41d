import ArresterBreaker
import ArresterEvents
import Foundation
import Testing

@testable import Arrester
@testable import ArresterServer

/// Everything here asks a real API server with a real kubectl, one test after the other.
@Suite(
  "A real API server", .serialized, .guardedCluster,
  .enabled(if: SharedFolder.kubeScript != nil, Comment(rawValue: SharedFolder.absent)))
struct GuardedClusterTests {
  private let cluster: GuardedCluster
  private let api: APIServer

  init() throws {
    cluster = try #require(GuardedClusterTrait.cluster)
    api = cluster.api
    cluster.breakers.reset()
    cluster.admissionBreakers.reset()
    cluster.desk.reset()
    let configurations = ["arrester-approvals", "arrester-writes"]
    _ = try api.kubectl("admin", ["delete", "validatingwebhookconfigurations", "--ignore-not-found"] + configurations)
  }

  // MARK: Authorization

  @Test("refuses a tripped user's writes with our reason, at once; reads and others go on, and so does the user once restored")
  func trip() throws {
    let shop = try api.makeNamespace()
    #expect(try api.kubectl("agent", "-n", shop, "create", "configmap", "before").succeeded)
    cluster.breakers.trip("agent")
    for arguments in [["create", "configmap", "after"], ["delete", "configmap", "before"]] {
      let refused = try api.kubectl("agent", ["-n", shop] + arguments)
      #expect(!refused.succeeded && refused.output.contains("forbidden: User \"agent\" cannot \(arguments[0])"), "\(refused.output)")
      #expect(
        refused.output.contains(
          "Arrester: this user's writes are denied (open: tripped by ceiling, trip \(ClusterBreakers.trip)). Reads work. "
            + "An operator can restore it: arrester breakers show \(ClusterBreakers.trip)"), "\(refused.output)")
    }
    #expect(try !api.kubectl("agent", "-n", shop, "label", "configmap", "before", "a=b").succeeded)
    #expect(try !api.kubectl("agent", "-n", shop, "delete", "configmaps", "--all", "--dry-run=server").succeeded)
    #expect(try api.kubectl("agent", "-n", shop, "get", "configmaps", "before").succeeded)
    #expect(try api.kubectl("operator", "-n", shop, "create", "configmap", "other").succeeded)
    #expect(try api.kubectl("admin", "-n", shop, "delete", "configmap", "other").succeeded)

    cluster.breakers.give(.restore, to: "agent")
    #expect(try api.kubectl("agent", "-n", shop, "create", "configmap", "probation").succeeded)
    let destructive = try api.kubectl("agent", "-n", shop, "delete", "configmap", "before")
    #expect(destructive.output.contains("destructive writes of this user are denied (probation"), "\(destructive.output)")
  }

  @Test("refuses a tripped user's ways around: exec, impersonation, tokens, in whatever verb they are asked")
  func waysAround() throws {
    let shop = try api.makeNamespace()
    #expect(try api.kubectl("agent", "-n", shop, "run", "pod", "--image=none").succeeded)
    cluster.breakers.trip("agent")
    let refusals = [
      try api.kubectl("agent", "-n", shop, "exec", "pod", "--", "true"), try api.kubectl("agent", "-n", shop, "attach", "pod"),
      try api.kubectl("agent", "get", "--raw", "/api/v1/namespaces/\(shop)/pods/pod/portforward?ports=80"),
      try api.kubectl("agent", "-n", shop, "create", "token", "default"),
      try api.kubectl("agent", "-n", shop, "get", "pods", "--as=operator"),
      try api.kubectl("agent", "-n", shop, "create", "configmap", "a", "--as=operator"),
      try api.kubectl("agent", "-n", shop, "create", "configmap", "a", "--as=agent", "--as-group=system:masters"),
      try api.kubectl("agent", "get", "--raw", "/api/v1/namespaces/\(shop)/pods/pod/proxy/"),
      try api.kubectl("agent", "get", "--raw", "/api/v1/namespaces/\(shop)/pods/pod/exec?command=true&stdout=true"),
    ]
    for refusal in refusals { #expect(refusal.output.contains("Arrester: this user's writes are denied"), "\(refusal.output)") }
    #expect(try api.kubectl("agent", "-n", shop, "get", "pod", "pod").succeeded)
  }

  @Test("never refuses the masters, whoever orders it")
  func masters() throws {
    let shop = try api.makeNamespace()
    cluster.breakers.give(.forceOpen, to: "admin")
    #expect(try api.kubectl("admin", "-n", shop, "create", "configmap", "a").succeeded)
    #expect(try api.kubectl("operator", "-n", shop, "create", "configmap", "b", "--as=admin", "--as-group=system:masters").succeeded)
  }

  @Test("refuses a tripped service account by its token, as it refuses a user")
  func serviceAccount() throws {
    let shop = try api.makeNamespace()
    let account = "system:serviceaccount:\(shop):worker"
    for arguments in [
      ["-n", shop, "create", "serviceaccount", "worker"],
      ["create", "clusterrolebinding", shop, "--clusterrole=cluster-admin", "--serviceaccount=\(shop):worker"],
    ] { #expect(try api.kubectl("admin", arguments).succeeded) }
    let token = try api.kubectl("admin", "-n", shop, "create", "token", "worker").output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try api.kubectl("stranger", "--token", token, "-n", shop, "create", "configmap", "before").succeeded)
    cluster.breakers.trip(account)
    let refused = try api.kubectl("stranger", "--token", token, "-n", shop, "create", "configmap", "after")
    #expect(refused.output.contains("Arrester: this user's writes are denied"), "\(refused.output)")
    #expect(try api.kubectl("stranger", "--token", token, "-n", shop, "get", "configmap", "before").succeeded)
  }

  // MARK: Admission

  private func apply(_ name: String) throws {
    let applied = try api.kubectl("admin", "apply", "-f", "-", input: try cluster.files.configuration(name))
    try #require(applied.succeeded, "\(applied.output)")
  }

  private func makeClaim(_ name: String, in namespace: String) throws {
    let claim = """
      {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"\(name)","namespace":"\(namespace)","labels":{"app":"shop"}},
      "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
      """
    let made = try api.kubectl("admin", "apply", "-f", "-", input: claim)
    try #require(made.succeeded, "\(made.output)")
  }

  /// The API server takes a new configuration up within a second or so: until then a dry run passes without its warning.
  private func waitForAdmission(_ namespace: String) throws {
    try makeClaim("probe", in: namespace)
    let isThere = try Waiting.until(seconds: 30) {
      try api.kubectl("agent", "-n", namespace, "delete", "pvc", "probe", "--dry-run=server").output.contains(
        "Arrester: this was a dry run")
    }
    try #require(isThere, "the webhook's configuration was not taken up")
    cluster.desk.reset()
  }

  @Test("asks a person before an agent deletes what cannot be undone, lets it through once, and asks nobody on a dry run")
  func approvals() throws {
    let shop = try api.makeNamespace()
    try apply("cluster/admission-approvals.yaml")
    try waitForAdmission(shop)
    try makeClaim("data", in: shop)

    let dryRun = try api.kubectl("agent", "-n", shop, "delete", "pvc", "data", "--dry-run=server")
    #expect(dryRun.succeeded && dryRun.output.contains("would need an approval") && cluster.desk.asked.isEmpty, "\(dryRun.output)")

    let asked = try api.kubectl("agent", "-n", shop, "delete", "pvc", "data")
    #expect(!asked.succeeded && asked.output.contains("an agent needs an approval: request s-1"), "\(asked.output)")
    let question = try #require(cluster.desk.asked.first)
    #expect(question.action == "core:persistentvolumeclaims:delete" && question.resource == "\(shop)/data")
    #expect(question.key.principal == "test-cluster/agent" && !question.uid.isEmpty && !question.resourceVersion.isEmpty)

    cluster.desk.approveLast()
    let approved = try api.kubectl("agent", "-n", shop, "delete", "pvc", "data", "--wait=false")
    #expect(approved.succeeded && approved.output.contains("approved once"), "\(approved.output)")
    let again = try api.kubectl("agent", "-n", shop, "delete", "pvc", "data", "--wait=false")
    #expect(!again.succeeded && again.output.contains("needs an approval"), "\(again.output)")

    #expect(try api.kubectl("operator", "-n", shop, "delete", "pvc", "probe", "--wait=false").succeeded, "people are not asked")
    let namespace = try api.kubectl("agent", "delete", "namespace", shop, "--wait=false")
    #expect(namespace.output.contains("core:namespaces:delete cannot be undone"), "\(namespace.output)")
  }

  @Test("asks about each object of a collection by its own name")
  func collection() throws {
    let shop = try api.makeNamespace()
    try apply("cluster/admission-approvals.yaml")
    try waitForAdmission(shop)
    try makeClaim("first", in: shop)
    let answer = try api.kubectl("agent", "delete", "--raw", "/api/v1/namespaces/\(shop)/persistentvolumeclaims?labelSelector=app%3Dshop")
    #expect(!answer.succeeded && answer.output.contains("needs an approval"), "\(answer.output)")
    #expect(!cluster.desk.asked.isEmpty)
    for question in cluster.desk.asked {
      #expect(["\(shop)/first", "\(shop)/probe"].contains(question.resource) && !question.uid.isEmpty)
      #expect(question.action == "core:persistentvolumeclaims:delete")
    }
  }

  @Test("where only admission can be configured it refuses a tripped user's writes, and is blind to who impersonates")
  func admissionAlone() throws {
    let shop = try api.makeNamespace()
    try apply("cluster/admission-writes.yaml")
    try waitForAdmission(shop)
    cluster.admissionBreakers.trip("agent")
    for arguments in [["create", "configmap", "a"], ["delete", "pvc", "probe"], ["create", "configmap", "a", "--dry-run=server"]] {
      let refused = try api.kubectl("agent", ["-n", shop] + arguments)
      #expect(!refused.succeeded, "\(arguments)")
      #expect(
        refused.output.contains("admission webhook \"writes.arrester.svc\" denied the request: Arrester: this user's writes are denied"))
    }
    #expect(try api.kubectl("operator", "-n", shop, "create", "configmap", "b").succeeded)
    #expect(try api.kubectl("agent", "-n", shop, "get", "configmap", "b").succeeded)
    #expect(try api.kubectl("agent", "-n", shop, "create", "configmap", "c", "--as=operator").succeeded, "the page says so")
  }

  @Test("takes every object of deploy/kubernetes/cluster as it is")
  func deployedObjects() throws {
    // A dry run makes no namespace for what follows it.
    _ = try api.kubectl("admin", "create", "namespace", "arrester")
    let folder = WebhookFiles.deploy.appending(path: "cluster")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= 3)
    for file in files {
      let applied = try api.kubectl(
        "admin", "apply", "--dry-run=server", "--validate=strict", "-f", folder.appending(path: file).path)
      #expect(applied.succeeded, "\(file): \(applied.output)")
    }
  }

  // MARK: Ingest

  /// Events of the sink that say this, with their keys.
  private func events(_ text: String) -> [IngestRecord] {
    cluster.sink.records.filter { String(decoding: $0.value, as: UTF8.self).contains(text) }
  }

  @Test("posts its audit events, which come out one by one with their principals, also after a 429")
  func ingest() throws {
    let shop = try api.makeNamespace()
    #expect(try api.kubectl("agent", "-n", shop, "create", "configmap", "seen").succeeded)
    #expect(try api.kubectl("operator", "-n", shop, "delete", "configmap", "seen").succeeded)
    let isThere = Waiting.until(seconds: 60) { events("\"name\":\"seen\"").count >= 2 }
    try #require(isThere, "\(cluster.sink.records.count) events")
    let found = events("\"name\":\"seen\"").map { (String(decoding: $0.key ?? [], as: UTF8.self), $0.value) }
    #expect(found.map(\.0).sorted() == ["test-cluster/agent", "test-cluster/operator"])

    var model = try ModelLoader.load().events
    model.cluster = GuardedCluster.cluster
    let decoder = RecordDecoder(model: model)
    for (key, value) in found {
      value.withUnsafeBytes { bytes in
        guard case .change(let frame) = decoder.decode(bytes) else {
          Issue.record("not read: \(String(decoding: value, as: UTF8.self))")
          return
        }
        let event = ChangeEvent(frame)
        #expect(event.principal == key && event.resources.flatMap(\.names) == ["\(shop)/seen"])
      }
    }

    cluster.sink.failNext(1)
    #expect(try api.kubectl("agent", "-n", shop, "create", "configmap", "late").succeeded)
    #expect(Waiting.until(seconds: 60) { !events("\"name\":\"late\"").isEmpty }, "a 429 is posted again")
  }
}
