import ArresterBase
import ArresterServer

/// Where the time of trips went, by step of their ledgers.
struct LedgerHistograms: Sendable, Equatable {
  /// Seconds: from deciding, which takes milliseconds, to sources that are a quarter of an hour late.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 3600]

  private var histograms = LedgerStep.allCases.map { _ in FixedHistogram(bounds: bounds) }
  private var negatives = LedgerStep.allCases.map { _ in 0 }

  subscript(step: LedgerStep) -> FixedHistogram { histograms[LedgerHistograms.index(of: step)] }

  /// Spans between the clocks of two machines that ended before they began: observed as nothing.
  func negative(_ step: LedgerStep) -> Int { negatives[LedgerHistograms.index(of: step)] }

  mutating func observe(_ step: LedgerStep, nanoseconds: Int64) {
    let index = LedgerHistograms.index(of: step)
    if nanoseconds < 0 { negatives[index] += 1 }
    histograms[index].observe(Double(max(0, nanoseconds)) / Double(Timestamp.nanosecondsPerSecond))
  }

  private static func index(of step: LedgerStep) -> Int { LedgerStep.allCases.firstIndex(of: step) ?? 0 }
}
