import ArresterBench
import Foundation
import Testing

@Suite("The report for programs")
struct JSONReportTests {
  @Test("is one object whose keys and order do not change")
  func golden() throws {
    var report = ReportFixture.report
    var histogram = HDRHistogram()
    histogram.record(1500, count: 3)
    histogram.record(3_000_001)
    report.histograms = [.init(name: "produce -> deny", histogram: histogram)]
    #expect(report.json.text == Self.expected)
    _ = try JSONSerialization.jsonObject(with: Data(report.json.bytes))
  }

  private static let expected =
    #"{"title":"A <b>bold</b> & \"quoted\" title","command":"arrester bench decode --model 'a&b<c>.json'","date":"2026-01-01T00:00:00Z","#
    + #""machine":{"processor":"Some <CPU>","cores":2,"kernel":"Linux 6.1","versions":{"arrester":"0.1.0"},"releaseBuild":true},"#
    + #""results":[{"name":"decode","value":510,"unit":"ns","least":500,"greatest":540,"goal":null,"#
    + #""comparisons":[{"name":"bare simdjson","value":480,"ratio":0.941,"goal":{"atLeast":0.9,"met":true}},"#
    + #"{"name":"copy","value":51.25,"ratio":0.1005,"goal":null}]},"#
    + #"{"name":"score","value":123.4,"unit":"ns","least":null,"greatest":null,"goal":{"atMost":100,"met":false},"#
    + #""comparisons":[{"name":"two misses","value":90,"ratio":1.371,"goal":null}]}],"#
    + #""limit":"decode: 90 % of a <core>","notes":["A note with </script> in it."],"#
    + #""histograms":[{"name":"produce -> deny","unit":"ns","count":4,"min":1500,"mean":751125.3,"p50":1500,"p90":3000001,"#
    + #""p99":3000001,"p99.9":3000001,"p99.99":3000001,"max":3000001,"buckets":[[1500,3],[3000001,1]]}],"#
    + #""series":[{"name":"events","unit":"events/s","points":[[0.5,1000],[1,1250.5]]}]}"#
}
