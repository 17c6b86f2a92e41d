import Testing

@testable import ArresterEvents

@Suite("Kubernetes: hostile input")
struct KubernetesHostileTests {
  private static let corpus: [String] = [
    RealAuditEvents.generatedName, RealAuditEvents.scaledToZero, RealAuditEvents.dryRunOfDelete, RealAuditEvents.impersonated,
    RealAuditEvents.namespaceDeleted, AuditEvent("patch", "pods").request(#"{"\u006detadata":{"finalizers":null}}"#).text,
    AuditEvent("deletecollection", "pods", nil).response(#"{"items":[{"metadata":{"name":"a"}},{"metadata":{}},7,[]]}"#).text,
    #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(AuditEvent("delete", "pods").element)]}"#,
  ]

  @Test("10,000 damaged events each become something, and what is a change is sound", arguments: [UInt64(51), 52])
  func damaged(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let decoder = KubernetesModel.decoder()
    decoder.wantsDigests = true
    var outcomes: [String: Int] = [:]
    for round in 0..<5000 {
      let text = Mutation.damage(Array(Self.corpus.randomElement(using: &random)!.utf8), &random)
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
      defer { memory.deallocate() }
      memory.copyBytes(from: text)
      guard case .change(let frame) = decoder.decode(UnsafeRawBufferPointer(memory)) else { continue }
      let event = ChangeEvent(frame)
      outcomes[event.action, default: 0] += 1
      #expect(Self.isSound(event), "seed \(seed), round \(round): \(event)")
    }
    #expect(outcomes.values.reduce(0, +) > 100)
  }

  private static func isSound(_ event: ChangeEvent) -> Bool {
    !event.principal.isEmpty && !event.identifier.isEmpty && !event.action.isEmpty && event.time >= 0 && event.effect != .read
      && event.itemCount >= 1 && !event.resources.isEmpty && event.resources.count <= 256 && event.resources.count <= event.itemCount
      && (event.severity == 0 || event.effect.isDestructive) && event.resourceType.contains(":")
  }

  @Test("the same event gives the same outcome, whatever the decoder read before")
  func stateless() {
    var random = SeededRandom(seed: 61)
    let decoder = KubernetesModel.decoder()
    for _ in 0..<500 {
      _ = decoder.outcome(Mutation.damage(Array(Self.corpus.randomElement(using: &random)!.utf8), &random))
      let text = Self.corpus.randomElement(using: &random)!
      #expect(decoder.outcome(text) == KubernetesModel.decoder().outcome(text))
    }
  }

  @Test(
    "values of other types than expected are as if they were not there",
    arguments: [
      "kind", "auditID", "stage", "userAgent", "level", "requestObject", "responseObject", "cluster", "items", "impersonatedUser",
      "responseStatus", "annotations", "user", "objectRef", "requestURI", "timestamp",
    ])
  func otherTypes(_ key: String) {
    for value in ["null", "0", "1e999", "-0", "true", "[]", "[[],{}]", "{}", #"{"username":{},"code":"x","resource":1}"#] {
      let text = AuditEvent("delete", "pods").text.dropLast() + ",\"\(key)\":\(value)}"
      let outcome = KubernetesModel.decoder().outcome(String(text))
      #expect(["change", "read", "skipped"].contains(outcome.name), "\(key): \(value) gives \(outcome)")
    }
  }

  @Test("whoever invents actions costs time, not memory")
  func manyActions() {
    let decoder = KubernetesModel.decoder { $0.kubernetes = .empty }
    for number in 0..<70_000 { #expect(decoder.outcome(AuditEvent("delete", "r\(number)").text).name == "change") }
    #expect(decoder.actionTableFlushes == 1)
    #expect(decoder.outcome(AuditEvent("delete", "r0").text).event?.action == "core:r0:delete")
  }

  @Test("parts of an action that are put together otherwise are another action")
  func ambiguousNames() {
    let decoder = KubernetesModel.decoder()
    #expect(decoder.outcome(AuditEvent("create", "pods/exec").text).event?.action == "core:pods/exec:create")
    let odd = AuditEvent("create", "pods").with(\.object, #"{"resource":"pods/exec","namespace":"a","name":"b"}"#)
    #expect(decoder.outcome(odd.text).event?.effect == .modify)
    #expect(decoder.outcome(AuditEvent("delete", "c", group: "b").text).event?.action == "b:c:delete")
  }

  @Test("names of a megabyte are cut with a hash, so that two of them stay two")
  func longNames() throws {
    let long = String(repeating: "a", count: 1 << 20)
    let one = try #require(AuditEvent("delete", "pods", long + "1", in: long).user(long).event)
    let two = try #require(AuditEvent("delete", "pods", long + "2", in: long).user(long).event)
    #expect(one.resources[0].names != two.resources[0].names)
    #expect(one.principal.contains("#sha256:"))
  }
}
