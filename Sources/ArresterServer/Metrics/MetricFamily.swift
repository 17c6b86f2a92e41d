/// One thing that is measured, and its values now: what Prometheus calls a metric family.
///
/// Names are in snake case, in base units, and without the ending that the format adds (`_total`, `_info`). Values of labels come from
/// fixed sets or from the configuration, never from events: every combination is kept by whoever scrapes, for ever.
public struct MetricFamily: Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// Only rises while the process runs.
    case counter
    case gauge
    case histogram
    /// Says something by its labels; its value is 1.
    case info
  }

  public var name: String
  public var kind: Kind
  /// A sentence without its full stop.
  public var help: String
  /// Names, in the order in which samples give their values.
  public var labels: [String]
  public var samples: [MetricSample]

  /// - Precondition: every sample has as many values as there are labels.
  public init(_ name: String, _ kind: Kind, _ help: String, labels: [String], _ samples: [MetricSample]) {
    precondition(samples.allSatisfy { $0.labelValues.count == labels.count }, "\(name) takes \(labels.count) labels")
    self.name = name
    self.kind = kind
    self.help = help
    self.labels = labels
    self.samples = samples
  }

  /// As people ask for it: the name of its samples, of a histogram that of its parts without their endings.
  public var fullName: String {
    switch kind {
    case .counter: name + "_total"
    case .info: name + "_info"
    case .gauge, .histogram: name
    }
  }

  /// OpenMetrics wants a unit said where the name ends in one.
  var unit: String? { ["seconds", "bytes"].first { name.hasSuffix("_" + $0) } }
}

/// One time series of a family, as it stands.
public struct MetricSample: Sendable, Equatable {
  public enum Value: Sendable, Equatable {
    case integer(Int)
    case real(Double)
    case histogram(FixedHistogram)
  }

  public var labelValues: [String]
  public var value: Value

  public init(_ labelValues: [String] = [], _ value: Value) {
    self.labelValues = labelValues
    self.value = value
  }
}

extension MetricFamily {
  public static func counter(_ name: String, _ help: String, _ count: Int) -> MetricFamily {
    MetricFamily(name, .counter, help, labels: [], [MetricSample([], .integer(count))])
  }

  public static func counter(_ name: String, _ help: String, by label: String, _ counts: [(String, Int)]) -> MetricFamily {
    MetricFamily(name, .counter, help, labels: [label], counts.map { MetricSample([$0.0], .integer($0.1)) })
  }

  public static func counter(_ name: String, _ help: String, by labels: [String], _ counts: [([String], Int)]) -> MetricFamily {
    MetricFamily(name, .counter, help, labels: labels, counts.map { MetricSample($0.0, .integer($0.1)) })
  }

  public static func gauge(_ name: String, _ help: String, _ number: Int) -> MetricFamily {
    MetricFamily(name, .gauge, help, labels: [], [MetricSample([], .integer(number))])
  }

  public static func gauge(_ name: String, _ help: String, seconds: Double) -> MetricFamily {
    MetricFamily(name, .gauge, help, labels: [], [MetricSample([], .real(seconds))])
  }

  public static func gauge(_ name: String, _ help: String, isTrue: Bool) -> MetricFamily { gauge(name, help, isTrue ? 1 : 0) }

  public static func gauge(_ name: String, _ help: String, by label: String, _ numbers: [(String, Int)]) -> MetricFamily {
    MetricFamily(name, .gauge, help, labels: [label], numbers.map { MetricSample([$0.0], .integer($0.1)) })
  }

  public static func gauge(_ name: String, _ help: String, by labels: [String], _ numbers: [([String], Int)]) -> MetricFamily {
    MetricFamily(name, .gauge, help, labels: labels, numbers.map { MetricSample($0.0, .integer($0.1)) })
  }

  public static func info(_ name: String, _ help: String, _ facts: KeyValuePairs<String, String>) -> MetricFamily {
    MetricFamily(name, .info, help, labels: facts.map(\.key), [MetricSample(facts.map(\.value), .integer(1))])
  }

  public static func histogram(_ name: String, _ help: String, by label: String, _ parts: [(String, FixedHistogram)]) -> MetricFamily {
    MetricFamily(name, .histogram, help, labels: [label], parts.map { MetricSample([$0.0], .histogram($0.1)) })
  }
}
