import ArresterEvents
import Testing

@testable import ArresterBreaker

func makePosture(_ change: (inout SafetyPosture) -> Void = { _ in }) -> SafetyPosture {
  var posture = SafetyPosture(
    makePolicy {
      $0.defaultMode = .shadow
      $0.modes = [ModeRule(kind: .agent, scope: "*", mode: .enforce)]
    })
  posture.responses = [PostureResponse(kind: .agent, response: .trip), PostureResponse(kind: .human, response: .page)]
  posture.limits = [
    PostureLimit(kind: .agent, signal: "destroyed", windowSeconds: 300, hard: 10, soft: 5),
    PostureLimit(kind: .agent, signal: "destructiveRatio", windowSeconds: 300, hard: nil, soft: 0.3),
  ]
  posture.oneStrikes = ["cloudtrail:StopLogging"]
  posture.people = [
    PosturePerson(name: "olga", roles: [.operator], credential: "c1"), PosturePerson(name: "anna", roles: [.approver], credential: "c2"),
    PosturePerson(name: "vera", roles: [.viewer], credential: "c3"),
  ]
  posture.failModes = [PostureFailMode(endpoint: "decide", isClosed: true)]
  posture.others = [PostureOther(name: "kinds", value: "sha256:1")]
  change(&posture)
  return posture
}

@Suite("What is looser")
struct PostureChangeTests {
  private static let looser: [(words: String, change: @Sendable (inout SafetyPosture) -> Void)] = [
    ("mode for agent principals in * was enforce, would be shadow", { $0.modes = [] }),
    (
      "mode for agent principals in prod-* was enforce, would be shadow",
      { $0.modes.insert(ModeRule(kind: nil, scope: "prod-*", mode: .shadow), at: 0) }
    ),
    ("hard limit on destroyed in 300 s for agent principals was 10, would be 20", { $0.limits[0].hard = 20 }),
    ("soft limit on destroyed in 300 s for agent principals was 5, would be none", { $0.limits[0].soft = nil }),
    ("soft limit on destructiveRatio in 300 s for agent principals was 0.3, would be 0.31", { $0.limits[1].soft = 0.31 }),
    ("soft limit on destructiveRatio in 300 s for agent principals was 0.3, would be none", { $0.limits.removeLast() }),
    ("a rule met by agent principals led to trip, would lead to page", { $0.responses[0].response = .page }),
    ("a rule met by human principals led to page, would lead to none", { $0.responses.removeLast() }),
    ("cloudtrail:StopLogging tripped on the attempt, would not any more", { $0.oneStrikes = [] }),
    ("*deploy* would be protected, and never acted on", { $0.protected.append("*deploy*") }),
    ("mallory would be approver", { $0.people.append(PosturePerson(name: "mallory", roles: [.approver], credential: "m")) }),
    ("vera would be operator", { $0.people[2].roles.insert(.operator) }),
    ("the token of anna, who is approver, would be another one", { $0.people[1].credential = "mine" }),
    ("enforcer aws was called for aws, would not be any more", { $0.enforcers.removeFirst() }),
    ("enforcer webhook was called for kubernetes, would not be any more", { $0.enforcers[1].platforms = [.aws] }),
    ("enforcer aws read back what is in force, would not any more", { $0.enforcers[0].readsBack = false }),
    ("decide answered deny where it does not know, would answer allow", { $0.failModes = [] }),
    ("trips acted on in an hour was 5, would be 4", { $0.caps.maximumPerHour = 4 }),
    ("trips acted on in a minute was 3, would be 0", { $0.caps.maximumPerMinute = 0 }),
    ("percent of principals acted on in an hour was 10, would be 1", { $0.caps.percentOfPrincipals = 1 }),
    ("seconds of the first hold was 900, would be 60", { $0.holds.firstSeconds = 60 }),
    ("seconds of the longest hold was 86400, would be 900", { $0.holds.maximumSeconds = 900 }),
    ("seconds after which evidence is too old to act on was 3600, would be 60", { $0.heldEvidenceSeconds = 60 }),
    ("writes of probation was 20, would be 1", { $0.probationWrites = 1 }),
    ("seconds of probation before it opens again was 7200, would be 9000", { $0.probationSeconds = 9000 }),
    ("seconds of a halt was 14400, would be 86400", { $0.haltSeconds = 86_400 }),
    (
      "kinds was sha256:1, would be sha256:2; whether that is looser cannot be told, so it counts as such",
      { $0.others[0].value = "sha256:2" }
    ),
  ]

  @Test("each is said in words, and its reverse is tighter", arguments: looser.indices)
  func each(index: Int) {
    let (words, apply) = PostureChangeTests.looser[index]
    let change = PostureChange(from: makePosture(), to: makePosture(apply))
    #expect(change.looser == [words])
    #expect(change.tighter.isEmpty)
    let back = PostureChange(from: makePosture(apply), to: makePosture())
    // The token of an approver and what cannot be compared are no tighter on the way back.
    let isTwoWay = words.contains("token") || words.contains("cannot be told")
    #expect(back.looser.isEmpty != isTwoWay, "\(back.looser)")
    #expect(back.tighter.isEmpty == isTwoWay, "\(back.tighter)")
    #expect(makePosture(apply).hash != makePosture().hash)
  }

