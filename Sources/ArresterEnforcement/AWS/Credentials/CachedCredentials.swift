import ArresterBase

/// Credentials of one source, kept until they are about to expire. However many calls ask at once, they are loaded once.
actor CachedCredentials {
  /// So long before their end new ones are looked for; where that fails, the old ones still serve. AWS's SDKs use the same.
  static let refreshNanoseconds: Int64 = 15 * 60 * Timestamp.nanosecondsPerSecond
  /// So long before their end they no longer serve: a signature must outlive its way.
  static let expiryNanoseconds: Int64 = 10 * Timestamp.nanosecondsPerSecond
  /// From one try to refresh to the next, whatever came of it: credentials may live shorter than the time above.
  static let retryNanoseconds: Int64 = 60 * Timestamp.nanosecondsPerSecond

  private let source: any CredentialsSource
  private let clock: any WallClock
  private var kept: AWSCredentials?
  private var nextRefresh: Int64 = .min
  private var loading: Task<Result<AWSCredentials, CredentialsError>, Never>?

  init(_ source: any CredentialsSource, clock: any WallClock = SystemClock()) {
    self.source = source
    self.clock = clock
  }

  func current() async throws(CredentialsError) -> AWSCredentials {
    let now = clock.now()
    guard let kept, CachedCredentials.isUsable(kept, now) else { return try await load().get() }
    guard isAboutToExpire(kept, now), now >= nextRefresh else { return kept }
    nextRefresh = now + CachedCredentials.retryNanoseconds
    return (try? await load().get()) ?? kept
  }

  /// AWS refused these: the next call loads anew. Others that came meanwhile stay.
  func refuse(_ credentials: AWSCredentials) {
    if kept == credentials { kept = nil }
  }

  private func load() async -> Result<AWSCredentials, CredentialsError> {
    if let loading { return await loading.value }
    let source = source
    let clock = clock
    let task = Task { await CachedCredentials.load(source, clock) }
    loading = task
    let result = await task.value
    loading = nil
    if case .success(let found) = result { kept = found }
    return result
  }

  private static func load(_ source: any CredentialsSource, _ clock: any WallClock) async -> Result<AWSCredentials, CredentialsError> {
    do throws(CredentialsError) {
      guard let found = try await source.load() else { throw CredentialsError("\(source.name) is not set up here") }
      guard isUsable(found, clock.now()) else {
        throw CredentialsError("\(source.name) gave credentials that have expired; is this machine's clock right?", isTransient: true)
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private static func isUsable(_ credentials: AWSCredentials, _ now: Int64) -> Bool {
    credentials.expiration.map { $0 - CachedCredentials.expiryNanoseconds > now } ?? true
  }

  private func isAboutToExpire(_ credentials: AWSCredentials, _ now: Int64) -> Bool {
    credentials.expiration.map { $0 - CachedCredentials.refreshNanoseconds <= now } ?? false
  }
}
