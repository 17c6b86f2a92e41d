import ArresterEnforcement
import Foundation
import Testing

/// Administrators who change things while Arrester is at work on them.
@Suite(
  "AWS, played by moto, while others work in it too", .serialized, .moto,
  .enabled(if: MotoServer.python != nil, Comment(rawValue: MotoServer.absent)), .timeLimit(.minutes(4)))
struct AWSMeddlingTests {
  private let server: MotoServer
  private let enforcer: AWSEnforcer
  private let administrator: Agent

  init() throws {
    server = try #require(MotoTrait.server)
    enforcer = try server.enforcer(server.identities.arrester)
    administrator = try Agent(server, server.identities.starter)
  }

  private func does(_ deeds: String...) { for deed in deeds { #expect(administrator.tries(deed) == "allowed", "\(deed)") } }

  private func deny(_ principal: String) async throws {
    try await enforcer.apply(try await enforcer.plan(MotoServer.order(.allWrites, principal)))
    #expect(try await enforcer.verify(MotoServer.order(.allWrites, principal)).holds)
  }

  @Test("a role that is deleted between plan and apply cannot act any more, and so needs nothing")
  func deleted() async throws {
    for extent in DenyOrder.Extent.allCases {
      let role = MotoServer.role("short-\(extent.rawValue)")
      does("make-role short-\(extent.rawValue)")
      if extent != .allWrites { try await deny(role) }
      let plan = try await enforcer.plan(MotoServer.order(extent, role))
      #expect(!plan.steps.isEmpty)
      does("drop-role short-\(extent.rawValue)")
      try await enforcer.apply(plan)
      let found = try await enforcer.verify(MotoServer.order(extent, role))
      #expect(found.holds && found.detail.contains("gone"), "\(found.detail)")
    }
  }

  @Test("another role under the same name, made meanwhile at another path, is not taken for the one that tripped")
  func replaced() async throws {
    let role = MotoServer.role("agents/worker")
    does("make-role agents/worker")
    try await deny(role)
    does("drop-role worker", "make-role people/worker")
    let found = try await enforcer.verify(MotoServer.order(.allWrites, role))
    #expect(found.holds && found.detail.contains("gone"), "\(found.detail)")
    #expect(try await enforcer.plan(MotoServer.order(.allWrites, role)).steps.isEmpty)
    #expect(try await !enforcer.verify(MotoServer.order(.allWrites, MotoServer.role("people/worker"))).holds, "nothing was attached to it")
  }

  @Test("a policy that was edited before the restoration: refused, said so, and left attached")
  func editedBeforeRestoration() async throws {
    let role = MotoServer.role("edited-agent")
    does("make-role edited-agent")
    try await deny(role)
    does("edit-deny")
    for extent in [DenyOrder.Extent.destructiveWrites, .nothing] {
      do throws(EnforcementError) {
        _ = try await enforcer.plan(MotoServer.order(extent, role))
        Issue.record("planned \(extent)")
      } catch {
        #expect(error.kind == .conflict && error.detail.contains("arrester-deny-writes"), "\(error.detail)")
      }
    }
    // Detaching what is not attached would fail.
    does("prune edited-agent", "mend-deny v1")
  }

  @Test("a deny that somebody pruned does not hold, and is planned anew")
  func pruned() async throws {
    let role = MotoServer.role("pruned-agent")
    does("make-role pruned-agent")
    try await deny(role)
    does("prune pruned-agent")
    #expect(try await !enforcer.verify(MotoServer.order(.allWrites, role)).holds)
    try await deny(role)
  }

  @Test("names that a policy could read as several are refused, or deny that one role and no other")
  func oddNames() async throws {
    does("make-role deploy-1", "make-role agents/digger")
    let control = try server.enforcer(server.identities.controller, .serviceControlPolicy)
    for name in ["*", "deploy-?", "${aws:username}", "quoted\"name", "b\u{fc}cher", "*/digger"] {
      let order = MotoServer.order(.allWrites, MotoServer.role(name))
      if let plan = try? await enforcer.plan(order) { try await enforcer.apply(plan) }
      let ofMember = MotoServer.order(.allWrites, "arn:aws:iam::\(server.identities.member):role/\(name)")
      await #expect(throws: EnforcementError.self, "\(name)") { try await control.plan(ofMember) }
    }
    for innocent in ["deploy-1", "agents/digger", "agents/deploy-agent"] {
      let found = try await enforcer.verify(MotoServer.order(.allWrites, MotoServer.role(innocent)))
      #expect(!found.holds, "\(innocent): \(found.detail)")
    }
  }
}
