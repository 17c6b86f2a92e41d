import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import Foundation
import Testing

/// A person halts everything while enforcers are about to act: through the whole service.
@Suite("A halt while enforcers are at work", .serialized, .timeLimit(.minutes(3)))
struct HaltAtWorkTests {
  private let enforcer = PatientEnforcer()
  private let service: LiveService
  private let operatorOnCall = Person(name: "olga", roles: [.operator])

  init() throws { service = try LiveService([enforcer]) }

  private func principal(_ role: String) -> String { "arn:aws:iam::\(TrailEvent.account):role/\(role)" }

  private func key(_ role: String) -> BreakerKey {
    BreakerKey(platform: .aws, homeScope: TrailEvent.account, principal: principal(role), kind: .agent)
  }

  private func strike(_ role: String) throws {
    let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
    try service.send(Story.oneStrike.events(role: role, second: now - 20, label: "\(role)-\(now)"))
  }

  private func ask(_ asked: AskedChange) async throws {
    let person = operatorOnCall
    _ = try await service.ports.loop.perform { loop in
      _ = loop.act(about: nil) { board, moment in board.ask(asked, by: person, reason: "it is the wrong role", at: moment) }
    }
  }

  @Test("what has not been applied is not applied, what stands stays, new trips deny nobody; after it what was ordered is done")
  func halted() async throws {
    defer { service.stop() }
    try strike("standing-agent")
    try await service.waits(for: "one deny stands") { await service.state(of: key("standing-agent")) == .open }
    enforcer.hold()
    try strike("planned-agent")
    try await service.waits(for: "the enforcer plans") { enforcer.planning == 1 }
    try await ask(.halt)
    enforcer.letGo()
    try await service.waits(for: "it has stopped before it applied") {
      await service.orders(of: key("planned-agent")).first?.phase == .halted
    }
    #expect(enforcer.extent(of: principal("planned-agent")) == .nothing)
    #expect(enforcer.extent(of: principal("standing-agent")) == .allWrites)
    #expect(!service.ports.decisions.decide(principal: principal("planned-agent")).isAllowed, "it had tripped before the halt")

    try strike("later-agent")
    try await service.waits(for: "the later trip is known") { await service.state(of: key("later-agent")) != nil }
    #expect(service.ports.decisions.decide(principal: principal("later-agent")).isAllowed)
    #expect(service.ports.decisions.decide(principal: principal("later-agent")).wouldDeny)

    try await ask(.resume)
    try await service.waits(for: "what was ordered before is done") { await service.state(of: key("planned-agent")) == .open }
    #expect(enforcer.extent(of: principal("planned-agent")) == .allWrites)
    #expect(enforcer.extent(of: principal("later-agent")) == .nothing)
  }
}
