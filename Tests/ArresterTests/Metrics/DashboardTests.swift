import ArresterEnforcement
import Foundation
import Testing

@testable import Arrester

@Suite("the Grafana dashboard", .serialized)
struct DashboardTests {
  @Test("names no metric that is not documented")
  func documented() throws {
    let page = try Dashboard.read("docs/metrics.md")
    let queries = try Dashboard.queries()
    #expect(queries.count > 30)
    for query in queries {
      for metric in query.matches(of: /arrester_[a-z_]+/) {
        let family = String(metric.output).replacing(/_(bucket|sum|count)$/, with: "")
        #expect(page.contains("`\(family)`"), "\(family) in \(query)")
      }
    }
  }

  @Test(
    "asks nothing that a Prometheus which scrapes a running service cannot answer",
    .enabled(if: PrometheusProcess.program != nil, Comment(rawValue: PrometheusProcess.absent)))
  func answered() async throws {
    let service = try ScrapedService()
    let prometheus = try PrometheusProcess(scraping: service.address, token: ScrapedService.token)
    // Rates and increases need a sample of before.
    try await prometheus.waitFor("count_over_time(arrester_ready[1m]) > 1")
    let start = service.secondsToNow
    try service.produce([
      service.agent.deleteDatabase("customers", at: start, id: "1"), service.agent.createDatabase("customers", at: start + 60, id: "2"),
    ])
    _ = try await service.scrape { $0[#"arrester_breakers{state="open"}"#] == 1 }
    _ = try await service.ask("/v1/decide", "{}")
    try await prometheus.waitFor(#"increase(arrester_verdicts_total{type="trip"}[1m]) > 0"#)
    try await prometheus.waitFor("count_over_time(arrester_http_requests_total[1m]) > 2")
    for query in try Dashboard.queries() {
      let answer = try await prometheus.ask(Dashboard.filledIn(query))
      #expect(answer.status == "success" && answer.series > 0, "\(query): \(answer)")
    }
  }
}

/// What is in `deploy/grafana`.
private enum Dashboard {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardized

  static func read(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }

  /// Of its panels and annotations.
  static func queries() throws -> [String] {
    let board = try JSONDecoder().decode(Board.self, from: Data(try read("deploy/grafana/arrester.json").utf8))
    return board.panels.flatMap { ($0.targets ?? []).map(\.expr) } + board.annotations.list.map(\.expr)
  }

  /// As Grafana asks.
  static func filledIn(_ query: String) -> String {
    query.replacing("$job", with: ".*").replacing("$__rate_interval", with: "1m")
  }

  private struct Board: Decodable {
    var panels: [Panel]
    var annotations: Annotations
  }

  private struct Annotations: Decodable {
    var list: [Target]
  }

  private struct Panel: Decodable {
    var targets: [Target]?
  }

  private struct Target: Decodable {
    var expr: String
  }
}
