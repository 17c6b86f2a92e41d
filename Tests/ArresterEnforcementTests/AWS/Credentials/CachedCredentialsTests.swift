import ArresterBase
import Synchronization
import Testing

@testable import ArresterEnforcement

@Suite("Cached credentials")
struct CachedCredentialsTests {
  /// Numbers its credentials; each lives for an hour on the clock.
  private final class Counting: CredentialsSource {
    let name = "a counting place"
    private let state = Mutex((loads: 0, isBroken: false, lifetimeSeconds: Int64(3600)))
    private let clock: TestClock

    init(_ clock: TestClock) { self.clock = clock }

    var loads: Int { state.withLock { $0.loads } }
    func setBroken(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }
    func live(seconds: Int64) { state.withLock { $0.lifetimeSeconds = seconds } }

    func load() async throws(CredentialsError) -> AWSCredentials? {
      await Task.yield()
      let now = state.withLock { state in
        state.loads += 1
        return state
      }
      guard !now.isBroken else { throw CredentialsError("broken", isTransient: true) }
      let end = clock.now() + now.lifetimeSeconds * Timestamp.nanosecondsPerSecond
      return AWSCredentials(accessKey: "A\(now.loads)", secretKey: "s", sessionToken: "t", expiration: end)
    }
  }

  private let clock = TestClock()

  @Test("are loaded once, however many ask at once")
  func singleFlight() async throws {
    let source = Counting(clock)
    let cached = CachedCredentials(source, clock: clock)
    let keys = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await cached.current().accessKey } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(keys == ["A1"] && source.loads == 1)
  }

  @Test("are renewed before they expire; the old ones serve while that fails, and no longer than they live")
  func renewal() async throws {
    let source = Counting(clock)
    let cached = CachedCredentials(source, clock: clock)
    #expect(try await cached.current().accessKey == "A1")
    clock.advance(seconds: 44 * 60)
    #expect(try await cached.current().accessKey == "A1" && source.loads == 1)
    source.setBroken(true)
    clock.advance(seconds: 2 * 60)
    #expect(try await cached.current().accessKey == "A1" && source.loads == 2)
    #expect(try await cached.current().accessKey == "A1" && source.loads == 2, "not at every call")
    clock.advance(seconds: 14 * 60)
    await #expect(throws: CredentialsError.self) { try await cached.current() }
    source.setBroken(false)
    #expect(try await cached.current().accessKey == "A4")
  }

  @Test("that live shorter than the time for renewal are not renewed at every call")
  func shortLived() async throws {
    let source = Counting(clock)
    source.live(seconds: 600)
    let cached = CachedCredentials(source, clock: clock)
    for _ in 0..<10 { _ = try await cached.current() }
    #expect(source.loads <= 2)
  }

  @Test("that AWS refused are loaded anew, and others that came meanwhile stay")
  func refused() async throws {
    let source = Counting(clock)
    let cached = CachedCredentials(source, clock: clock)
    let first = try await cached.current()
    await cached.refuse(first)
    #expect(try await cached.current().accessKey == "A2")
    await cached.refuse(first)
    #expect(try await cached.current().accessKey == "A2")
  }

  @Test("that are expired when they come are an error that names the clock")
  func expired() async {
    let source = Counting(clock)
    source.live(seconds: -1)
    let cached = CachedCredentials(source, clock: clock)
    do {
      Issue.record("\(try await cached.current())")
    } catch {
      #expect(error.detail.contains("clock"))
    }
  }
}