  @Test("nothing differs from itself, in whatever order its lists are")
  func same() {
    let shuffled = makePosture {
      $0.limits.reverse()
      $0.people.reverse()
      $0.protected.reverse()
      $0.enforcers.reverse()
      $0.responses.reverse()
    }
    #expect(PostureChange(from: makePosture(), to: shuffled) == PostureChange(from: makePosture(), to: makePosture()))
    #expect(shuffled.hash == makePosture().hash)
    #expect(makePosture().hash.wholeMatch(of: /sha256:[0-9a-f]{64}/) != nil)
  }

  @Test("a glob that only looks the same protects somebody else")
  func bytes() {
    let composed = makePosture { $0.protected.append("r\u{E9}*") }
    let decomposed = makePosture { $0.protected.append("re\u{301}*") }
    #expect(PostureChange(from: composed, to: decomposed).looser.count == 1)
  }

  @Test("a viewer more or less is neither looser nor tighter")
  func viewers() {
    let change = PostureChange(from: makePosture(), to: makePosture { $0.people.removeLast() })
    #expect(change.looser.isEmpty && change.tighter.isEmpty)
  }

  /// Rules in a short form: kind, scope, mode.
  private func rules(_ rules: [(PrincipalKind?, String, BreakerMode)], otherwise: BreakerMode = .shadow) -> SafetyPosture {
    makePosture {
      $0.modes = rules.map { ModeRule(kind: $0.0, scope: $0.1, mode: $0.2) }
      $0.defaultMode = otherwise
    }
  }

  @Test("more rules that enforce, in whatever place, are tighter only")
  func tighterModes() {
    let old = rules([(.agent, "prod-*", .enforce)])
    for next in [
      rules([(.agent, "prod-*", .enforce), (.agent, "dev-*", .enforce)]), rules([(.agent, "*", .enforce)]),
      rules([(.human, "*", .shadow), (.agent, "prod-*", .enforce)]), rules([(nil, "prod-*", .enforce)]), rules([], otherwise: .enforce),
    ] {
      #expect(PostureChange(from: old, to: next).looser.isEmpty)
    }
  }

  @Test("a rule that takes a part out of what was enforced is looser, however the globs overlap")
  func looserModes() {
    let old = rules([(.agent, "a*", .enforce)])
    #expect(PostureChange(from: old, to: rules([(.agent, "*b", .shadow), (.agent, "a*", .enforce)])).looser.count == 1)
    #expect(PostureChange(from: old, to: rules([(.agent, "a?*", .enforce)])).looser.count == 1)
    #expect(PostureChange(from: old, to: rules([(.agent, "ab", .shadow), (.agent, "a*", .enforce)])).looser.count == 1)
    let ordered = rules([(nil, "x", .shadow), (nil, "*", .enforce)])
    #expect(PostureChange(from: ordered, to: rules([(nil, "*", .enforce), (nil, "x", .shadow)])).looser.isEmpty)
    #expect(PostureChange(from: rules([(nil, "*", .enforce), (nil, "x", .shadow)]), to: ordered).looser.count == 1)
  }

  @Test("no loosening of modes is ever missed: random rules against every breaker of a small world", arguments: UInt64(1)...200)
  func noneMissed(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let old = makeRules(&random)
    let new = makeRules(&random)
    let change = PostureChange(from: old, to: new)
    var isLooser = false
    var isTighter = false
    for principal in ["a", "ab", "b", "ba", "aab", "c"] {
      for scope in ["a", "b", "abc"] {
        for kind in [PrincipalKind.agent, .human] {
          let key = BreakerKey(platform: .aws, homeScope: scope, principal: principal, kind: kind)
          isLooser = isLooser || (mode(old, key), mode(new, key)) == (.enforce, .shadow)
          isTighter = isTighter || (mode(old, key), mode(new, key)) == (.shadow, .enforce)
        }
      }
    }
    #expect(!isLooser || !change.looser.isEmpty, "seed \(seed): \(old.modes) -> \(new.modes)")
    #expect(!isTighter || !change.tighter.isEmpty, "seed \(seed): \(old.modes) -> \(new.modes)")
    #expect(old.modes != new.modes || old.defaultMode != new.defaultMode || change.looser.isEmpty, "seed \(seed)")
  }

  private func makeRules(_ random: inout SeededGenerator) -> SafetyPosture {
    let scopes = ["a", "b", "ab", "a*", "*b", "?", "a?", "*", "*a*", "??*"]
    let kinds: [PrincipalKind?] = [nil, .agent, .human]
    let list = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      (
        kinds.randomElement(using: &random) ?? nil, scopes.randomElement(using: &random) ?? "*",
        BreakerMode.allCases.randomElement(using: &random) ?? .shadow
      )
    }
    return rules(list, otherwise: BreakerMode.allCases.randomElement(using: &random) ?? .shadow)
  }

  private func mode(_ posture: SafetyPosture, _ key: BreakerKey) -> BreakerMode {
    var policy = BreakerPolicy()
    policy.modes = posture.modes
    policy.defaultMode = posture.defaultMode
    return policy.mode(for: key)
  }
}
