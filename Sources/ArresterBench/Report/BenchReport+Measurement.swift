extension BenchReport {
  /// One number that was found.
  public struct Measurement: Sendable, Equatable {
    public var name: String
    /// The median of the repetitions, where there were several.
    public var value: Double
    /// `ns`, `events/s`, `bytes`, …
    public var unit: String
    /// The least and the greatest of the repetitions.
    public var spread: ClosedRange<Double>?
    /// What the value itself is to reach.
    public var goal: Goal?
    /// What it is held against, measured in the same run.
    public var comparisons: [Comparison]

    public init(
      name: String, value: Double, unit: String, spread: ClosedRange<Double>? = nil, goal: Goal? = nil, comparisons: [Comparison] = []
    ) {
      self.name = name
      self.value = value
      self.unit = unit
      self.spread = spread
      self.goal = goal
      self.comparisons = comparisons
    }

    /// The median of repetitions, with their spread.
    /// - Parameter repetitions: not empty.
    public init(name: String, repetitions: [Double], unit: String, goal: Goal? = nil, comparisons: [Comparison] = []) {
      let sorted = repetitions.sorted()
      let spread = sorted.count > 1 ? sorted[0]...sorted[sorted.count - 1] : nil
      self.init(
        name: name, value: BenchReport.median(sorted), unit: unit, spread: spread, goal: goal, comparisons: comparisons)
    }
  }

  /// Something else that was measured in the same run.
  public struct Comparison: Sendable, Equatable {
    public var name: String
    /// In the unit of the measurement.
    public var value: Double
    /// How the two relate.
    public var ratio: Double
    /// What the ratio is to reach.
    public var goal: Goal?

    /// - Parameter ratio: of two times the other's over ours, of two rates ours over the other's, where more is to be better; or plainly
    ///   ours over the other's, where it is to stay below a goal. The goal says which.
    public init(name: String, value: Double, ratio: Double, goal: Goal? = nil) {
      self.name = name
      self.value = value
      self.ratio = ratio
      self.goal = goal
    }
  }

  /// What is to be reached.
  public enum Goal: Sendable, Equatable {
    case atLeast(Double)
    case atMost(Double)

    public func isMet(by value: Double) -> Bool {
      switch self {
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      }
    }
  }

  /// The middle of values in ascending order; the mean of the middle two of an even number. 0 where there are none.
  public static func median(_ sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
