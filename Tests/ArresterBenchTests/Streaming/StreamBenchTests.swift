import Arrester
import Foundation
import Testing

@testable import ArresterBench

@Suite("from Kafka to decisions on an embedded cluster", .serialized)
struct StreamBenchTests {
  private func options(seconds: Double = 2, rate: Int = 500) -> StreamBenchOptions {
    var options = StreamBenchOptions()
    options.rate = .perSecond(rate)
    options.durationSeconds = seconds
    options.warmUpSeconds = 0.5
    options.partitions = 2
    options.traffic.principals = 100
    options.traffic.tripsPerSecond = 20
    options.commandLine = "arrester bench kafka"
    return options
  }

  private func value(_ name: String, of report: BenchReport) -> Double? { report.results.first { $0.name == name }?.value }

  @Test("every agent that should trip is denied, and each latency counts from when its event was due")
  func kafka() throws {
    var lines: [String] = []
    let report = try KafkaBench.run(options(), model: try StreamModel.load(), progress: { lines.append($0) }, shouldStop: { false })
    #expect(value("offered", of: report) == 500)
    #expect(try #require(value("due to decision visible, p50", of: report)) > 0)
    #expect(try #require(value("due to finding read, p50", of: report)) > 0)
    let decisions = try #require(report.histograms.first { $0.name == "due to decision visible" })
    // 20 a second over 2 s, drawn at random.
    #expect((15...80).contains(decisions.histogram.count))
    let events = try #require(report.histograms.first { $0.name == "every event: due to acknowledged" })
    #expect(events.histogram.count == 1000)
    #expect(report.limit != nil)
    #expect(report.series.contains { $0.name == "taken" })
    #expect(lines.contains { $0.contains("events/s offered") })
    #expect(!report.title.contains("partial"))
    #expect(report.notes.contains { $0.contains("embedded cluster") })
    #expect(!report.notes.contains { $0.contains("left behind") })
  }

  @Test("the steps of the way are told apart, beside the same way without scoring")
  func latency() throws {
    let report = try LatencyBench.run(options(), model: try StreamModel.load(), progress: { _ in }, shouldStop: { false })
    let steps = ["step 1, queue: sent to fetched", "step 4, decide: scored to decided", "step 5, visible: decided to denied"]
    for name in ["due to denied"] + steps {
      #expect(try #require(value("\(name), p99", of: report)) > 0, "\(name)")
    }
    let denied = try #require(report.results.first { $0.name == "due to denied, p50" })
    #expect(try #require(denied.comparisons.first).ratio > 0)
    #expect(report.title.contains("500 events/s"))
  }

  @Test("a run that is stopped reports what it saw, and that it is partial")
  func stopped() throws {
    let start = Date()
    let stop = SharedFlag()
    let report = try KafkaBench.run(
      options(seconds: 60), model: try StreamModel.load(),
      progress: { line in if line.contains("offered: 2 s") { stop.set() } }, shouldStop: { stop.isSet })
    #expect(Date().timeIntervalSince(start) < 55)
    #expect(report.title.contains("partial"))
    #expect(report.notes.contains { $0.hasPrefix("partial") })
    #expect(report.histograms.contains { $0.name == "due to decision visible" })
  }

  @Test("a rate that the embedded cluster cannot keep is refused, with what would do")
  func tooFast() throws {
    do {
      _ = try KafkaBench.run(options(rate: 1_000_000), model: try StreamModel.load(), progress: { _ in }, shouldStop: { false })
      Issue.record("it ran")
    } catch let error as BenchError {
      #expect(error.description.contains("--bootstrap"))
    }
  }

  @Test("options that do not fit together are refused before anything is started")
  func wrongOptions() {
    func problem(_ change: (inout StreamBenchOptions) -> Void) -> String {
      var options = options()
      change(&options)
      do {
        try options.check()
        return ""
      } catch { return "\(error)" }
    }
    #expect(problem { _ in }.isEmpty)
    #expect(problem { $0.topic = "events" }.contains("--bootstrap"))
    #expect(problem { $0.bootstrap = "127.0.0.1:1" }.contains("--serve"))
    #expect(problem { $0.durationSeconds = 0 }.contains("--duration"))
    #expect(problem { $0.traffic.lateShare = 2 }.contains("--late"))
  }
}
