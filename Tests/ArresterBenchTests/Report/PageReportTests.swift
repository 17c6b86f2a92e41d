import ArresterBench
import Foundation
import Testing

@Suite("The report as a page")
struct PageReportTests {
  private let page = ReportFixture.report.html

  @Test("is well-formed: every element that is opened is closed, in order")
  func isWellFormed() throws {
    var open: [Substring] = []
    for match in page.matches(of: /<(\/?)([a-z0-9]+)((?:\s[a-zA-Z0-9-]+="[^"<>]*")*)(\/?)>/) {
      if match.1 == "/" {
        #expect(open.popLast() == match.2)
      } else if match.4.isEmpty {
        open.append(match.2)
      }
    }
    #expect(open.isEmpty)
    // Nothing but tags and the document type holds a pointed bracket: what is not matched above was not escaped.
    let rest = page.replacing("<!DOCTYPE html>", with: "").replacing(/<\/?[a-z0-9]+(?:\s[a-zA-Z0-9-]+="[^"<>]*")*\/?>/, with: "")
    let stray = rest.firstIndex { $0 == "<" || $0 == ">" }
    #expect(stray == nil, "\(stray.map { rest[$0...].prefix(80) } ?? "")")
  }

  @Test("escapes every text that is not its own", arguments: ["<b>bold", "<CPU>", "<core>", "</script>", "b<c>.json"])
  func escapes(text: String) {
    #expect(!page.contains(text))
    #expect(page.contains(text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
  }

  @Test("asks nothing of a network and needs no script")
  func isSelfContained() {
    for word in ["<script", "http:", "https:", "src=", "href=", "@import", "url("] { #expect(!page.contains(word), "\(word)") }
  }

  @Test("shows results, percentiles, the plots and the limit, and knows dark screens and paper")
  func holdsEverything() {
    let wanted = ["0.941", "at least 0.9", "p99.99", "990 µs", "The limit: ", "2026-01-01T00:00:00Z", "scheme: dark", "@media print"]
    for text in wanted { #expect(page.contains(text), "\(text)") }
    #expect(page.matches(of: /<polyline\b/).count == 2)
  }

  @Test("a report with nothing in it is a page all the same")
  func emptyReport() {
    let page = BenchReport(title: "Nothing", commandLine: "arrester").html
    #expect(page.contains("<h1>Nothing</h1>") && !page.contains("<svg"))
  }
}
