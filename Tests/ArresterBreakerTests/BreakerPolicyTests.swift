import ArresterEvents
import Testing

@testable import ArresterBreaker

@Suite("BreakerPolicy")
struct BreakerPolicyTests {
  @Test("the defaults are in order, and shadow")
  func defaults() {
    #expect(BreakerPolicy().validate().isEmpty)
    #expect(BreakerPolicy().mode(for: makeKey()) == .shadow)
  }

  @Test("the first rule that matches kind and scope decides; a scope is a principal's or its account's")
  func modes() {
    let policy = makePolicy {
      $0.defaultMode = .shadow
      $0.modes = [
        ModeRule(kind: .agent, scope: "*/canary-*", mode: .shadow), ModeRule(kind: .agent, scope: "111122223333", mode: .enforce),
        ModeRule(kind: nil, scope: "*:role/batch", mode: .enforce),
      ]
    }
    #expect(policy.mode(for: makeKey()) == .enforce)
    #expect(policy.mode(for: makeKey("arn:aws:iam::111122223333:role/canary-1")) == .shadow)
    #expect(policy.mode(for: makeKey("arn:aws:iam::9:role/batch", kind: .automation)) == .enforce)
    #expect(policy.mode(for: makeKey("arn:aws:iam::9:role/other", kind: .automation)) == .shadow)
  }

  @Test(
    "a scope that names a protected principal is refused, in every mode; a glob that catches one is not", arguments: BreakerMode.allCases)
  func protected(mode: BreakerMode) {
    let policy = makePolicy {
      $0.protected.append("arn:aws:iam::*:role/break-glass")
      $0.modes = [
        ModeRule(kind: .agent, scope: "arn:aws:iam::1:role/*", mode: mode),
        ModeRule(kind: .agent, scope: "arn:aws:iam::1:role/break-glass", mode: mode),
        ModeRule(kind: .agent, scope: "cluster/system:node:ip-10-0-0-1", mode: mode),
      ]
    }
    #expect(policy.validate().map(\.path) == ["mode[1].scope", "mode[2].scope"])
    #expect(policy.isProtected("arn:aws:iam::1:role/break-glass"))
  }

  @Test("every problem is reported at once, with its path")
  func everyProblem() {
    let policy = makePolicy {
      $0.holds = HoldLadder(firstSeconds: 0, maximumSeconds: -1)
      $0.heldEvidenceSeconds = 0
      $0.probationWrites = 0
      $0.probationSeconds = 0
      $0.haltSeconds = 0
      $0.reminderSeconds = 0
      $0.caps.maximumPerHour = 0
      $0.caps.maximumPerMinute = 0
      $0.caps.percentOfPrincipals = 101
      $0.maximumBreakers = 0
      $0.maximumPageLatches = 0
      $0.modes = [ModeRule(kind: nil, scope: "", mode: .shadow)]
      $0.protected = [""]
      $0.enforcers = [
        EnforcerSetting(name: "", platforms: [.aws], readsBack: true), EnforcerSetting(name: "a", platforms: [], readsBack: true),
        EnforcerSetting(name: "a", platforms: [.gcp], readsBack: true),
      ]
    }
    let expected: Set = [
      "hold.firstSeconds", "hold.maximumSeconds", "heldEvidenceSeconds", "probation.writes", "probation.seconds", "halt.seconds",
      "reminderSeconds", "caps.maximumPerHour", "caps.maximumPerMinute", "caps.percentOfPrincipals", "limits.breakers",
      "limits.pageLatches", "mode[0].scope", "protected[0]", "enforcers[0].name", "enforcers[1].platforms", "enforcers[2].name",
    ]
    let problems = policy.validate()
    #expect(Set(problems.map(\.path)) == expected)
    #expect(problems.count == expected.count)
  }

  @Test(
    "a glob matches as it is written",
    arguments: [
      ("*", "", true), ("*", "anything", true), ("a*c", "abbbc", true), ("a*c", "abbbd", false), ("a?c", "abc", true), ("a?c", "ac", false),
      ("*b*b", "abab", true), ("a", "A", false), ("", "", true), ("", "a", false), ("a*", "a", true),
      ("*:root", "arn:aws:iam::1:root2", false),
    ])
  func globs(pattern: String, text: String, matches: Bool) {
    #expect(ScopeGlob(pattern).matches(text) == matches)
  }

  @Test("system identities are protected, service accounts are not")
  func systemIdentities() {
    let policy = BreakerPolicy()
    for principal in ["arn:aws:iam::1:root", "arn:aws-us-gov:iam::1:root", "c1/system:node:ip-10-0-0-1", "c1/system:kube-scheduler"] {
      #expect(policy.isProtected(principal))
    }
    for principal in ["c1/system:serviceaccount:agents:deployer", "arn:aws:iam::1:role/root"] { #expect(!policy.isProtected(principal)) }
  }
}
