import ArresterBase
import ArresterEngine

/// Something that happens in a cloud, with what ought to be decided about it. Everything else follows from the seed and the day.
public struct Scenario: Sendable {
  /// In kebab-case; also the name of its file.
  public let name: String
  public let judgement: Judgement
  public let happens: String
  /// Why it is among the scenarios.
  public let reason: String
  /// What must be decided, in words.
  public let decision: String
  /// The rule that sees it best; nil for what is fine, and for what no rule sees.
  public let rule: Rule?
  /// `GLOB=kind`, declared before the model's own rules.
  public let kinds: [String]
  /// People may be told of it; nobody may be stopped.
  public let mayPage: Bool
  let play: @Sendable (inout Story) -> Void

  init(
    _ name: String, _ judgement: Judgement, happens: String, reason: String, decision: String, rule: Rule? = nil, kinds: [String] = [],
    mayPage: Bool = false, play: @escaping @Sendable (inout Story) -> Void
  ) {
    self.name = name
    self.judgement = judgement
    self.happens = happens
    self.reason = reason
    self.decision = decision
    self.rule = rule
    self.kinds = kinds
    self.mayPage = mayPage
    self.play = play
  }
}

/// What a scenario or the background came to.
public struct PlayedScenario: Sendable {
  public let name: String
  /// In order of arrival.
  let trail: [TrailRecord]
  public let labels: [ScenarioLabel]
  public let plans: [PlannedWindow]

  /// CloudTrail records in order of arrival, one a line without its end.
  public var lines: [[UInt8]] { trail.map(\.bytes) }
}

extension Scenario {
  /// The same records for the same seed and day, on every machine.
  /// - Parameter midnight: of the day on which it begins, nanoseconds since 1970 UTC.
  public func played(midnight: Int64, seed: UInt64) -> PlayedScenario {
    var story = Story(name: name, judgement: judgement, midnight: midnight, seed: seed)
    play(&story)
    let labels = story.acts.acts.map { act in
      ScenarioLabel(
        principal: act.principal, first: act.first, last: act.last, scenario: name, judgement: act.judgement,
        rule: act.judgement == .harmful ? rule : nil, words: decision)
    }
    return PlayedScenario(
      name: name, trail: Delivery.arrange(story.records, &story.random), labels: labels, plans: story.plans)
  }
}
