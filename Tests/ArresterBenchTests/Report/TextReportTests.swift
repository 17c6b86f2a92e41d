import ArresterBench
import Testing

@Suite("The report for people")
struct TextReportTests {
  @Test("holds results beside their comparisons, ratios and goals, latencies, the limit and the notes")
  func wholeReport() {
    #expect(
      ReportFixture.report.text == """
        A <b>bold</b> & "quoted" title
        Some <CPU>, 2 cores, Linux 6.1, arrester 0.1.0

        WHAT    FOUND   RANGE      BESIDE                  RATIO  GOAL
        decode  510 ns  500 … 540  bare simdjson  480 ns   0.941  at least 0.9: met
                                   copy           51.3 ns  0.101
        score   123 ns                                            at most 100: not met
                                   two misses     90 ns    1.37

        LATENCY          COUNT  p50     p90     p99     p99.9  p99.99  max
        produce -> deny  1,000  500 µs  900 µs  990 µs  1 ms   1 ms    1 ms

        Limit: decode: 90 % of a <core>

        - A note with </script> in it.
        """)
  }

  @Test("of a debug build says first that its numbers say nothing")
  func debugBuild() {
    var report = ReportFixture.report
    report.machine.isReleaseBuild = false
    #expect(report.text.contains("- This is a debug build: its numbers say nothing."))
  }
}
