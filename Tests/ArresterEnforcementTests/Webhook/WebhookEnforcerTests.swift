import ArresterBreaker
import Foundation
import Testing

@testable import ArresterEnforcement

@Suite("A webhook enforcer", .timeLimit(.minutes(1)))
struct WebhookEnforcerTests {
  private let clock = ManualClock()
  private let first = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  private let second = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

  private func make(_ receiver: ReceiverInMemory, secrets: [String]? = nil) throws -> WebhookEnforcer {
    try WebhookEnforcer(
      name: "hook", platforms: [.aws], address: WebhookAddress("https://example.org/in?token=t0ken", allowInsecure: false),
      secrets: (secrets ?? [first]).map { try WebhookSecret($0) }, transport: receiver, clock: clock)
  }

  private func apply(_ enforcer: WebhookEnforcer, _ order: DenyOrder = makeOrder()) async throws {
    try await enforcer.apply(try await enforcer.plan(order))
  }

  @Test("posts what is to be denied, signed")
  func request() async throws {
    let receiver = ReceiverInMemory()
    clock.advance(to: 1_700_000_000 * 1_000_000_000 + 999_999_999)
    try await apply(make(receiver))
    let request = try #require(receiver.requests.first)
    #expect(request.method == "POST")
    #expect(request.url == "https://example.org/in?token=t0ken")
    #expect(request.webhookHeader("content-type") == "application/json")
    #expect(request.webhookHeader("webhook-timestamp") == "1700000000")
    let identifier = try #require(request.webhookHeader("webhook-id"))
    let expected = try WebhookSecret(first).signature(identifier: identifier, timestamp: 1_700_000_000, body: request.body)
    #expect(request.webhookHeader("webhook-signature") == expected)
    let principal = "arn:aws:iam::111122223333:role/deploy-agent"
    let data = #""platform":"aws","scope":"111122223333","principal":"\#(principal)","kind":"agent","trip":"0123456789abcdef""#
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"id":"\#(identifier)","type":"arrester.breaker.deny","data":{\#(data),"extent":"allWrites","revision":1}}"#)
  }

  @Test("says in its type what is asked")
  func types() async throws {
    let receiver = ReceiverInMemory()
    let enforcer = try make(receiver)
    for extent in DenyOrder.Extent.allCases { try await apply(enforcer, makeOrder(makeKey(), extent)) }
    let types = try receiver.requests.map { request in
      try #require(JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])["type"] as? String
    }
    #expect(types == ["arrester.breaker.deny", "arrester.breaker.narrow", "arrester.breaker.restore"])
  }

  @Test("signs with every secret while they are changed")
  func rotation() async throws {
    let receiver = ReceiverInMemory()
    try await apply(make(receiver, secrets: [first, second]))
    let request = try #require(receiver.requests.first)
    let identifier = try #require(request.webhookHeader("webhook-id"))
    let signatures = try [first, second].map {
      try WebhookSecret($0).signature(identifier: identifier, timestamp: 0, body: request.body)
    }
    #expect(request.webhookHeader("webhook-signature") == signatures.joined(separator: " "))
  }

  @Test("sends the same order under the same identifier and with the same bytes, and another under another")
  func identifiers() async throws {
    let receiver = ReceiverInMemory()
    let enforcer = try make(receiver)
    var session = makeOrder()
    session.session = "session"
    var forced = makeOrder()
    forced.trip = nil
    let others = [
      makeOrder(makeKey(), .nothing), makeOrder(makeKey(), revision: 2), makeOrder(makeKey("other")), session, forced,
    ]
    for order in [makeOrder(), makeOrder()] + others { try await apply(enforcer, order) }
    let identifiers = receiver.requests.compactMap { $0.webhookHeader("webhook-id") }
    #expect(identifiers[0] == identifiers[1])
    #expect(receiver.requests[0].body == receiver.requests[1].body)
    #expect(Set(identifiers).count == 1 + others.count)
  }

  @Test("takes any 2xx for an acknowledgement", arguments: [200, 201, 202, 204, 299])
  func acknowledged(status: Int) async throws {
    try await apply(make(ReceiverInMemory(status: status)))
  }

  @Test(
    "tells failures that pass from those that stay",
    arguments: [
      (301, .permanent), (307, .permanent), (400, .permanent), (401, .permanent), (404, .permanent), (410, .permanent), (429, .transient),
      (500, .transient), (502, .transient), (503, .transient), (100, .transient), (0, .transient),
    ] as [(Int, EnforcementError.Kind)])
  func failures(status: Int, kind: EnforcementError.Kind) async throws {
    let enforcer = try make(ReceiverInMemory(status: status))
    let error = await #expect(throws: EnforcementError.self) { try await apply(enforcer) }
    #expect(error?.kind == kind)
    #expect(error?.detail.contains("t0ken") == false)
  }

  @Test("passes on what the receiver asks for", arguments: [429, 503])
  func retryAfter(status: Int) async throws {
    let enforcer = try make(ReceiverInMemory(status: status, headers: ["retry-after": "17"]))
    let error = await #expect(throws: EnforcementError.self) { try await apply(enforcer) }
    let asked: Int64 = 17_000_000_000
    #expect(error?.retryAfterNanoseconds == asked)
  }

  @Test("takes no answer for a failure that passes")
  func unreachable() async throws {
    let receiver = ReceiverInMemory([.failure(TransportError(detail: "connection refused", mayHaveArrived: false))])
    let error = await #expect(throws: EnforcementError.self) { try await apply(make(receiver)) }
    #expect(error == EnforcementError(.transient, "https://example.org: connection refused"))
  }

  @Test("sends nothing more to a receiver that is gone")
  func gone() async throws {
    let receiver = ReceiverInMemory(status: 410)
    let enforcer = try make(receiver)
    for _ in 0..<3 {
      let error = await #expect(throws: EnforcementError.self) { try await apply(enforcer) }
      #expect(error?.kind == .permanent)
    }
    #expect(receiver.requests.count == 1)
  }

  @Test("needs a secret")
  func noSecret() {
    #expect(throws: WebhookProblem.self) { try make(ReceiverInMemory(), secrets: []) }
  }

  @Test("is checked with a signed message that asks for nothing")
  func check() async throws {
    let receiver = ReceiverInMemory([.success(InboundAnswer(status: 204)), .success(InboundAnswer(status: 401))])
    let enforcer = try make(receiver)
    #expect(await enforcer.check().isEmpty)
    #expect(String(decoding: receiver.requests[0].body, as: UTF8.self) == #"{"id":"msg_check_0","type":"arrester.check","data":{}}"#)
    let problems = await enforcer.check()
    #expect(problems.map(\.enforcer) == ["hook"])
    #expect(problems.first?.found == "https://example.org answered 401")
  }

  @Test("is driven by the runner until it is acknowledged, with one identifier")
  func driven() async throws {
    let receiver = ReceiverInMemory([
      .success(InboundAnswer(status: 500)), .success(InboundAnswer(status: 503, headers: ["retry-after": "9"])),
    ])
    let recorder = Recorder()
    let runner = EnforcementRunner(
      enforcers: [try make(receiver)], settings: EnforcementSettings(), observer: recorder, wallClock: clock, clock: clock, random: { 1 })
    await runner.carryOut(makeOrder())
    await clock.reach(500_000_000)
    await clock.reach(9_500_000_000)
    await recorder.until("hook confirmed")
    #expect(receiver.requests.count == 3)
    #expect(Set(receiver.requests.compactMap { $0.webhookHeader("webhook-id") }).count == 1)
  }
}
