import ArresterBase
import Synchronization

/// Keeps `OIDCKeys` as the issuer publishes them: every ten minutes or so, sooner where a token names a key that is not known.
public final class OIDCRefresher: Sendable {
  private static let lookSeconds: Int64 = 1

  private let settings: OIDCSettings
  private let keys: OIDCKeys
  private let source: any KeyDocumentSource
  private let counting: OIDCCounting
  private let clock: any WallClock
  private let log: Log
  private let schedule = Mutex(RefreshSchedule())

  /// - Parameter settings: valid ones.
  public init(
    _ settings: OIDCSettings, keys: OIDCKeys, source: any KeyDocumentSource, counting: OIDCCounting, clock: any WallClock = SystemClock(),
    log: Log = Log()
  ) {
    self.settings = settings
    self.keys = keys
    self.source = source
    self.counting = counting
    self.clock = clock
    self.log = log
  }

  /// Runs until its task is cancelled; one task for each refresher.
  public func run() async {
    while !Task.isCancelled {
      await refreshIfDue()
      try? await Task.sleep(for: .seconds(OIDCRefresher.lookSeconds))
    }
  }

  func refreshIfDue() async {
    let isWanted = keys.isRefreshWanted
    guard schedule.withLock({ $0.begin(now: clock.now(), isWanted: isWanted) }) else { return }
    let isSuccess = await refresh()
    schedule.withLock { $0.end(isSuccess: isSuccess, now: clock.now(), jitter: .random(in: 0..<1)) }
  }

  private func refresh() async -> Bool {
    do {
      // Keys are as old as the question for them: an answer that dawdles makes nothing younger.
      let asked = clock.now()
      let document = try IssuerDocument(try await source.fetch(IssuerAddress.discovery(of: settings.issuer)), of: settings.issuer)
      let set = try KeyDocument(try await source.fetch(document.keysAddress))
      keys.replace(set, now: asked)
      note(set)
      return true
    } catch {
      counting.add(.refreshFailures)
      log.warning(
        "the keys of the issuer of persons' tokens cannot be read",
        ["issuer": "\(settings.issuer)", "reason": "\(error)", "lastRead": "\(keys.readAt.map { Timestamp.format($0) } ?? "never")"])
      return false
    }
  }

  private func note(_ set: KeyDocument) {
    counting.add(.refreshes)
    counting.add(.keysIgnored, set.ignored)
    guard set.keys.isEmpty else { return }
    log.warning(
      "the issuer of persons' tokens publishes no key that is used here; none of its tokens is accepted",
      ["issuer": "\(settings.issuer)", "keysIgnored": .number(set.ignored)])
  }
}
