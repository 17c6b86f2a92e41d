import ArresterBase
import ArresterEvents
import Foundation
import Synchronization

@testable import ArresterBreaker
@testable import ArresterEnforcement

/// IAM, STS and Organizations in memory, as far as the enforcer speaks to them.
final class FakeAWS: HTTPTransport {
  struct State: Sendable {
    /// ARNs by `Role name` or `User name`.
    var principals: [String: String] = [:]
    /// ARNs of policies by principal, in order.
    var attached: [String: [String]] = [:]
    /// Documents by ARN; missing ones are not there.
    var documents: [String: String] = [:]
    var version = 1
    var quota = 10
    var controls: [String: (name: String, content: String, targets: [String])] = [:]
    var denied: Set<String> = []
    /// Answers given before anything else, by action.
    var failures: [String: [InboundAnswer]] = [:]
    /// Every call, in order: the action and what it is about.
    var calls: [String] = []
  }

  static let account = "111122223333"
  static let role = "arn:aws:iam::111122223333:role/agents/deploy-agent"
  static func policy(_ name: String, _ account: String = FakeAWS.account) -> String { "arn:aws:iam::\(account):policy/\(name)" }

  private static let writes = DenyDocuments.writes().text
  private static let destruction = DenyDocuments.destruction().text

  let state = Mutex(State())

  init() {
    state.withLock { state in
      state.principals = ["Role deploy-agent": FakeAWS.role, "User robot": "arn:aws:iam::111122223333:user/robot"]
      for account in [FakeAWS.account, "444455556666"] {
        state.documents[FakeAWS.policy("arrester-deny-writes", account)] = FakeAWS.writes
        state.documents[FakeAWS.policy("arrester-deny-destructive", account)] = FakeAWS.destruction
      }
    }
  }

  var calls: [String] { state.withLock { $0.calls } }
  /// Calls that change something.
  var changes: [String] {
    calls.filter { ["Attach", "Detach", "Create", "Update", "Delete"].contains(where: $0.hasPrefix) }
  }

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    if let target = request.header("X-Amz-Target") {
      return organizations(target.split(separator: ".").last.map(String.init) ?? "", request)
    }
    let action = request.parameter("Action") ?? ""
    return state.withLock { state in
      let kind = action.contains("User") ? "User" : "Role"
      let name = request.parameter("\(kind)Name") ?? ""
      let policy = request.parameter("PolicyArn") ?? ""
      state.calls.append(
        ["\(action)", name, policy.split(separator: "/").last.map(String.init) ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
      if let failure = state.failures[action]?.first {
        state.failures[action]?.removeFirst()
        return failure
      }
      return FakeAWS.iam(&state, action, kind, "\(kind) \(name)", policy, request)
    }
  }

  private static func iam(
    _ state: inout State, _ action: String, _ kind: String, _ principal: String, _ policy: String, _ request: OutboundRequest
  ) -> InboundAnswer {
    switch action {
    case "GetCallerIdentity":
      return ok(action, "<Account>\(account)</Account><Arn>arn:aws:sts::\(account):assumed-role/deploy-agent/arrester</Arn>")
    case "AssumeRole": return .sts("AssumeRole", key: "ASIA444455556666")
    case "GetPolicy":
      guard state.documents[policy] != nil else { return .refusal(404, "NoSuchEntity") }
      return ok(
        action,
        "<Policy><Arn>\(policy)</Arn><PolicyId>ANPA</PolicyId><DefaultVersionId>v\(state.version)</DefaultVersionId></Policy>"
          .replacing("ANPA", with: "ANPA\(policy)"))
    case "GetPolicyVersion":
      return ok(action, "<PolicyVersion><Document>\(PercentEncoding.encode(state.documents[policy] ?? ""))</Document></PolicyVersion>")
    case "GetAccountSummary":
      return ok(action, "<SummaryMap><entry><key>AttachedPoliciesPerRoleQuota</key><value>\(state.quota)</value></entry></SummaryMap>")
    case "SimulatePrincipalPolicy":
      let results = (1...2).compactMap { request.parameter("ActionNames.member.\($0)") }.map { name in
        let decision = state.denied.contains(name) ? "implicitDeny" : "allowed"
        return "<member><EvalActionName>\(name)</EvalActionName><EvalDecision>\(decision)</EvalDecision></member>"
      }
      return ok(action, "<EvaluationResults>\(results.joined())</EvaluationResults>")
    default: break
    }
    guard let arn = state.principals[principal] else { return .refusal(404, "NoSuchEntity", "The role with name x cannot be found.") }
    switch action {
    case "Get\(kind)": return ok(action, "<\(kind)><Arn>\(arn)</Arn></\(kind)>")
    case "ListAttached\(kind)Policies":
      // One a page, so that pages are read.
      let all = state.attached[principal, default: []]
      let index = request.parameter("Marker").flatMap { Int($0) } ?? 0
      let members = all.dropFirst(index).prefix(1).map { "<member><PolicyName>n</PolicyName><PolicyArn>\($0)</PolicyArn></member>" }
      let more = index + 1 < all.count ? "<IsTruncated>true</IsTruncated><Marker>\(index + 1)</Marker>" : "<IsTruncated>false</IsTruncated>"
      return ok(action, "<AttachedPolicies>\(members.joined())</AttachedPolicies>\(more)")
    case "Attach\(kind)Policy":
      guard state.documents[policy] != nil else { return .refusal(404, "NoSuchEntity", "Policy x does not exist or is not attachable.") }
      if state.attached[principal, default: []].contains(policy) { return ok(action, "") }
      guard state.attached[principal, default: []].count < state.quota else { return .refusal(409, "LimitExceeded") }
      state.attached[principal, default: []].append(policy)
      return ok(action, "")
    case "Detach\(kind)Policy":
      guard let index = state.attached[principal]?.firstIndex(of: policy) else { return .refusal(404, "NoSuchEntity") }
      state.attached[principal]?.remove(at: index)
      return ok(action, "")
    default: return .refusal(400, "InvalidAction", action)
    }
  }

  private static func ok(_ action: String, _ result: String) -> InboundAnswer {
    InboundAnswer(200, "<\(action)Response><\(action)Result>\(result)</\(action)Result></\(action)Response>")
  }

  private func organizations(_ action: String, _ request: OutboundRequest) -> InboundAnswer {
    let fields = (try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any]) ?? [:]
    let text: (String) -> String = { fields[$0] as? String ?? "" }
    return state.withLock { state in
      state.calls.append(action)
      if let failure = state.failures[action]?.first {
        state.failures[action]?.removeFirst()
        return failure
      }
      let identifier = text("PolicyId")
      let refusal: (String) -> InboundAnswer = { InboundAnswer(400, "{\"__type\":\"\($0)\",\"Message\":\"no\"}") }
      switch action {
      case "DescribeOrganization": return InboundAnswer(200, "{\"Organization\":{\"MasterAccountId\":\"999900001111\"}}")
      case "ListPolicies", "ListPoliciesForTarget":
        let found = state.controls.filter { action == "ListPolicies" || $0.value.targets.contains(text("TargetId")) }
        let rows = found.keys.sorted().map { "{\"Id\":\"\($0)\",\"Name\":\"\(found[$0]?.name ?? "")\"}" }
        return InboundAnswer(200, "{\"Policies\":[\(rows.joined(separator: ","))]}")
      case "CreatePolicy":
        guard !state.controls.values.contains(where: { $0.name == text("Name") }) else { return refusal("DuplicatePolicyException") }
        state.controls["p-\(state.controls.count + 1)"] = (text("Name"), text("Content"), [])
        return FakeAWS.control("p-\(state.controls.count)", state)
      case "DescribePolicy":
        return state.controls[identifier] == nil ? refusal("PolicyNotFoundException") : FakeAWS.control(identifier, state)
      case "UpdatePolicy": state.controls[identifier]?.content = text("Content")
      case "AttachPolicy":
        guard state.controls[identifier]?.targets.contains(text("TargetId")) == false else {
          return refusal("DuplicatePolicyAttachmentException")
        }
        state.controls[identifier]?.targets.append(text("TargetId"))
      case "DetachPolicy":
        guard state.controls[identifier]?.targets.contains(text("TargetId")) == true else { return refusal("PolicyNotAttachedException") }
        state.controls[identifier]?.targets.removeAll { $0 == text("TargetId") }
      case "DeletePolicy": state.controls[identifier] = nil
      default: return refusal("InvalidAction")
      }
      return InboundAnswer(200, "{}")
    }
  }

