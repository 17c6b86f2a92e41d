/// What one principal of one kind does in an ordinary bucket, and its buckets that may still change.
///
/// ```
/// learnt ...........| first   pending, by bucket                    |
///                   | 7  . 12*  3  .  .  5                          |   * met half of a limit: teaches nothing
///                   ^ a window may still ask for less than this      ^ the newest
/// ```
/// A window asks for the buckets that were final before it: those that ended, with the lateness, before the bucket in which it ends.
/// Which those are follows from the window alone, so every order of arrival gives it the same. In the table's slab; belongs to the
/// shard's thread.
struct LearntBaseline: BitwiseCopyable {
  let hash: UInt64
  private(set) var moments = CallMoments()
  /// The oldest bucket that is not in `moments`.
  private(set) var first: UInt32
  /// Buckets before this were before the principal was conspicuous, and are not learnt.
  private(set) var beginning: UInt32
  private var pending = InlineArray<16, UInt16>(repeating: 0)
  private var cached = InlineArray<4, CachedLimit>(repeating: CachedLimit())
  /// What would have been warned of and was not.
  var heldBack = HeldBack()

  static let pendingBuckets = 16
  private static let loud: UInt16 = 0x8000

  private struct CachedLimit: BitwiseCopyable {
    var through: UInt32 = .max
    var limit: UInt32 = 0
  }

  /// - Parameters:
  ///   - first: the oldest bucket that a window may not take for final yet.
  ///   - beginning: the bucket in which its principal was conspicuous first.
  init(hash: UInt64, first: UInt32, beginning: UInt32) {
    self.hash = hash
    self.first = first
    self.beginning = beginning
  }

  /// As it was recorded.
  init(hash: UInt64, _ recorded: RecordedBaseline) {
    self.init(hash: hash, first: recorded.first, beginning: recorded.beginning)
    moments = recorded.moments
  }

  var recorded: RecordedBaseline { RecordedBaseline(moments: moments, first: first, beginning: beginning) }

  private func holds(_ bucket: UInt32) -> Bool { bucket >= first && bucket - first < UInt32(LearntBaseline.pendingBuckets) }

  /// Counts calls where they belong; those of a bucket that is final already, after a restart, are in it.
  mutating func count(_ calls: Int, in bucket: UInt32) {
    guard holds(bucket) else { return }
    let place = Int(bucket) % LearntBaseline.pendingBuckets
    let known = pending[place]
    let sum = Int(known & ~LearntBaseline.loud) + calls
    pending[place] = sum > CallMoments.mostCalls ? .max : UInt16(sum) | known & LearntBaseline.loud
  }

  /// The bucket teaches nothing: a window that ends in it met half of a limit.
  mutating func markLoud(_ bucket: UInt32) {
    if bucket < beginning { beginning = bucket }
    if holds(bucket) { pending[Int(bucket) % LearntBaseline.pendingBuckets] |= LearntBaseline.loud }
  }

  func isLoud(_ bucket: UInt32) -> Bool {
    !holds(bucket) || pending[Int(bucket) % LearntBaseline.pendingBuckets] & LearntBaseline.loud != 0
  }

  /// None of the buckets teaches anything: so those that are not final at a trip.
  mutating func markLoud(_ buckets: ClosedRange<UInt32>) {
    for bucket in buckets where holds(bucket) { pending[Int(bucket) % LearntBaseline.pendingBuckets] |= LearntBaseline.loud }
  }

  /// Takes in the buckets before `bucket`: no window will ask for less.
  /// - Returns: what was learnt and what was not, in buckets with calls.
  /// - Complexity: O(1): at most `pendingBuckets` steps.
  mutating func settle(before bucket: UInt32) -> (learnt: Int, loud: Int) {
    var (learnt, loud) = (0, 0)
    let last = min(bucket, first &+ UInt32(LearntBaseline.pendingBuckets))
    while first < last {
      let place = Int(first) % LearntBaseline.pendingBuckets
      if let calls = quietCalls(first) {
        moments.add(calls: calls)
        learnt += 1
      } else if pending[place] & ~LearntBaseline.loud > 0 {
        loud += 1
      }
      pending[place] = 0
      first += 1
    }
    first = max(first, bucket)
    return (learnt, loud)
  }

  /// What a bucket teaches; nil where it teaches nothing.
  private func quietCalls(_ bucket: UInt32) -> UInt32? {
    let calls = pending[Int(bucket) % LearntBaseline.pendingBuckets]
    return calls > 0 && calls & LearntBaseline.loud == 0 && bucket >= beginning ? UInt32(calls) : nil
  }

  /// What the buckets before `bucket` taught.
  func moments(before bucket: UInt32) -> CallMoments {
    var moments = moments
    var index = first
    while index < bucket, holds(index) {
      if let calls = quietCalls(index) { moments.add(calls: calls) }
      index += 1
    }
    return moments
  }

  /// The limit by the buckets before `bucket`, computed once for each.
  mutating func limit(_ window: Int, before bucket: UInt32, _ compute: () -> Int) -> Int {
    if cached[window].through != bucket {
      cached[window] = CachedLimit(through: bucket, limit: UInt32(clamping: compute()))
    }
    return Int(cached[window].limit)
  }
}

/// A baseline as it is kept: of buckets that are final.
public struct RecordedBaseline: Sendable, Equatable {
  public var moments: CallMoments
  /// The first bucket that is not in them: number of buckets since 1970.
  public var first: UInt32
  /// Buckets before this were not learnt.
  public var beginning: UInt32

  public init(moments: CallMoments, first: UInt32, beginning: UInt32) {
    self.moments = moments
    self.first = first
    self.beginning = beginning
  }
}

/// What a baseline held back of one principal, so that each is counted once.
struct HeldBack: BitwiseCopyable {
  /// Bits of the limits that would stand at half or more.
  var warned: UInt64 = 0
  /// Until here, in event time, a trip that was held back would have held; 0: none.
  var tripUntil: UInt32 = 0
}
