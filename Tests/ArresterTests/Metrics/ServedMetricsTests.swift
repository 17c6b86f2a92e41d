import ArresterBase
import Foundation
import Testing

@testable import Arrester

@Suite("the metrics of a running service", .serialized)
struct ServedMetricsTests {
  @Test("tell what was read, decided, enforced and destroyed")
  func trip() async throws {
    let service = try ScrapedService()
    let ready = try await service.scrape { $0["arrester_ready"] == 1 }
    #expect(ready[#"arrester_verdicts_total{type="trip",rule="recreated",kind="agent"}"#] == 0)
    let agent = service.agent
    let start = service.secondsToNow
    try service.produce([
      agent.deleteDatabase("customers", at: start, id: "1"), agent.createDatabase("customers", at: start + 60, id: "2"), #"{"no":"event"}"#,
    ])
    let seen = try await service.scrape {
      $0[#"arrester_breakers{state="open"}"#] == 1 && $0[#"arrester_trip_ledger_seconds_count{step="total"}"#] == 1
    }
    #expect(seen["arrester_records_total"] == 3 && seen["arrester_events_total"] == 2 && seen["arrester_changes_total"] == 2)
    #expect(seen[#"arrester_dead_letters_total{reason="noTime"}"#] == 1, "\(seen.samples.filter { $0.key.hasPrefix("arrester_dead") })")
    #expect(seen[#"arrester_verdicts_total{type="trip",rule="recreated",kind="agent"}"#] == 1)
    #expect(seen[#"arrester_trip_dispositions_total{disposition="tripped"}"#] == 1)
    #expect(seen[#"arrester_blast_resources_total{part="beforeTrip"}"#] == 1)
    for step in LedgerStep.allCases { #expect(seen["arrester_trip_ledger_seconds_count{step=\"\(step.rawValue)\"}"] == 1, "\(step)") }
    #expect(seen[#"arrester_enforcer_confirmations_total{enforcer="memory"}"#] == 1)
    #expect(seen[#"arrester_enforcer_orders{enforcer="memory",phase="standing"}"#] == 1)
    #expect(seen[#"arrester_partition_position{topic="events",partition="0"}"#] == 3)
    #expect(seen[#"arrester_commits_total{content="decisions",outcome="committed"}"#] ?? 0 >= 1)
  }

  @Test("tell of a trip that waits for a person, and count who was called")
  func held() async throws {
    let service = try ScrapedService()
    let start = service.secondsToNow - 2 * 3600
    try service.produce([
      service.agent.deleteDatabase("customers", at: start, id: "1"), service.agent.createDatabase("customers", at: start + 60, id: "2"),
    ])
    let seen = try await service.scrape { $0[#"arrester_breakers{state="held"}"#] == 1 }
    #expect(seen[#"arrester_pages_total{reason="held"}"#] == 1 && seen[#"arrester_pages_total{reason="capped"}"#] == 0)
    #expect(seen[#"arrester_trip_dispositions_total{disposition="held"}"#] == 1)
    #expect(seen[#"arrester_trip_ledger_seconds_count{step="decide"}"#] == 1)
    #expect(seen[#"arrester_trip_ledger_seconds_count{step="enforce"}"#] == 0)
  }

  @Test("tell how far behind a partition is, once brokers have said where it ends")
  func lag() async throws {
    let service = try ScrapedService()
    try service.produce((0..<20).map { service.agent.describe(at: service.secondsToNow, id: "\($0)") })
    let seen = try await service.scrape { $0[#"arrester_partition_lag_records{topic="events",partition="0"}"#] == 0 }
    #expect(seen[#"arrester_partition_position{topic="events",partition="0"}"#] == 20)
    let watermark = seen[#"arrester_partition_watermark_timestamp_seconds{topic="events",partition="0",platform="aws"}"#]
    #expect(watermark ?? 0 > 1_700_000_000)
  }

  @Test("count answers by endpoint, and refusals by reason")
  func decisions() async throws {
    let service = try ScrapedService()
    let question = #"{"platform":"aws","principal":"\#(service.agent.principal)","action":"rds:CreateDBInstance"}"#
    #expect(try await service.ask("/v1/decide", question).status == 200)
    #expect(try await service.ask("/metrics", token: nil).status == 401)
    #expect(try await service.ask("/metrics", token: "wrong").status == 401)
    let seen = Scrape(try await service.scrape())
    #expect(seen[#"arrester_decisions_total{endpoint="decide",answer="allow"}"#] == 1)
    #expect(seen[#"arrester_decision_requests_total{endpoint="decide"}"#] == 1)
    #expect(seen[#"arrester_decisions_total{endpoint="envoy",answer="allow"}"#] == 0)
    #expect(seen[#"arrester_http_refusals_total{reason="tokenMissing"}"#] == 1)
    #expect(seen[#"arrester_http_refusals_total{reason="tokenUnknown"}"#] == 1)
  }

  @Test("name no principal, session or resource, and say the same families in both formats")
  func bounded() async throws {
    let service = try ScrapedService(changing: { $0.http?.metricsWithoutToken = true })
    let start = service.secondsToNow
    try service.produce([
      service.agent.deleteDatabase("customers", at: start, id: "1"), service.agent.createDatabase("customers", at: start + 60, id: "2"),
    ])
    _ = try await service.scrape { $0[#"arrester_breakers{state="open"}"#] == 1 }
    let text = try await service.ask("/metrics", token: nil).body
    for word in ["customers", service.agent.principal, service.agent.account, service.agent.session] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.utf8.count < 100_000)
  }

  @Test("are refused with a reason while the thread that decides is held up, and come again after it")
  func heldUp() async throws {
    let gate = DispatchSemaphore(value: 0)
    let isHeld = Flag()
    let service = try ScrapedService(onVerdict: {
      isHeld.set()
      gate.wait()
    })
    defer { for _ in 0..<10 { gate.signal() } }
    _ = try await service.scrape { $0["arrester_ready"] == 1 }
    let start = service.secondsToNow
    try service.produce([
      service.agent.deleteDatabase("customers", at: start, id: "1"), service.agent.createDatabase("customers", at: start + 60, id: "2"),
    ])
    for _ in 0..<500 where !isHeld.isSet { try await Task.sleep(nanoseconds: 20_000_000) }
    let refused = try await service.ask("/metrics")
    #expect(refused.status == 503 && refused.body.contains("did not come to it in time"), "\(refused)")
    for _ in 0..<10 { gate.signal() }
    _ = try await service.scrape { $0[#"arrester_breakers{state="open"}"#] == 1 }
  }

  @Test("satisfy promtool", .enabled(if: Promtool.isInstalled, "promtool is absent: install Debian's prometheus"))
  func promtool() async throws {
    let service = try ScrapedService()
    let start = service.secondsToNow
    try service.produce([
      service.agent.deleteDatabase("customers", at: start, id: "1"), service.agent.createDatabase("customers", at: start + 60, id: "2"),
    ])
    _ = try await service.scrape { $0[#"arrester_breakers{state="open"}"#] == 1 }
    let (status, said) = try await Promtool.run(["check", "metrics"], input: try await service.scrape())
    #expect(status == 0 && said.isEmpty, "\(said)")
  }
}
