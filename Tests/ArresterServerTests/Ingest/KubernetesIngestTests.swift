import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("The ingest of Kubernetes audit events")
struct KubernetesIngestTests {
  private let sink = MemorySink()

  private static func event(_ user: String, _ more: String = "") -> String {
    #"{"level":"Metadata","auditID":"1","stage":"ResponseComplete","verb":"delete","user":{"username":"\#(user)"}, "#
      + #""objectRef":{"resource":"pods","name":"w"},"stageTimestamp":"2026-11-27T02:16:20.747526Z"\#(more)}"#
  }

  private static let aws =
    #"{"eventVersion":"1.08","eventName":"DeleteBucket","eventSource":"s3.amazonaws.com","eventTime":"2026-01-01T00:00:00Z"}"#

  private static func list(_ items: String...) -> HTTPRequest {
    body(#"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":["# + items.joined(separator: ",") + "]}\n")
  }

  private static func body(_ text: String) -> HTTPRequest {
    HTTPRequest(method: "POST", path: "/v1/ingest/kubernetes", body: Array(text.utf8))
  }

  private func ingest(cluster: String = "", _ change: (inout KubernetesIngest.Limits) -> Void = { _ in }) -> KubernetesIngest {
    var limits = KubernetesIngest.Limits()
    change(&limits)
    var model = KubernetesModelFiles.events
    model.cluster = cluster
    return KubernetesIngest(model: model, sink: sink, limits: limits)
  }

  // MARK: Into Kafka

  @Test("every event goes by itself, its bytes as they are, keyed by its principal")
  func events() async {
    let events = [Self.event("agent"), Self.event("bob", #", "annotations" : {"a":"b\u0041"}"#), Self.event("名前")]
    let ingest = ingest()
    let answer = await ingest.handle(Self.list(events[0], " " + events[1] + "\n", events[2]))
    #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == #"{"accepted":3}"#)
    #expect(sink.records.map(\.text) == events)
    #expect(sink.records.map(\.keyText) == ["agent", "bob", "名前"])
    #expect(ingest.counters.accepted == 1 && ingest.counters.events == 3 && ingest.counters.unkeyed == 0)
  }

  @Test("where the cluster has a name it is part of the key, and the bytes stay as they are")
  func cluster() async {
    let named = Self.event("agent", #","cluster":"other""#)
    _ = await ingest(cluster: "prod").handle(Self.list(Self.event("agent"), named, "{}"))
    #expect(sink.records.map(\.keyText) == ["prod/agent", "other/agent", nil])
    #expect(sink.records.map(\.text) == [Self.event("agent"), named, "{}"])
  }

  @Test("what cannot be read, what names nobody and earlier stages go without a key")
  func unkeyed() async {
    let nobody = #"{"auditID":"1","kind":"Event","verb":"delete","objectRef":{"resource":"pods"},"stageTimestamp":"2026-11-27T02:16:20Z"}"#
    let items = [
      Self.event("agent"), "5", "{}", "null", #""text""#, #"{"auditID":"1","verb":"get"}"#, nobody,
      Self.event("a").replacing("Complete", with: "Started"),
    ]
    let ingest = ingest()
    let list = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(items.joined(separator: ","))]}"#
    #expect(await ingest.handle(Self.body(list)).status == 200)
    #expect(sink.records.map(\.keyText) == ["agent", nil, nil, nil, nil, nil, nil, nil])
    #expect(sink.records.map(\.text) == items)
    #expect(ingest.counters.unkeyed == 7)
  }

  @Test("an empty list is taken, and troubles nobody")
  func empty() async {
    sink.fail(.unavailable)
    #expect(await ingest().handle(Self.list()).status == 200)
  }

  @Test("an impersonated user's event is keyed by that user")
  func impersonated() async {
    _ = await ingest().handle(Self.list(Self.event("admin", #","impersonatedUser":{"username":"agent"}"#)))
    #expect(sink.records.map(\.keyText) == ["agent"])
  }

  // MARK: Not yet

  @Test(
    "what Kafka has not acknowledged is asked for again",
    arguments: [EventSinkError.queueFull, .notAcknowledged, .unavailable])
  func again(_ error: EventSinkError) async {
    sink.fail(error)
    let ingest = ingest { $0.retryAfterSeconds = 7 }
    let answer = await ingest.handle(Self.list(Self.event("agent")))
    #expect(answer.status == 429)
    #expect(answer.headers.contains { $0.name == "Retry-After" && $0.value == "7" })
    #expect(ingest.counters.accepted == 0 && ingest.counters.queueFull + ingest.counters.notAcknowledged == 1)
    sink.fail(nil)
    #expect(await ingest.handle(Self.list(Self.event("agent"))).status == 200)
  }

  @Test("what does not fit beside what is on its way is asked for again, before it is looked at")
  func bytesOnTheirWay() async {
    let ingest = ingest { $0.bytesOnTheirWay = 400 }
    #expect(await ingest.handle(Self.list(Self.event("agent"), Self.event("agent"))).status == 429)
    for _ in 0..<3 { #expect(await ingest.handle(Self.list(Self.event("agent"))).status == 200, "what was taken is given back") }
    for _ in 0..<3 { #expect(await ingest.handle(Self.body("nonsense")).status == 400) }
    #expect(await ingest.handle(Self.list(Self.event("agent"))).status == 200)
    #expect(ingest.counters.queueFull == 1)
  }

  @Test("what the topic can never take is counted, and not asked for again")
  func tooLargeForTheTopic() async {
    sink.refuse(1)
    let ingest = ingest()
    let answer = await ingest.handle(Self.list(Self.event("a"), Self.event("b")))
    #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == #"{"accepted":1}"#)
    #expect(ingest.counters.tooLarge == 1 && ingest.counters.events == 2)
  }

  // MARK: Hostile

  @Test(
    "a body that is no list of audit events is a 400, counted, and nothing of it goes on",
    arguments: [
      "", "{", "[]", "5", "{}", event("agent"), "[\(event("agent"))]", #"{"Records":[\#(event("agent"))]}"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1"}"#, #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":{}}"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1beta1","items":[\#(event("agent"))]}"#,
      #"{"kind":"EventList","items":[\#(event("agent"))]}"#, #"{"kind":"List","apiVersion":"audit.k8s.io/v1","items":[]}"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event("agent"))"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event("agent"))]} x"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event("agent")),]}"#,
      #"{"Records":[\#(aws)],"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event("a"))]}"#,
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event("a"))],"items":[\#(event("b"))]}"#,
    ])
  func notAList(_ text: String) async {
    let ingest = ingest()
    let answer = await ingest.handle(Self.body(text))
    #expect(answer.status == 400, "\(String(decoding: answer.body, as: UTF8.self))")
    #expect(sink.records.isEmpty && ingest.counters.notALists == 1)
  }

  @Test(
    "another platform's record in it, or a list in the list, refuses it as a whole",
    arguments: [aws, "[]", #"{"Records":[]}"#, #"{"kind":"EventList","items":[]}"#])
  func foreign(_ item: String) async {
    let answer = await ingest().handle(Self.list(Self.event("agent"), item))
    #expect(answer.status == 400 && answer.detail.hasPrefix("items[1] is"), "\(answer.detail)")
    #expect(sink.records.isEmpty)
  }

  @Test("limits hold: bytes of a body, and events in a list")
  func limits() async {
    let ingest = ingest {
      $0.bodyBytes = 2000
      $0.events = 3
    }
    #expect(await ingest.handle(Self.list("{}", "{}", "{}")).status == 200)
    #expect(await ingest.handle(Self.list("{}", "{}", "{}", "{}")).status == 400)
    #expect(await ingest.handle(Self.list("{}", "{}", "{}")).status == 200)
    #expect(await ingest.handle(Self.body(String(repeating: " ", count: 2001))).status == 413)
    #expect(ingest.counters.bodyTooLarge == 1 && ingest.counters.notALists == 1)
  }

  @Test("a list larger than one record may be is taken apart all the same")
  func largeList() async {
    let note = String(repeating: "n", count: 10_000)
    let event = Self.event("agent", #","note":"\#(note)""#)
    let items = Array(repeating: event, count: 200).joined(separator: ",")
    #expect(await ingest().handle(Self.list(items)).status == 200)
    #expect(sink.records.count == 200 && sink.records.allSatisfy { $0.keyText == "agent" })
  }
}
