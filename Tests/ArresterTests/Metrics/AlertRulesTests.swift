import ArresterEnforcement
import ArresterServer
import Foundation
import Testing

@testable import Arrester

@Suite("the rules of deploy/prometheus")
struct AlertRulesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../deploy/prometheus")
  private static let ruleFiles = ["recording.rules.yml", "alerts.rules.yml"]

  @Test(
    "call where they must, and not where they must not",
    .enabled(if: Promtool.isInstalled, "promtool is absent: install Debian's prometheus"))
  func promtool() async throws {
    let checked = try await Promtool.run(["check", "rules"] + AlertRulesTests.ruleFiles, in: AlertRulesTests.folder)
    #expect(checked.status == 0, "\(checked.said)")
    let tested = try await Promtool.run(["test", "rules", "rules.test.yml"], in: AlertRulesTests.folder)
    #expect(tested.status == 0, "\(tested.said)")
  }

  @Test("ask for nothing that is not served, and every alert has a test")
  func names() throws {
    let served = Set(
      ServedFamilies.all.flatMap { family in
        family.kind == .histogram ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.fullName]
      })
    let tests = try text("rules.test.yml")
    for file in AlertRulesTests.ruleFiles {
      let text = try text(file)
      // With a colon it is a recorded series.
      for match in text.matches(of: /[a-z_:]*arrester_[a-z0-9_]+:?/) where !match.output.contains(":") {
        #expect(served.contains(String(match.output)), "\(file) asks for \(match.output)")
      }
      for match in text.matches(of: /alert: ([A-Za-z]+)/) { #expect(tests.contains("alertname: \(match.output.1)"), "\(match.output.1)") }
    }
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: AlertRulesTests.folder.appending(path: name), encoding: .utf8)
  }
}

/// Every family that a service serves, with no numbers yet.
enum ServedFamilies {
  static var all: [MetricFamily] {
    MetricsCollector(loop: LoopQueue(), endpoints: EndpointReadings(server: ServerCounting(), oidc: nil), alerts: AlertBoard())
      .families(ServiceReading(tallies: ServiceTallies()), EnforcementCounters())
  }
}
