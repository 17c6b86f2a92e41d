import ArresterBase
import Synchronization
import Testing

@testable import ArresterServer

@Suite("GET /metrics")
struct MetricsRouteTests {
  private final class Source: Sendable {
    let problem = Mutex<MetricsUnavailable?>(nil)
    let collections = Atomic<Int>(0)
    /// Collecting waits until it is false.
    let isHeld = Atomic<Bool>(false)

    @Sendable func collect() async throws(MetricsUnavailable) -> [MetricFamily] {
      collections.wrappingAdd(1, ordering: .relaxed)
      while isHeld.load(ordering: .acquiring) { try? await Task.sleep(nanoseconds: 1_000_000) }
      if let problem = problem.withLock(\.self) { throw problem }
      return [.counter("arrester_records", "Records read", 3)]
    }
  }

  private let source = Source()

  private func server(withoutToken: Bool = false) throws -> TestServer {
    let server = try TestServer([MetricsRoute.make(withoutToken: withoutToken, collect: source.collect)])
    let scraper = Caller(name: "prometheus", kind: .machine, capabilities: .metrics)
    server.access.replace(try TestServer.directory([TokenEntry(caller: scraper, tokenSHA256: SHA256("scraper-token").hexadecimal)]))
    return server
  }

  @Test("answers machines that may read it, and persons who may look")
  func tokens() async throws {
    let server = try server()
    for token in ["scraper-token", "viewer-token", "operator-token"] {
      #expect(await server.ask("GET", "/metrics", token: token)?.status == 200, "\(token)")
    }
    #expect(await server.ask("GET", "/metrics", token: "machine-token")?.status == 403)
    #expect(await server.ask("GET", "/metrics")?.status == 401)
    #expect(await server.ask("POST", "/metrics", token: "scraper-token")?.status == 405)
  }

  @Test("asks nobody for a token where the configuration says so")
  func withoutToken() async throws {
    #expect(try await server(withoutToken: true).ask("GET", "/metrics")?.status == 200)
  }

  @Test("gives the format that is asked for, under its name")
  func formats() async throws {
    let server = try server()
    let text = await server.ask("GET", "/metrics", token: "scraper-token")
    #expect(text?.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(text?.body.hasSuffix("arrester_records_total 3\n") == true)
    let open = await server.ask("GET", "/metrics", token: "scraper-token", headers: ["Accept: application/openmetrics-text"])
    #expect(open?.headers["content-type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    #expect(open?.body.hasSuffix("# EOF\n") == true)
    #expect(open?.headers["vary"] == "Accept")
  }

  @Test("collects once for all who ask meanwhile, and anew for the next")
  func shared() async throws {
    let server = try server()
    source.isHeld.store(true, ordering: .releasing)
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<8 { group.addTask { await server.ask("GET", "/metrics", token: "scraper-token")?.status } }
      for _ in 0..<5000 where server.server.counters[.requests] < 8 { try? await Task.sleep(nanoseconds: 1_000_000) }
      source.isHeld.store(false, ordering: .releasing)
      for await status in group { #expect(status == 200) }
    }
    // One that had been read and not begun when the others were answered may have been too late for theirs.
    #expect((1...2).contains(source.collections.load(ordering: .relaxed)))
    let before = source.collections.load(ordering: .relaxed)
    #expect(await server.ask("GET", "/metrics", token: "scraper-token")?.status == 200)
    #expect(source.collections.load(ordering: .relaxed) == before + 1)
  }

  @Test("says why there is nothing to say, and gives no old numbers")
  func unavailable() async throws {
    let server = try server()
    #expect(await server.ask("GET", "/metrics", token: "scraper-token")?.status == 200)
    source.problem.withLock { $0 = MetricsUnavailable(reason: "the thread is busy") }
    let answer = await server.ask("GET", "/metrics", token: "scraper-token")
    #expect(answer?.status == 503 && answer?.headers["retry-after"] == "1")
    #expect(answer?.body.contains("the thread is busy") == true && answer?.body.contains("arrester_") == false)
  }
}
