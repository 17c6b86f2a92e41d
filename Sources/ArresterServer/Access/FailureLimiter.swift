import Synchronization

/// Counts failed attempts by address (`PeerAddress.group`), so that guessing is slow.
final class FailureLimiter: Sendable {
  static let maximumAddresses = 10_000
  /// Stands for every address that finds no place.
  private static let others = "(other)"

  private let rate: Rate
  /// When each bucket will be full again.
  private let full = Mutex<[String: Int64]>([:])
  private let isIdle = Atomic<Bool>(true)

  init(_ rate: Rate) { self.rate = rate }

  /// - Returns: nil if another attempt may be looked at, else how many nanoseconds to wait. Takes no lock where nobody failed.
  func wait(_ peer: String, now: Int64) -> Int64? {
    guard !isIdle.load(ordering: .relaxed) else { return nil }
    let group = PeerAddress.group(of: peer)
    return full.withLock { full in
      let word = full[group] ?? (full.count >= FailureLimiter.maximumAddresses ? full[FailureLimiter.others] : nil) ?? 0
      if case .failure(let exceeded) = CellRate.take(word, rate: rate, now: now) { return exceeded.nanoseconds }
      return nil
    }
  }

  func noteFailure(_ peer: String, now: Int64) {
    let group = PeerAddress.group(of: peer)
    full.withLock { full in
      if full[group] == nil, full.count >= FailureLimiter.maximumAddresses { full = full.filter { $0.value > now } }
      let isKnown = full[group] != nil || full.count < FailureLimiter.maximumAddresses
      let key = isKnown ? group : FailureLimiter.others
      if case .success(let next) = CellRate.take(full[key] ?? 0, rate: rate, now: now) { full[key] = next }
      isIdle.store(false, ordering: .relaxed)
    }
  }
}
