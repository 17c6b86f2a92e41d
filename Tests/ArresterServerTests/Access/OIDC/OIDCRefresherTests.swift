import ArresterBase
import Synchronization
import Testing

@testable import ArresterServer

@Suite("Keys of an issuer")
struct OIDCRefresherTests {
  /// An issuer whose documents a test sets.
  private final class Issuer: KeyDocumentSource {
    struct Down: Error {}

    static let discovery = TestToken.issuer + "/.well-known/openid-configuration"
    static let keysAddress = "https://keys.example.org/jwks"

    private let documents = Mutex<[String: String]>([:])
    private let asked = Mutex<[String]>([])

    init(_ keys: [String]) { publish(keys) }

    func publish(_ keys: [String]) {
      set(Issuer.discovery, "{\"issuer\":\"\(TestToken.issuer)\",\"jwks_uri\":\"\(Issuer.keysAddress)\"}")
      set(Issuer.keysAddress, "{\"keys\":[\(keys.joined(separator: ","))]}")
    }

    func set(_ address: String, _ document: String?) { documents.withLock { $0[address] = document } }

    var fetches: [String] { asked.withLock(\.self) }

    func fetch(_ url: String) async throws -> [UInt8] {
      asked.withLock { $0.append(url) }
      guard let document = documents.withLock({ $0[url] }) else { throw Down() }
      return Array(document.utf8)
    }
  }

  private let issuer = Issuer([SigningKey.rsa.publicKey("k1")])
  private let clock = ServerTestClock()
  private let counting = OIDCCounting()
  private let logged = LogLines()
  private let keys = OIDCKeys(TestToken.settings)
  private let refresher: OIDCRefresher
  private let verifier: OIDCVerifier

  init() {
    refresher = OIDCRefresher(TestToken.settings, keys: keys, source: issuer, counting: counting, clock: clock, log: logged.log)
    verifier = OIDCVerifier(TestToken.settings, keys: keys, counting: counting)
  }

  /// A token made at the moment.
  private func token(_ key: String = "k1") -> TestToken {
    let now = clock.now() / Timestamp.nanosecondsPerSecond
    return TestToken(key: key).with("iat", "\(now)").with("exp", "\(now + 300)")
  }

  private func isAccepted(_ token: String) -> Bool {
    if case .accepted = verifier.verify(token: token, now: clock.now()) { true } else { false }
  }

  /// Looks every second, as it does when it runs.
  private func run(seconds: Int) async {
    for _ in 0..<seconds {
      clock.advance(seconds: 1)
      await refresher.refreshIfDue()
    }
  }

  @Test("are read when it begins; before that every token is refused")
  func begins() async {
    #expect(!isAccepted(token().signed()))
    #expect(counting[.keysTooOld] == 1)
    await refresher.refreshIfDue()
    #expect(issuer.fetches == [Issuer.discovery, Issuer.keysAddress])
    #expect(isAccepted(token().signed()))
    #expect(keys.readAt == clock.now())
  }

  @Test("are read again every ten minutes, give or take one")
  func everyTenMinutes() async {
    await refresher.refreshIfDue()
    await run(seconds: 539)
    #expect(counting[.refreshes] == 1)
    await run(seconds: 122)
    #expect(counting[.refreshes] == 2)
  }

  @Test("are read at once for a key that is not known, and one that is gone is refused from then on")
  func rotation() async {
    await refresher.refreshIfDue()
    issuer.publish([SigningKey.otherRSA.publicKey("k2")])
    await run(seconds: 60)
    #expect(isAccepted(token().signed()))
    #expect(!isAccepted(token("k2").signed(.otherRSA)))
    await run(seconds: 1)
    #expect(isAccepted(token("k2").signed(.otherRSA)))
    #expect(!isAccepted(token().signed()))
    #expect(counting[.keyUnknown] == 2)
  }

