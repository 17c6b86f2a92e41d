/// `output`: the topics that are written.
public struct OutputTopics: Sendable, Equatable {
  public var findings = "arrester.findings"
  /// Compacted.
  public var breakers = "arrester.breakers"
  /// Compacted.
  public var baselines = "arrester.baselines"
  public var audit = "arrester.audit"
  public var deadLetters = "arrester.deadletter"

  public init() {}

  /// Every topic under its key, in the order of the documentation.
  public var all: [(key: String, topic: String)] {
    [("findings", findings), ("breakers", breakers), ("baselines", baselines), ("audit", audit), ("deadLetters", deadLetters)]
  }
}
