/// The calls of IAM that Arrester needs.
struct IAMClient: Sendable {
  struct AttachedPolicy: Sendable, Equatable {
    var name: String
    var arn: String
  }

  struct Policy: Sendable, Equatable {
    var arn: String
    /// Of this very policy: another one under the same name has another.
    var identifier: String
    var defaultVersion: String
  }

  /// Of a list; AWS's own limits are far below.
  static let maximumPages = 50

  var client: AWSClient
  var endpoint: AWSEndpoints.Endpoint

  /// - Returns: the ARN under which the role or user of that name is there now.
  func arn(of principal: AWSPrincipal) async throws(AWSError) -> String {
    let call = query("Get\(principal.kind.rawValue)", [name(principal)])
    let result = try XMLTree.result(of: call, try await client.send(call))
    guard let arn = result.at(principal.kind.rawValue, "Arn")?.text else { throw call.unreadable }
    return arn
  }

  func attachedPolicies(of principal: AWSPrincipal) async throws(AWSError) -> [AttachedPolicy] {
    var policies: [AttachedPolicy] = []
    var marker: String?
    for _ in 0..<IAMClient.maximumPages {
      let page = marker.map { [(name: "Marker", value: $0)] } ?? []
      let call = query("ListAttached\(principal.kind.rawValue)Policies", [name(principal)] + page)
      let result = try XMLTree.result(of: call, try await client.send(call))
      for member in result.members("AttachedPolicies") {
        guard let arn = member.first("PolicyArn")?.text, let name = member.first("PolicyName")?.text else { throw call.unreadable }
        policies.append(AttachedPolicy(name: name, arn: arn))
      }
      guard result.first("IsTruncated")?.text == "true", let next = result.first("Marker")?.text else { return policies }
      marker = next
    }
    throw AWSError(
      kind: .unreadable, operation: "iam:ListAttached\(principal.kind.rawValue)Policies",
      message: "more than \(IAMClient.maximumPages) pages")
  }

  /// Attaching what is attached already succeeds.
  func attach(_ policy: String, to principal: AWSPrincipal) async throws(AWSError) {
    _ = try await client.send(query("Attach\(principal.kind.rawValue)Policy", [name(principal), (name: "PolicyArn", value: policy)]))
  }

  /// - Throws: `NoSuchEntity` where it is not attached.
  func detach(_ policy: String, from principal: AWSPrincipal) async throws(AWSError) {
    _ = try await client.send(query("Detach\(principal.kind.rawValue)Policy", [name(principal), (name: "PolicyArn", value: policy)]))
  }

  func policy(_ arn: String) async throws(AWSError) -> Policy {
    let call = query("GetPolicy", [(name: "PolicyArn", value: arn)])
    let result = try XMLTree.result(of: call, try await client.send(call))
    guard let policy = result.first("Policy"), let arn = policy.first("Arn")?.text, let identifier = policy.first("PolicyId")?.text,
      let version = policy.first("DefaultVersionId")?.text
    else { throw call.unreadable }
    return Policy(arn: arn, identifier: identifier, defaultVersion: version)
  }

  /// The document of a version, which never changes.
  func document(_ policy: Policy) async throws(AWSError) -> String {
    let call = query(
      "GetPolicyVersion", [(name: "PolicyArn", value: policy.arn), (name: "VersionId", value: policy.defaultVersion)])
    let result = try XMLTree.result(of: call, try await client.send(call))
    guard let document = result.at("PolicyVersion", "Document")?.text else { throw call.unreadable }
    return String(decoding: PercentEncoding.decode(document), as: UTF8.self)
  }

  /// - Returns: those of `actions` that the principal may not do on the resource.
  func denied(
    _ actions: [String], to principal: String, on resource: String, context: [(key: String, value: String)] = []
  ) async throws(AWSError) -> [String] {
    var parameters = [(name: "PolicySourceArn", value: principal), (name: "ResourceArns.member.1", value: resource)]
    for (index, action) in actions.enumerated() { parameters.append((name: "ActionNames.member.\(index + 1)", value: action)) }
    for (index, entry) in context.enumerated() {
      let prefix = "ContextEntries.member.\(index + 1)"
      parameters += [
        (name: "\(prefix).ContextKeyName", value: entry.key), (name: "\(prefix).ContextKeyType", value: "string"),
        (name: "\(prefix).ContextKeyValues.member.1", value: entry.value),
      ]
    }
    let call = query("SimulatePrincipalPolicy", parameters)
    let result = try XMLTree.result(of: call, try await client.send(call))
    let allowed = result.members("EvaluationResults").filter { $0.first("EvalDecision")?.text == "allowed" }
      .compactMap { $0.first("EvalActionName")?.text }
    return actions.filter { !allowed.contains($0) }
  }

  /// How many managed policies one role and one user may have.
  func attachmentQuotas() async throws(AWSError) -> (role: Int?, user: Int?) {
    let call = query("GetAccountSummary", [])
    let result = try XMLTree.result(of: call, try await client.send(call))
    let entries = result.first("SummaryMap")?.children ?? []
    let number: (String) -> Int? = { name in
      entries.first { $0.first("key")?.text == name }?.first("value").flatMap { Int($0.text) }
    }
    return (number("AttachedPoliciesPerRoleQuota"), number("AttachedPoliciesPerUserQuota"))
  }

  private func name(_ principal: AWSPrincipal) -> (name: String, value: String) {
    (name: "\(principal.kind.rawValue)Name", value: principal.name)
  }

  private func query(_ action: String, _ parameters: [(name: String, value: String)]) -> AWSCall {
    .query("iam", action, version: "2010-05-08", endpoint, parameters)
  }
}
