import Foundation

/// What a run found: a plain value that every printing of it is made from (`text`, `json`, `html`).
public struct BenchReport: Sendable {
  /// One line: what was measured.
  public var title: String
  /// As it was typed, `arrester` included, so that it can be run again.
  public var commandLine: String
  public var machine: Machine
  public var date: Date
  /// In the order in which they are to be read.
  public var results: [Measurement] = []
  /// Sentences about what the numbers mean, and what they do not.
  public var notes: [String] = []
  /// Which part is the limit, and what shows it; nil where that was not asked.
  public var limit: String?
  /// Durations by name, for the distribution.
  public var histograms: [NamedHistogram] = []
  /// Over time, for the plots.
  public var series: [Series] = []

  public init(title: String, commandLine: String, machine: Machine = .current, date: Date = Date()) {
    self.title = title
    self.commandLine = commandLine
    self.machine = machine
    self.date = date
  }

  public struct NamedHistogram: Sendable {
    public var name: String
    public var histogram: HDRHistogram

    public init(name: String, histogram: HDRHistogram) {
      self.name = name
      self.histogram = histogram
    }
  }

  /// A number over the time of the run.
  public struct Series: Sendable {
    public var name: String
    public var unit: String
    public var points: [Point]

    public struct Point: Sendable, Equatable {
      /// Since the start of the run.
      public var seconds: Double
      public var value: Double

      public init(seconds: Double, value: Double) {
        self.seconds = seconds
        self.value = value
      }
    }

    public init(name: String, unit: String, points: [Point]) {
      self.name = name
      self.unit = unit
      self.points = points
    }
  }
}
