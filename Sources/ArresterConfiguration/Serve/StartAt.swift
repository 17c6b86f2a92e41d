/// Where a consumer group without committed offsets begins.
public enum StartAt: Sendable, Equatable {
  /// As far back as the model's longest window and the lateness: whatever a verdict on the next event could depend on. The default.
  case longestWindow
  case earliest
  case latest
  /// This far before now.
  case back(nanoseconds: Int64)

  static let expectation = "earliest, latest, or how far back, as 70m"
}
