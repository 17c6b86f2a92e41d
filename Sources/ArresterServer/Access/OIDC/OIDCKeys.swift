import ArresterBase
import Synchronization

/// The issuer's keys as they were last read. Verifiers look keys up here on any thread; the refresher replaces them.
public final class OIDCKeys: Sendable {
  /// A key is found by its name and for one algorithm: a token cannot have it used for another.
  struct Name: Hashable {
    let text: String
    let algorithm: PublicKeySignature.Algorithm

    init(_ text: String, _ algorithm: PublicKeySignature.Algorithm) {
      self.text = text
      self.algorithm = algorithm
    }
  }

  private struct State {
    var keys: [Name: PublicKeySignature.Key] = [:]
    /// nil: never.
    var readAt: Int64?
    var isRefreshWanted = false
  }

  private let maximumAge: Int64
  private let state = Mutex(State())

  /// Knows no key.
  public init(_ settings: OIDCSettings) {
    maximumAge = Int64(settings.keysMaximumAgeSeconds) * Timestamp.nanosecondsPerSecond
  }

  /// A key that is not known may be new: it is asked for, but not waited for.
  func key(_ name: Name, now: Int64) throws(TokenRefusal) -> PublicKeySignature.Key {
    let found: Result<PublicKeySignature.Key, TokenRefusal> = state.withLock { state in
      let isCurrent = state.readAt.map { now - $0 <= maximumAge } ?? false
      if isCurrent, let key = state.keys[name] { return .success(key) }
      state.isRefreshWanted = true
      return .failure(TokenRefusal(isCurrent ? .keyUnknown : .keysTooOld))
    }
    return try found.get()
  }

  /// Keys that are not among the new ones are gone at once.
  func replace(_ set: KeyDocument, now: Int64) {
    state.withLock { $0 = State(keys: set.keys, readAt: now) }
  }

  var isRefreshWanted: Bool { state.withLock(\.isRefreshWanted) }

  /// When keys were last read; nil: never. For a status.
  public var readAt: Int64? { state.withLock(\.readAt) }

  /// For a status.
  public var count: Int { state.withLock(\.keys.count) }
}
