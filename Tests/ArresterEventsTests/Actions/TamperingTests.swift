import Testing

@testable import ArresterEvents

@Suite("Actions: tampering with the breaker's own")
struct TamperingTests {
  private static let policy = "arn:aws:iam::111122223333:policy/arrester-deny-writes"

  static let attempts: [(String, String, String)] = [
    ("iam", "DetachRolePolicy", #"{"roleName":"sre-agent","policyArn":"\#(policy)"}"#),
    ("iam", "DetachUserPolicy", #"{"userName":"eve","policyArn":"\#(policy)"}"#),
    ("iam", "DetachGroupPolicy", #"{"groupName":"g","policyArn":"\#(policy)"}"#),
    ("iam", "DeletePolicy", #"{"policyArn":"\#(policy)"}"#),
    ("iam", "CreatePolicyVersion", #"{"policyArn":"\#(policy)","setAsDefault":true}"#),
    ("iam", "SetDefaultPolicyVersion", #"{"policyArn":"\#(policy)","versionId":"v2"}"#),
    ("iam", "DeletePolicyVersion", #"{"policyArn":"\#(policy)","versionId":"v1"}"#),
    ("iam", "TagPolicy", #"{"policyArn":"\#(policy)","tags":[]}"#),
    ("iam", "DeleteRole", #"{"roleName":"arrester-enforcer"}"#),
    ("iam", "UpdateAssumeRolePolicy", #"{"roleName":"arrester-enforcer","policyDocument":"x"}"#),
    ("iam", "DeleteRolePolicy", #"{"roleName":"arrester-enforcer","policyName":"x"}"#),
    ("iam", "PutRolePolicy", #"{"roleName":"arrester-enforcer","policyName":"x"}"#),
    ("iam", "DetachRolePolicy", #"{"roleName":"arrester-enforcer","policyArn":"arn:aws:iam::aws:policy/X"}"#),
    ("iam", "AttachRolePolicy", #"{"roleName":"arrester-enforcer","policyArn":"arn:aws:iam::aws:policy/X"}"#),
    ("iam", "PutRolePermissionsBoundary", #"{"roleName":"arrester-enforcer","permissionsBoundary":"arn:aws:iam::aws:policy/X"}"#),
    ("iam", "DeleteRolePermissionsBoundary", #"{"roleName":"arrester-enforcer"}"#),
    ("iam", "UpdateRole", #"{"roleName":"arrester-enforcer","maxSessionDuration":3600}"#),
    ("iam", "DeleteRolePolicy", #"{"roleName":"sre-agent","policyName":"arrester-deny"}"#),
    ("kafka", "DeleteTopic", #"{"clusterArn":"arn:aws:kafka:eu-west-1:1:cluster/c/1","topicName":"arrester.breakers"}"#),
  ]

  @Test("a change to the deny, the role or a topic is tampering, done or only tried", arguments: attempts)
  func isTampering(_ service: String, _ name: String, _ request: String) {
    let record = Record(service, name, request: request)
    #expect(record.event?.flags.contains(.tampering) == true, "\(record.event?.resources.map(\.names) ?? [])")
    #expect(record.with(\.more, #","errorCode":"AccessDenied""#).event?.flags.contains(.tampering) == true)
  }

  @Test("names hidden behind escapes or among hundreds of others are seen")
  func hidden() {
    let escaped = Record("iam", "DeletePolicy", request: #"{"policyArn":"arn:aws:iam::1:policy\/\u0061rrester-deny"}"#)
    #expect(escaped.event?.flags.contains(.tampering) == true)
  }

  @Test("the breaker's own identity may, others' resources are no tampering, and reads are reads")
  func others() {
    let own = TestModel.with { $0.breakerIdentities = [Glob("arn:aws:iam::111122223333:role/sre-agent")] }
    let record = Record("iam", "DeletePolicy", request: #"{"policyArn":"\#(Self.policy)"}"#)
    #expect(RecordDecoder(model: own).outcome(record.text).event?.flags.contains(.tampering) == false)
    #expect(
      Record("iam", "DeletePolicy", request: #"{"policyArn":"arn:aws:iam::1:policy/my-arrester"}"#).event?.flags.contains(.tampering)
        == false)
    #expect(Record("iam", "GetPolicy", request: #"{"policyArn":"\#(Self.policy)"}"#).with(\.more, #","readOnly":true"#).outcome == .read)
  }

  @Test("without names of its own nothing is the breaker's")
  func noNames() {
    let model = TestModel.with { $0.breakerResources = [] }
    let text = Record("iam", "DeletePolicy", request: #"{"policyArn":"\#(Self.policy)"}"#).text
    #expect(RecordDecoder(model: model).outcome(text).event?.flags.contains(.tampering) == false)
  }
}