  @Test("are read at most once a minute, however many unknown ones are named")
  func storm() async {
    await refresher.refreshIfDue()
    for second in 0..<300 {
      for number in 0..<3 { #expect(!isAccepted(TestToken(key: "k\(second)-\(number)").unsigned + ".AA")) }
      await run(seconds: 1)
    }
    #expect(counting[.keyUnknown] == 900)
    #expect(counting[.refreshes] == 1 + 5)
    #expect(isAccepted(token().signed()))
  }

  @Test("are believed for a day while the issuer is silent, then everything is refused and counted, until it is back")
  func silence() async {
    await refresher.refreshIfDue()
    issuer.set(Issuer.keysAddress, nil)
    clock.advance(seconds: 86_400)
    await refresher.refreshIfDue()
    #expect(isAccepted(token().signed()))
    clock.advance(seconds: 1)
    #expect(!isAccepted(token().signed()))
    #expect(counting[.keysTooOld] == 1)
    #expect(counting[.refreshFailures] == 1)
    #expect(logged.text.contains("cannot be read"))
    issuer.publish([SigningKey.rsa.publicKey("k1")])
    await run(seconds: 60)
    #expect(isAccepted(token().signed()))
  }

  @Test("are asked for less and less often while the issuer is silent")
  func backsOff() async {
    issuer.set(Issuer.discovery, nil)
    await refresher.refreshIfDue()
    await run(seconds: 3600)
    #expect((10...15).contains(counting[.refreshFailures]))
    #expect(issuer.fetches.allSatisfy { $0 == Issuer.discovery })
  }

  @Test(
    "are not read where the issuer's document is another's, or points to where anybody may answer",
    arguments: [
      "{\"issuer\":\"https://mallory.example\",\"jwks_uri\":\"https://keys.example.org/jwks\"}",
      "{\"issuer\":\"https://login.example.org/realms/operations/\",\"jwks_uri\":\"https://keys.example.org/jwks\"}",
      "{\"jwks_uri\":\"https://keys.example.org/jwks\"}", "{\"issuer\":\"https://login.example.org/realms/operations\"}",
      "{\"issuer\":\"https://login.example.org/realms/operations\",\"jwks_uri\":\"http://keys.example.org/jwks\"}",
      "{\"issuer\":\"https://login.example.org/realms/operations\",\"jwks_uri\":\"http://127.0.0.1/jwks\"}",
      "{\"issuer\":\"https://login.example.org/realms/operations\",\"jwks_uri\":\"file:///etc/keys\"}",
      "{\"issuer\":\"https://login.example.org/realms/operations\",\"jwks_uri\":\"https://a:b@keys.example.org/jwks\"}",
      "{\"issuer\":\"x\",\"issuer\":\"https://login.example.org/realms/operations\",\"jwks_uri\":\"https://keys.example.org/jwks\"}", "[]",
      "",
    ])
  func otherIssuer(document: String) async {
    issuer.set(Issuer.discovery, document)
    await refresher.refreshIfDue()
    #expect(issuer.fetches == [Issuer.discovery])
    #expect(counting[.refreshFailures] == 1)
    #expect(!isAccepted(token().signed()))
  }

  @Test("stay as they were where the new document cannot be read, and go where the issuer publishes none")
  func emptied() async {
    await refresher.refreshIfDue()
    issuer.set(Issuer.keysAddress, "<html>sign in</html>")
    clock.advance(seconds: 700)
    await refresher.refreshIfDue()
    #expect(isAccepted(token().signed()))
    issuer.publish(["{\"kty\":\"oct\"}"])
    clock.advance(seconds: 700)
    await refresher.refreshIfDue()
    #expect(!isAccepted(token().signed()))
    #expect(counting[.keysIgnored] == 1)
    #expect(logged.text.contains("publishes no key"))
  }

  @Test("can be replaced while tokens are checked")
  func threads() async throws {
    await refresher.refreshIfDue()
    let text = token().signed()
    let documents = try [["k1"], ["k1", "k2"]].map { names in
      try KeyDocument(Array("{\"keys\":[\(names.map { SigningKey.rsa.publicKey($0) }.joined(separator: ","))]}".utf8))
    }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { (0..<100).allSatisfy { _ in isAccepted(text) } } }
      group.addTask {
        for round in 0..<1000 { keys.replace(documents[round % 2], now: clock.now()) }
        return true
      }
      for await isFine in group { #expect(isFine) }
    }
  }

  @Test("are read while a task runs, and no longer than it does", .timeLimit(.minutes(1)))
  func cancelled() async {
    let task = Task { await refresher.run() }
    while keys.readAt == nil { await Task.yield() }
    task.cancel()
    await task.value
    #expect(counting[.refreshes] == 1)
  }
}

@Suite("A schedule of refreshes")
struct RefreshScheduleTests {
  private let second = Timestamp.nanosecondsPerSecond

  /// Out of `#expect`, which changes nothing.
  private func begins(_ schedule: inout RefreshSchedule, _ now: Int64, isWanted: Bool) -> Bool {
    schedule.begin(now: now, isWanted: isWanted)
  }

  @Test("spreads over a fifth of the interval", arguments: [(0.0, 540), (0.5, 600), (0.999_999, 659)] as [(Double, Int64)])
  func jitter(random: Double, seconds: Int64) {
    var schedule = RefreshSchedule()
    #expect(begins(&schedule, 1000 * second, isWanted: false))
    schedule.end(isSuccess: true, now: 1000 * second, jitter: random)
    #expect(!begins(&schedule, (1000 + seconds) * second - 1, isWanted: false))
    #expect(begins(&schedule, (1001 + seconds) * second, isWanted: false))
  }

  @Test("begins anew where the clock is set back")
  func clockSetBack() {
    var schedule = RefreshSchedule()
    #expect(begins(&schedule, 1_000_000 * second, isWanted: false))
    schedule.end(isSuccess: true, now: 1_000_000 * second, jitter: 0)
    #expect(begins(&schedule, 1000 * second, isWanted: false))
    schedule.end(isSuccess: true, now: 1000 * second, jitter: 0)
    #expect(!begins(&schedule, 1001 * second, isWanted: true))
  }

  @Test("waits longer with each failure, and no longer than usual")
  func failures() {
    var schedule = RefreshSchedule()
    var now = 1000 * second
    for wait in [5, 10, 20, 40, 80, 160, 320, 600, 600, 600] as [Int64] {
      #expect(begins(&schedule, now, isWanted: false))
      schedule.end(isSuccess: false, now: now, jitter: 0.5)
      #expect(!begins(&schedule, now + wait * second - 1, isWanted: false))
      now += wait * second
    }
  }
}