  private static func control(_ identifier: String, _ state: State) -> InboundAnswer {
    var json = JSONText()
    json.object { json in
      json.key("Policy")
      json.object { json in
        json.key("PolicySummary")
        json.object { json in
          json.field("Id", identifier)
          json.field("Name", state.controls[identifier]?.name ?? "")
        }
        json.field("Content", state.controls[identifier]?.content ?? "")
      }
    }
    return InboundAnswer(200, json.text)
  }
}

extension FakeAWS {
  /// An enforcer that speaks to it, with what it sleeps kept.
  func enforcer(sleeps: SleepLog = SleepLog(), _ change: (inout AWSEnforcerSettings) -> Void = { _ in }) throws -> AWSEnforcer {
    var settings = AWSEnforcerSettings()
    settings.keys = AWSEnforcerSettings.Keys(accessKey: "AKIA", secretKey: "hidden-secret", sessionToken: "hidden-token")
    change(&settings)
    let retry = RetryPolicy(random: { $0.upperBound }, sleep: { sleeps.note($0) })
    return try AWSEnforcer(
      settings, AWSConnections(transport: self, direct: self, surroundings: .test([:]), clock: TestClock(), retry: retry))
  }
}

final class SleepLog: Sendable {
  private let slept = Mutex<[Int64]>([])

  var nanoseconds: [Int64] { slept.withLock { $0 } }
  func note(_ nanoseconds: Int64) { slept.withLock { $0.append(nanoseconds) } }
}

extension DenyOrder {
  static func test(_ extent: Extent, _ principal: String = FakeAWS.role) -> DenyOrder {
    let key = BreakerKey(platform: .aws, homeScope: "111122223333", principal: principal, kind: .agent)
    return DenyOrder(key: key, trip: "trip-1", extent: extent, revision: 1)
  }
}

extension Enforcer {
  /// Plan, apply, verify.
  func carryOut(_ order: DenyOrder) async throws(EnforcementError) -> Verification {
    try await apply(try await plan(order))
    return try await verify(order)
  }

  func failure(_ order: DenyOrder) async -> EnforcementError? {
    do throws(EnforcementError) {
      _ = try await carryOut(order)
      return nil
    } catch {
      return error
    }
  }
}
