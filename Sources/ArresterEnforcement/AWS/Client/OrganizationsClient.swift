import ArresterBase
import Foundation

/// The calls of AWS Organizations that Arrester needs.
struct OrganizationsClient: Sendable {
  struct PolicySummary: Decodable, Sendable, Equatable {
    var id: String
    var name: String

    enum CodingKeys: String, CodingKey {
      case id = "Id"
      case name = "Name"
    }
  }

  static let maximumPages = 100
  private static let filter = "SERVICE_CONTROL_POLICY"

  var client: AWSClient
  var endpoint: AWSEndpoints.Endpoint

  /// The account that no service control policy binds.
  func managementAccount() async throws(AWSError) -> String {
    try await send("DescribeOrganization", { _ in }, OrganizationAnswer.self).organization.managementAccount
  }

  func policies(on account: String) async throws(AWSError) -> [PolicySummary] {
    try await policies("ListPoliciesForTarget") { json in json.field("TargetId", account) }
  }

  func allPolicies() async throws(AWSError) -> [PolicySummary] { try await policies("ListPolicies") { _ in } }

  func content(_ policy: String) async throws(AWSError) -> String {
    try await send("DescribePolicy", { $0.field("PolicyId", policy) }, PolicyAnswer.self).policy.content
  }

  /// - Returns: its identifier.
  func create(_ name: String, description: String, content: String) async throws(AWSError) -> String {
    let answer = try await send(
      "CreatePolicy",
      { json in
        json.field("Name", name)
        json.field("Description", description)
        json.field("Type", OrganizationsClient.filter)
        json.field("Content", content)
      }, PolicyAnswer.self)
    return answer.policy.summary.id
  }

  func update(_ policy: String, content: String) async throws(AWSError) {
    try await send("UpdatePolicy") { json in
      json.field("PolicyId", policy)
      json.field("Content", content)
    }
  }

  func delete(_ policy: String) async throws(AWSError) { try await send("DeletePolicy") { $0.field("PolicyId", policy) } }

  func attach(_ policy: String, to account: String) async throws(AWSError) { try await move("AttachPolicy", policy, account) }

  func detach(_ policy: String, from account: String) async throws(AWSError) { try await move("DetachPolicy", policy, account) }

  private func move(_ action: String, _ policy: String, _ account: String) async throws(AWSError) {
    try await send(action) { json in
      json.field("PolicyId", policy)
      json.field("TargetId", account)
    }
  }

  private func policies(_ action: String, _ write: @Sendable (inout JSONText) -> Void) async throws(AWSError) -> [PolicySummary] {
    var policies: [PolicySummary] = []
    var token: String?
    for _ in 0..<OrganizationsClient.maximumPages {
      let next = token
      let page = try await send(
        action,
        { json in
          json.field("Filter", OrganizationsClient.filter)
          write(&json)
          if let next { json.field("NextToken", next) }
        }, PolicyPage.self)
      policies += page.policies
      guard let following = page.nextToken else { return policies }
      token = following
    }
    throw AWSError(
      kind: .unreadable, operation: "organizations:\(action)", message: "more than \(OrganizationsClient.maximumPages) pages")
  }

  private func send(_ action: String, _ write: @Sendable (inout JSONText) -> Void) async throws(AWSError) {
    _ = try await client.send(call(action, write))
  }

  private func send<Answer: Decodable>(
    _ action: String, _ write: @Sendable (inout JSONText) -> Void, _ type: Answer.Type
  ) async throws(AWSError) -> Answer {
    let call = call(action, write)
    let body = try await client.send(call)
    guard let answer = try? JSONDecoder().decode(type, from: Data(body)) else { throw call.unreadable }
    return answer
  }

  private func call(_ action: String, _ write: @Sendable (inout JSONText) -> Void) -> AWSCall {
    var json = JSONText()
    json.object { write(&$0) }
    return .json("organizations", action, target: "AWSOrganizationsV20161128", endpoint, json.bytes)
  }
}

private struct OrganizationAnswer: Decodable {
  struct Organization: Decodable {
    var managementAccount: String

    enum CodingKeys: String, CodingKey { case managementAccount = "MasterAccountId" }
  }

  var organization: Organization

  enum CodingKeys: String, CodingKey { case organization = "Organization" }
}

private struct PolicyPage: Decodable {
  var policies: [OrganizationsClient.PolicySummary]
  var nextToken: String?

  enum CodingKeys: String, CodingKey {
    case policies = "Policies"
    case nextToken = "NextToken"
  }
}

private struct PolicyAnswer: Decodable {
  struct Policy: Decodable {
    var summary: OrganizationsClient.PolicySummary
    var content: String

    enum CodingKeys: String, CodingKey {
      case summary = "PolicySummary"
      case content = "Content"
    }
  }

  var policy: Policy

  enum CodingKeys: String, CodingKey { case policy = "Policy" }
}
