import ArresterBreaker
import ArresterEnforcement
import Foundation
import Testing

/// The enforcer against moto, which enforces IAM: Arrester acts with the actions of its least privilege and no others, and the agent is
/// a boto3 program with every right. moto knows neither conditions, resources of IAM calls, nor service control policies: what those do is
/// shown by the evaluator of the unit tests only.
@Suite(
  "AWS, played by moto", .serialized, .enabled(if: MotoServer.python != nil, Comment(rawValue: MotoServer.absent)),
  .timeLimit(.minutes(5)))
struct AWSEnforcementTests {
  private static let user = "arn:aws:iam::\(MotoServer.account):user/agent"
  private static let role = "arn:aws:iam::\(MotoServer.account):role/agents/deploy-agent"

  private func enforcer(_ server: MotoServer, _ keys: MotoServer.Keys, _ mode: AWSEnforcerSettings.Mode = .attachedPolicy) throws
    -> AWSEnforcer
  { try server.enforcer(keys, mode) }

  private func order(_ extent: DenyOrder.Extent, _ principal: String) -> DenyOrder { MotoServer.order(extent, principal) }

  /// Those of `actions` that were not denied, with what came instead. Services spell a denial differently, and moto's JSON ones give its status only.
  private func undenied(_ agent: Agent, _ actions: [String]) -> [String] {
    actions.compactMap { action in
      let answer = agent.tries(action)
      return ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"].contains(answer) ? nil : "\(action): \(answer)"
    }
  }

  @discardableResult
  private func carryOut(_ order: DenyOrder, _ enforcer: AWSEnforcer) async throws -> EnforcementPlan {
    let plan = try await enforcer.plan(order)
    try await enforcer.apply(plan)
    let verification = try await enforcer.verify(order)
    #expect(verification.holds, "\(verification.detail)")
    return plan
  }

  @Test("a user or a running session of a role: denied, reads on, cannot free itself, works again", arguments: [user, role])
  func wholeWay(principal: String) async throws {
    let server = try MotoServer()
    let isRole = principal == Self.role
    let enforcer = try enforcer(server, server.identities.arrester)
    // The session begins before the deny: nothing ends it, and every call of it is judged anew.
    let agent = try Agent(server, isRole ? server.identities.starter : server.identities.agent, role: isRole ? principal : nil)
    #expect(agent.tries("create") == "allowed" && agent.tries("make-victim") == "allowed")
    #expect(try await enforcer.verify(order(.allWrites, principal)).holds == false)

    let plan = try await carryOut(order(.allWrites, principal), enforcer)
    #expect(plan.steps.count == 1)
    #expect(undenied(agent, ["create", "delete"]) == [])
    #expect(agent.tries("read") == "allowed" && agent.tries("read-servers") == "allowed" && agent.tries("who") == "allowed")
    let ways = ["detach-from-user", "detach-from-role", "edit-deny", "delete-deny", "new-key", "new-user", "other-role", "read-secret"]
    #expect(undenied(agent, ways) == [])
    #expect(try await enforcer.verify(order(.allWrites, principal)).holds)
    #expect(try await enforcer.plan(order(.allWrites, principal)).steps.isEmpty, "said again, there is nothing to do")

    try await carryOut(order(.destructiveWrites, principal), enforcer)
    #expect(agent.tries("create") == "allowed")
    #expect(undenied(agent, ["delete", "new-key", "detach-from-user", "detach-from-role", "other-role"]) == [])

    try await carryOut(order(.nothing, principal), enforcer)
    #expect(agent.tries("delete") == "allowed" && agent.tries("other-role") == "allowed" && agent.tries("new-user") == "allowed")
  }

  @Test("a policy that somebody edited is a conflict, and a principal that is gone needs no denying")
  func changes() async throws {
    let server = try MotoServer()
    let enforcer = try enforcer(server, server.identities.arrester)
    let missing = "arn:aws:iam::\(MotoServer.account):role/missing"
    #expect(try await enforcer.verify(order(.allWrites, missing)).detail.contains("gone"))
    let agent = try Agent(server, server.identities.agent)
    #expect(agent.tries("edit-deny") == "allowed")
    do throws(EnforcementError) {
      _ = try await enforcer.plan(order(.allWrites, Self.role))
      Issue.record("planned")
    } catch {
      #expect(error.kind == .conflict)
    }
  }

  @Test("what Arrester may not do is said with what it needs")
  func rights() async throws {
    let server = try MotoServer()
    let stranger = try enforcer(server, server.identities.controller)
    do throws(EnforcementError) {
      _ = try await stranger.plan(order(.allWrites, Self.role))
      Issue.record("planned")
    } catch {
      #expect(error.kind == .permanent && error.detail.contains("AccessDenied") && error.detail.contains("arrester-role-policy.json"))
    }
  }

  @Test("a service control policy is made, narrowed, and taken away by the same calls that AWS knows")
  func serviceControlPolicy() async throws {
    let server = try MotoServer()
    let enforcer = try enforcer(server, server.identities.controller, .serviceControlPolicy)
    let principal = "arn:aws:iam::\(server.identities.member):role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123"
    #expect(await enforcer.check() == [])
    try await carryOut(order(.allWrites, principal), enforcer)
    #expect(try await carryOut(order(.destructiveWrites, principal), enforcer).steps.count == 1)
    #expect(try await carryOut(order(.nothing, principal), enforcer).steps.count == 2)
  }
}
