import Synchronization
import Testing

@testable import ArresterServer

@Suite("Health")
struct HealthRoutesTests {
  private final class Readiness: Sendable { let reason = Mutex<String?>("warming up") }

  @Test("is told without a token: alive always, ready when it is")
  func health() async throws {
    let readiness = Readiness()
    let server = try TestServer(HealthRoutes.make { readiness.reason.withLock(\.self) })
    #expect(await server.ask("GET", "/healthz")?.body == #"{"alive":true}"#)
    let unready = await server.ask("GET", "/readyz")
    #expect(unready?.status == 503)
    #expect(unready?.body == #"{"ready":false,"reason":"warming up"}"#)
    readiness.reason.withLock { $0 = nil }
    let ready = await server.ask("GET", "/readyz")
    #expect(ready?.status == 200)
    #expect(ready?.body == #"{"ready":true}"#)
  }
}
