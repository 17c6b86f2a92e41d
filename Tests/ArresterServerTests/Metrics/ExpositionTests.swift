import Testing

@testable import ArresterServer

@Suite("An exposition of metrics")
struct ExpositionTests {
  private func write(_ family: MetricFamily, _ format: ExpositionFormat) -> String {
    String(decoding: Exposition.write([family], as: format), as: UTF8.self)
  }

  @Test("names a counter with its ending, in OpenMetrics only its samples")
  func counters() {
    let family = MetricFamily.counter("arrester_records", "Records read", 3)
    #expect(
      write(family, .text)
        == "# HELP arrester_records_total Records read\n# TYPE arrester_records_total counter\narrester_records_total 3\n")
    #expect(
      write(family, .openMetrics)
        == "# TYPE arrester_records counter\n# HELP arrester_records Records read\narrester_records_total 3\n# EOF\n")
  }

  @Test("says a unit to OpenMetrics, and a real number so that it reads back the same")
  func units() {
    let family = MetricFamily.gauge("arrester_age_seconds", "Age", seconds: 0.1)
    #expect(write(family, .openMetrics).contains("# UNIT arrester_age_seconds seconds\n"))
    #expect(!write(family, .text).contains("UNIT"))
    #expect(write(family, .text).hasSuffix("\narrester_age_seconds 0.1\n"))
  }

  @Test(
    "writes what is no number as the formats do",
    arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e-7, "1e-07")])
  func unusual(_ number: Double, _ text: String) {
    #expect(write(.gauge("x", "X", seconds: number), .text).hasSuffix("\nx \(text)\n"))
  }

  @Test("escapes quotes, backslashes and line ends in labels; in help, quotes only for OpenMetrics")
  func escaping() {
    let family = MetricFamily.gauge("x", "a \"b\" \\ c\nd", by: "name", [("q\"b\\n\nr\r\nü", 1)])
    let text = write(family, .text)
    #expect(text.hasPrefix(#"# HELP x a "b" \\ c\nd"# + "\n"))
    #expect(text.hasSuffix(#"x{name="q\"b\\n\nr"# + "\r" + #"\nü"} 1"# + "\n"))
    #expect(write(family, .openMetrics).contains(#"# HELP x a \"b\" \\ c\nd"# + "\n"))
  }

  @Test("adds a histogram's buckets up, each with what is at its bound, and ends with infinity")
  func histograms() {
    var histogram = FixedHistogram(bounds: [0.5, 1])
    for value in [0, 0.5, 0.75, 1, 7] { histogram.observe(value) }
    let text = write(.histogram("x_seconds", "X", by: "step", [("a", histogram)]), .text)
    let expected = #"""
      # HELP x_seconds X
      # TYPE x_seconds histogram
      x_seconds_bucket{step="a",le="0.5"} 2
      x_seconds_bucket{step="a",le="1.0"} 4
      x_seconds_bucket{step="a",le="+Inf"} 5
      x_seconds_sum{step="a"} 9.25
      x_seconds_count{step="a"} 5

      """#
    #expect(text == expected)
  }

  @Test("gives facts as an info of OpenMetrics, and as a gauge where there is none")
  func info() {
    let family = MetricFamily.info("arrester_build", "What runs", ["version": "1", "model": "m"])
    #expect(write(family, .openMetrics).contains("# TYPE arrester_build info\n"))
    #expect(write(family, .text).contains("# TYPE arrester_build_info gauge\n"))
    for format in ExpositionFormat.allCases { #expect(write(family, format).contains(#"arrester_build_info{version="1",model="m"} 1"#)) }
  }

  @Test("names families that have no samples yet, so that they are known")
  func empty() {
    #expect(write(.counter("x", "X", by: "a", []), .text) == "# HELP x_total X\n# TYPE x_total counter\n")
  }
}

@Suite("The format that a scraper gets")
struct ExpositionFormatTests {
  @Test(
    "is the one that it likes best, and text where it does not say or likes neither",
    arguments: [
      (nil, ExpositionFormat.text), ("", .text), ("*/*", .text), ("text/plain", .text), ("application/json", .text),
      ("application/openmetrics-text", .openMetrics),
      (
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        .openMetrics
      ),
      ("application/openmetrics-text; version=\"1.0.0\"; charset=utf-8; q=0.4, text/plain;version=0.0.4;q=0.3", .openMetrics),
      ("application/openmetrics-text;version=1.0.0;q=0.3,text/plain;version=0.0.4;q=0.5", .text),
      ("Application/OpenMetrics-Text;Q=1", .openMetrics), ("application/openmetrics-text;version=0.0.1", .text),
      ("application/openmetrics-text;q=0", .text), ("application/openmetrics-text;q=much,*/*", .text), (",;,=;q=;", .text),
    ] as [(String?, ExpositionFormat)])
  func negotiated(_ accept: String?, _ format: ExpositionFormat) {
    #expect(ExpositionFormat(accept: accept) == format)
  }
}
