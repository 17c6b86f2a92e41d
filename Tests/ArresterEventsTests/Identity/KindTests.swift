import Testing

@testable import ArresterEvents

@Suite("Identity: kinds of principals")
struct KindTests {
  private static let user = #"{"type":"IAMUser","arn":"arn:aws:iam::1:user/eve","accessKeyId":"AKIA"}"#

  private static func role(_ name: String, session: String = "s", more: String = "") -> String {
    """
    {"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/\(name)/\(session)","sessionContext":{"sessionIssuer":\
    {"arn":"arn:aws:iam::1:role/\(name)"}}\(more)}
    """
  }

  private static func kind(_ identity: String, userAgent: String = "aws-cli/2.15", model: EventModel = TestModel.events) -> PrincipalKind? {
    let text = Record("ec2", "CreateVpc").with(\.identity, identity).text.replacing("aws-cli/2.15", with: userAgent)
    return RecordDecoder(model: model).outcome(text).event?.kind
  }

  @Test(
    "the model's rules decide by the principal",
    arguments: [
      (role("sre-agent"), "agent"), (role("AmazonBedrockExecutionRoleForAgents_X1"), "agent"), (role("cloudwatch-agent"), "automation"),
      (role("github-actions-deploy"), "automation"), (role("aws-service-role/elb.amazonaws.com/AWSServiceRoleForELB"), "service"),
      (role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_1"), "human"), (role("reporting"), "unknown"), (user, "unknown"),
      (#"{"type":"Root","arn":"arn:aws:iam::1:root"}"#, "human"), (#"{"type":"AWSService","invokedBy":"AWS Internal"}"#, "service"),
      ("{}", "unknown"), (role("SRE-Agent"), "agent"),
    ])
  func rules(_ identity: String, _ kind: String) { #expect(Self.kind(identity)?.name == kind) }

  @Test("of two rules that match, the first decides, in whatever order the model has them")
  func order() {
    let agent = KindRules.Rule(platform: nil, principal: Glob("*role/x*"), forcedSession: nil, kind: .agent)
    let automation = KindRules.Rule(platform: .aws, principal: Glob("*role/xy*"), forcedSession: nil, kind: .automation)
    #expect(Self.kind(Self.role("xyz"), model: TestModel.with { $0.kinds = KindRules(rules: [agent, automation]) }) == .agent)
    #expect(Self.kind(Self.role("xyz"), model: TestModel.with { $0.kinds = KindRules(rules: [automation, agent]) }) == .automation)
  }

  @Test("a rule for another platform does not match")
  func platform() {
    let rule = KindRules.Rule(platform: .kubernetes, principal: Glob("*"), forcedSession: nil, kind: .agent)
    #expect(Self.kind(Self.role("x"), model: TestModel.with { $0.kinds = KindRules(rules: [rule]) }) == .unknown)
  }

  @Test("a forced session decides together with its principal, and each session is looked at")
  func forcedSession() {
    let rule = KindRules.Rule(platform: nil, principal: Glob("*role/x"), forcedSession: Glob("bot-*"), kind: .automation)
    let model = TestModel.with { $0.kinds = KindRules(rules: [rule]) }
    let decoder = RecordDecoder(model: model)
    for (name, session, kind) in [
      ("x", "bot-1", "automation"), ("x", "eve", "unknown"), ("y", "bot-1", "unknown"), ("x", "bot-2", "automation"),
    ] {
      let text = Record("ec2", "CreateVpc").with(\.identity, Self.role(name, session: session)).text
      #expect(decoder.outcome(text).event?.kind.name == kind)
    }
  }

  @Test(
    "session, user agent and invoker raise an event to agent",
    arguments: ["reporting", "github-actions-deploy", "aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1"])
  func raises(_ role: String) {
    #expect(Self.kind(Self.role(role)) != .agent)
    #expect(Self.kind(Self.role(role, session: "claude-code-17")) == .agent)
    #expect(Self.kind(Self.role(role), userAgent: "claude-cli/1.2 aws-cli/2") == .agent)
    #expect(Self.kind(Self.role(role, more: #","invokedBy":"aws-mcp.amazonaws.com""#)) == .agent)
  }

  @Test("what the caller chooses never lowers an agent, and never makes anything but an agent")
  func neverLowers() {
    #expect(Self.kind(Self.role("sre-agent", session: "terraform"), userAgent: "console.amazonaws.com") == .agent)
    #expect(Self.kind(Self.role("sre-agent", more: #","invokedBy":"cloudformation.amazonaws.com""#)) == .agent)
    #expect(Self.kind(Self.role("reporting", session: "terraform"), userAgent: "HashiCorp Terraform/1.5") == .unknown)
    #expect(Self.kind(Self.role("reporting", session: "github-actions-deploy")) == .unknown)
    #expect(Self.kind(#"{"type":"AWSService","invokedBy":"aws-mcp.amazonaws.com"}"#) == .service)
  }

  @Test("the invoker is compared whole, not by its beginning")
  func invoker() {
    #expect(Self.kind(Self.role("reporting", more: #","invokedBy":"aws-mcp.amazonaws.com.evil""#)) == .unknown)
    #expect(Self.kind(Self.role("reporting", more: #","invokedBy":"aws-mcp""#)) == .unknown)
  }

  @Test("the cache of kinds says what the rules say, for more principals than it has places")
  func cache() {
    let rule = KindRules.Rule(platform: nil, principal: Glob("*7"), forcedSession: nil, kind: .agent)
    let rules = KindRules(rules: [rule], agentSessions: [Glob("*3")], agentUserAgents: [Glob("*5")])
    let cache = KindCache(rules)
    for round in 0..<2 {
      for number in 0..<20_000 {
        Array("principal-\(number)".utf8).withUnsafeBytes { text in
          let name = HashedBytes(text)
          let isRight =
            cache.kind(platform: .aws, principal: name, session: name) == (number % 10 == 7 ? .agent : .unknown)
            && cache.isAgent(session: name) == (number % 10 == 3) && cache.isAgent(userAgent: text) == (number % 10 == 5)
          if !isRight { Issue.record("round \(round), principal \(number)") }
        }
      }
    }
  }
}
