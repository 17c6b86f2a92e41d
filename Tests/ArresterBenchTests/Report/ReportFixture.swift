import ArresterBench
import Foundation

/// A report with a bit of everything, the same on every machine.
enum ReportFixture {
  static var report: BenchReport {
    var report = BenchReport(
      title: "A <b>bold</b> & \"quoted\" title", commandLine: "arrester bench decode --model 'a&b<c>.json'", machine: machine,
      date: Date(timeIntervalSince1970: 1_767_225_600))
    report.results = [
      BenchReport.Measurement(
        name: "decode", repetitions: [510, 500, 540], unit: "ns",
        comparisons: [
          .init(name: "bare simdjson", value: 480, ratio: 0.941, goal: .atLeast(0.9)), .init(name: "copy", value: 51.25, ratio: 0.1005),
        ]),
      BenchReport.Measurement(
        name: "score", value: 123.4, unit: "ns", goal: .atMost(100), comparisons: [.init(name: "two misses", value: 90, ratio: 1.371)]),
    ]
    report.notes = ["A note with </script> in it."]
    report.limit = "decode: 90 % of a <core>"
    var histogram = HDRHistogram()
    for value: Int64 in 1...1000 { histogram.record(value * 1000) }
    report.histograms = [.init(name: "produce -> deny", histogram: histogram)]
    report.series = [.init(name: "events", unit: "events/s", points: [.init(seconds: 0.5, value: 1000), .init(seconds: 1, value: 1250.5)])]
    return report
  }

  private static let machine = BenchReport.Machine(
    processor: "Some <CPU>", cores: 2, kernel: "Linux 6.1", versions: [.init(name: "arrester", version: "0.1.0")], isReleaseBuild: true)
}
