import ArresterBase
import Testing

@testable import ArresterEvents

@Suite("Kubernetes: records")
struct KubernetesRecordTests {
  private static let delete = AuditEvent("delete", "deployments", group: "apps")

  @Test(
    "an audit event is recognised by itself, whatever its first key",
    arguments: [
      delete.text, delete.element, delete.text.replacing("audit.k8s.io/v1", with: "audit.k8s.io/v1beta1"),
      #"{"annotations":{},"# + delete.text.dropFirst(), #"{"p_log_type":"Amazon.EKS.Audit","# + delete.text.dropFirst(),
      #"{"kind":"Event","# + delete.element.dropFirst(), #"{"objectRef":{},"# + delete.text.dropFirst(),
    ])
  func recognised(_ text: String) {
    let event = KubernetesModel.decoder().outcome(text).event
    #expect(event?.platform == .kubernetes)
    #expect(event?.action == "apps:deployments:delete")
  }

  @Test("CloudTrail and Kubernetes records follow each other in one stream, and each is itself")
  func mixed() {
    let decoder = KubernetesModel.decoder()
    let cloudTrail = Record("ec2", "DeleteVpc", request: #"{"vpcId":"v"}"#)
    for _ in 0..<3 {
      #expect(decoder.outcome(cloudTrail.text) == cloudTrail.outcome)
      #expect(decoder.lastPrincipal.bytes.text == "arn:aws:iam::111122223333:role/sre-agent")
      #expect(decoder.outcome(Self.delete.text) == Self.delete.outcome)
      #expect(decoder.lastPrincipal.bytes.text == "agent")
    }
  }

  @Test("a list is its items, of which none says what it is")
  func list() {
    let list =
      #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[\#(Self.delete.element),\#(Self.delete.element)]}"#
    let outcomes = KubernetesModel.decoder().outcomes(Array(list.utf8))
    #expect(outcomes == [Self.delete.outcome, Self.delete.outcome])
    #expect(KubernetesModel.decoder().outcome(#"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[]}"#) == .container([]))
  }

  @Test(
    "what only looks like an audit event is none",
    arguments: [
      #"{"kind":"Event","apiVersion":"v1","involvedObject":{"kind":"Pod"},"verb":"delete"}"#, #"{"kind":0}"#, #"{"kind":"Event"}"#,
      #"{"kind":"EventList","apiVersion":"v1","items":[]}"#, #"{"apiVersion":7,"verb":"delete","auditID":"1"}"#,
    ])
  func others(_ text: String) { #expect(KubernetesModel.decoder().outcome(text) == .deadLetter(.noTime)) }

  @Test(
    "each reason is provoked, and is true",
    arguments: [
      (delete.with(\.times, #""x":1"#).text, "noTime"), (delete.with(\.times, #""stageTimestamp":5"#).text, "invalidTime"),
      (delete.with(\.times, #""stageTimestamp":"yesterday""#).text, "invalidTime"), (delete.with(\.verb, "").text, "noAction"),
      (delete.text.replacing(#""verb":"delete","#, with: ""), "noAction"),
      (delete.with(\.object, "{}").text.replacing(#""requestURI":"/apis","#, with: ""), "noAction"),
      (String(delete.text.dropLast()), "truncatedJSON"), (delete.text.dropLast() + #","x":[1,]}"#, "notJSON"),
    ])
  func deadLetters(_ text: String, _ reason: String) { #expect(KubernetesModel.decoder().outcome(text).name == reason) }

  @Test("of the stages of a request only the last counts: the answer, or the panic", arguments: ["RequestReceived", "ResponseStarted"])
  func stages(_ stage: String) {
    #expect(Self.delete.with(\.stage, stage).outcome == .skipped)
    #expect(Self.delete.with(\.stage, "Panic").failed(500).event?.flags.contains(.failed) == true)
    #expect(Self.delete.text.replacing(#""stage":"ResponseComplete","#, with: "") != Self.delete.text)
    #expect(KubernetesModel.decoder().outcome(Self.delete.text.replacing(#""stage":"ResponseComplete","#, with: "")) == Self.delete.outcome)
  }

  @Test(
    "the time is that of the answer, to the microsecond; else of the request, else the only one that there is",
    arguments: [
      (
        #""requestReceivedTimestamp":"2026-11-27T02:16:20.735248Z","stageTimestamp":"2026-11-27T02:16:20.747526Z""#,
        "2026-11-27T02:16:20.747526Z"
      ),
      (#""requestReceivedTimestamp":"2023-01-27T18:28:08.129781Z""#, "2023-01-27T18:28:08.129781Z"),
      (#""timestamp":"2017-09-11T19:55:05Z""#, "2017-09-11T19:55:05Z"),
      (#""requestReceivedTimestamp":"2022-11-29 00:09:04.38""#, "2022-11-29T00:09:04.38Z"),
    ])
  func times(_ fields: String, _ time: String) {
    #expect(Self.delete.with(\.times, fields).event?.time == Timestamp.parse(time))
  }

  @Test("five changes under one Audit-ID of the caller's choice are five events; the same one twice is one")
  func identifiers() {
    func content(_ name: String) -> (identifier: UInt64, content: UInt64) {
      let decoder = KubernetesModel.decoder()
      return Array(AuditEvent("delete", "configmaps", name).text.utf8).withUnsafeBytes { text in
        guard case .change(let frame) = decoder.decode(text) else { return (0, 0) }
        return (frame.header.pointee.identifierHash, frame.header.pointee.contentHash)
      }
    }
    let five = (1...5).map { content("c\($0)") }
    #expect(Set(five.map(\.identifier)).count == 1 && five[0].identifier != 0)
    #expect(Set(five.map(\.content)).count == 5)
    #expect(content("c1") == five[0])
    #expect(Self.delete.event?.identifier == "2c6708f7-c75f-4d91-8d0f-4830af7ca50c")
    #expect(Self.delete.with(\.auditID, "").event?.flags.contains(.hashedIdentifier) == true)
  }

  @Test("a request that failed says so, by its code before anything else", arguments: [400, 403, 404, 409, 422, 429, 500])
  func failures(_ code: Int) {
    #expect(Self.delete.failed(code).event?.flags.contains(.failed) == true)
    #expect(Self.delete.event?.flags.contains(.failed) == false)
    #expect(Self.delete.with(\.status, #"{"status":"Failure"}"#).event?.flags.contains(.failed) == true)
    let refused = Self.delete.with(\.status, "null").with(\.more, #","annotations":{"authorization.k8s.io/decision":"forbid"}"#)
    #expect(refused.event?.flags.contains(.failed) == true)
    #expect(Self.delete.with(\.status, #"{"code":101}"#).event?.flags.contains(.failed) == false)
  }
}
