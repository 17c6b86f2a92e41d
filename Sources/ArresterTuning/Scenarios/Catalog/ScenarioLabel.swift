import ArresterEngine

/// What ought to be decided about a principal within a closed range of event times.
public struct ScenarioLabel: Sendable, Equatable {
  public var principal: String
  /// Nanoseconds since 1970 UTC, as `last`.
  public var first: Int64
  public var last: Int64
  public var scenario: String
  public var judgement: Judgement
  /// The rule that sees it best.
  public var rule: Rule?
  public var words: String
}
