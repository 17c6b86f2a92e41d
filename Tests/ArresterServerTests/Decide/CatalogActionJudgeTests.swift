import ArresterEvents
import Foundation
import Testing

@testable import ArresterServer

@Suite("Judging an action by the model's tables")
struct CatalogActionJudgeTests {
  private static let aws = makeAWS()
  private static let judge = CatalogActionJudge(aws: aws, kubernetes: KubernetesCatalog(read("kubernetes-actions.json")))

  private static func read<File: Decodable>(_ name: String) -> File {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../models").standardized
    return try! JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: name)))
  }

  private static func makeAWS() -> ActionCatalog {
    let tables = ActionTables(
      accessLevels: read("aws-access-levels.json"), actions: read("aws-actions.json"), parameters: read("aws-parameters.json"),
      resources: read("aws-resources.json"))
    let lists = ClassificationLists(
      oneStrike: [], statefulTypes: [], disposable: [], fanOutServices: [], globalServices: [], globalEndpointServices: [:])
    return ActionCatalog(tables: tables, lists: lists)
  }

  private func judge(_ action: String, _ platform: Platform = .aws) -> ActionJudgement {
    Self.judge.judge(platform: platform, action: action, resource: nil)
  }

  @Test(
    "knows reads, writes and what destroys on AWS",
    arguments: [
      ("ec2:DescribeInstances", ActionJudgement(change: .read)), ("ec2:RunInstances", ActionJudgement(change: .nonDestructive)),
      ("rds:DeleteDBInstance", ActionJudgement(change: .destructive)), ("ec2:StopInstances", ActionJudgement(change: .destructive)),
      ("kms:ScheduleKeyDeletion", ActionJudgement(change: .destructive, isReversible: false)),
    ])
  func aws(action: String, judgement: ActionJudgement) {
    #expect(judge(action).change == judgement.change)
    #expect(!judge(action).isGrantOfWrite)
  }

  @Test(
    "takes for grants what hands out rights",
    arguments: ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "iam:PassRole", "iam:CreateAccessKey", "sts:GetFederationToken"])
  func grants(action: String) {
    #expect(judge(action).isGrantOfWrite)
    #expect(judge(action).requestedChange != .read)
  }

  @Test(
    "is strict about what it does not know", arguments: ["", ":", "frobnicate", "nosuch:Thing", "delete_bucket", "RDS:deletedbinstance"])
  func unknown(action: String) { #expect(judge(action) == .unknown) }

  @Test("is strict about platforms without a table")
  func otherPlatforms() { #expect(judge("compute.instances.get", .gcp) == .unknown) }

  @Test("knows Kubernetes' verbs and subresources")
  func kubernetes() {
    #expect(judge("core:pods:list", .kubernetes).change == .read)
    #expect(judge("apps:deployments:create", .kubernetes).change == .nonDestructive)
    #expect(judge("core:namespaces:delete", .kubernetes).change == .destructive)
    #expect(judge("core:pods/exec:get", .kubernetes).requestedChange != .read)
    #expect(judge("core:users:impersonate", .kubernetes).isGrantOfWrite)
    #expect(judge("core:pods", .kubernetes) == .unknown)
    #expect(judge("a:b:c:d", .kubernetes) == .unknown)
  }

  @Test("forgets what it remembered when that is too much, and judges the same")
  func bounded() {
    let judge = CatalogActionJudge(aws: Self.aws, maximumRemembered: 4)
    for _ in 0..<2 {
      for number in 0..<7 {
        let action = number == 3 ? "ec2:DescribeInstances" : "made:Up\(number)"
        #expect(judge.judge(platform: .aws, action: action, resource: nil).change == (number == 3 ? .read : .destructive))
        #expect(judge.rememberedCount <= 4)
      }
    }
  }
}

@Suite("Finding a kind by the model's rules")
struct KindRulesFinderTests {
  private let finder = KindRulesFinder(
    KindRules(
      rules: [
        KindRules.Rule(platform: .kubernetes, principal: Glob("*ci*"), forcedSession: nil, kind: .automation),
        KindRules.Rule(platform: nil, principal: Glob("*sso*"), forcedSession: Glob("bot-*"), kind: .agent),
        KindRules.Rule(platform: nil, principal: Glob("*sso*"), forcedSession: nil, kind: .human),
        KindRules.Rule(platform: nil, principal: Glob("*agent"), forcedSession: nil, kind: .agent),
      ], agentSessions: [Glob("claude-*")]))

  @Test("lets the first rule that matches decide")
  func order() {
    #expect(finder.kind(platform: .kubernetes, principal: "ci-agent", session: nil) == .automation)
    #expect(finder.kind(platform: .aws, principal: "ci-agent", session: nil) == .agent)
    #expect(finder.kind(platform: .aws, principal: "nobody", session: nil) == nil)
  }

  @Test("lets a session raise to agent, and never lower")
  func sessions() {
    #expect(finder.kind(platform: .aws, principal: "sso", session: "ann") == .human)
    #expect(finder.kind(platform: .aws, principal: "sso", session: "bot-1") == .agent)
    #expect(finder.kind(platform: .aws, principal: "sso", session: "claude-1") == .agent)
    #expect(finder.kind(platform: .aws, principal: "nobody", session: "claude-1") == .agent)
    #expect(finder.kind(platform: .aws, principal: "x-agent", session: "ann") == .agent)
  }
}
