import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import Foundation
import Testing

/// What Arrester does where its own rights in AWS are taken away, by whoever had the right to.
@Suite(
  "Arrester's own rights in AWS", .serialized, .enabled(if: MotoServer.python != nil, Comment(rawValue: MotoServer.absent)),
  .timeLimit(.minutes(4)))
struct RevokedRightsTests {
  private let server: MotoServer
  private let administrator: Agent
  private let service: LiveService

  init() throws {
    server = try MotoServer()
    administrator = try Agent(server, server.identities.starter)
    for role in ["first-agent", "second-agent"] { #expect(administrator.tries("make-role \(role)") == "allowed") }
    var settings = EnforcementSettings()
    settings.slowRetrySeconds = 1
    service = try LiveService([try server.enforcer(server.identities.arrester)], settings)
  }

  /// Stops the audit log: trips at once, whatever the caps.
  private func strike(_ role: String) throws {
    let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
    let events = Story.oneStrike.events(role: role, second: now - 20, label: "\(role)-\(now)")
    try service.send(
      events.map { event in
        var event = event
        event.account = MotoServer.account
        return event
      })
  }

  private func key(_ role: String) -> BreakerKey { MotoServer.key(MotoServer.role(role)) }

  /// A trip while nothing can be enforced, after one that was.
  private func tripTwice(_ revocation: String) async throws -> String {
    try strike("first-agent")
    try await service.waits(for: "the first trip is enforced") { await service.state(of: key("first-agent")) == .open }
    #expect(administrator.tries(revocation) == "allowed")
    try strike("second-agent")
    try await service.waits(for: "the second is not") { await service.state(of: key("second-agent")) == .openUnenforced }
    let decision = service.ports.decisions.decide(principal: MotoServer.role("second-agent"))
    #expect(!decision.isAllowed, "where Arrester decides itself it denies all the same")
    #expect(service.pages(about: "second-agent").contains { $0.contains("unenforced") }, "\(service.pages(about: "second-agent"))")
    #expect(await service.state(of: key("first-agent")) == .open, "what stands in AWS stands")
    let order = try #require(await service.orders(of: key("second-agent")).first)
    #expect(order.phase == .failed && order.lastError?.kind == .permanent)
    return try #require(order.lastError?.detail)
  }

  @Test("taken away: the next trip fails for good, says what is missing, and pages; given back: it is enforced at a retry")
  func policyTaken() async throws {
    defer { service.stop() }
    let detail = try await tripTwice("take-rights arrester")
    #expect(detail.contains("AccessDenied") && detail.contains("arrester-role-policy.json"), "\(detail)")
    try await Task.sleep(nanoseconds: 2_500_000_000)
    #expect(await service.state(of: key("second-agent")) == .openUnenforced, "slow retries change nothing while the rights are gone")
    #expect(administrator.tries("return-rights arrester") == "allowed")
    try await service.waits(for: "enforced at a retry") { await service.state(of: key("second-agent")) == .open }
    let look = try server.enforcer(server.identities.arrester)
    for role in ["first-agent", "second-agent"] {
      #expect(try await look.verify(MotoServer.order(.allWrites, MotoServer.role(role))).holds, "\(role)")
    }
  }

  @Test("its key deleted: the next trip fails for good with AWS's word for it, and pages")
  func keyDeleted() async throws {
    defer { service.stop() }
    let detail = try await tripTwice("drop-keys arrester")
    #expect(detail.contains("InvalidClientTokenId"), "\(detail)")
    #expect(!detail.contains(server.identities.arrester.secret))
  }
}
