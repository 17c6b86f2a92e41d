/// The baselines of principals that were ever conspicuous: they outlive the windows. Bounded; belongs to the shard's thread.
///
/// Found by the hash of (platform, principal, kind) alone. Two with one hash would share a baseline, which can at most move their soft
/// limits on velocity by the model's factor.
final class BaselineTable {
  private var indexes: [UInt64: Int32] = [:]
  private let slab: AddressSpace<LearntBaseline>
  private let limit: Int
  private var count = 0
  /// The next that may have to make room.
  private var hand = 0
  /// Baselines that made room for others.
  private(set) var forgotten = 0

  /// How many are looked at for the one that was idle longest.
  private static let candidates = 64

  init(limit: Int) {
    self.limit = limit
    slab = AddressSpace(capacity: limit)
  }

  deinit { slab.release() }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  subscript(index: Int32) -> UnsafeMutablePointer<LearntBaseline> { slab.base + Int(index) }

  func find(_ hash: UInt64) -> Int32? { isEmpty ? nil : indexes[hash] }

  /// At the limit the longest idle of some makes room.
  func insert(_ baseline: LearntBaseline) -> Int32 {
    let index = count < limit ? count : longestIdle()
    if count < limit {
      count += 1
    } else {
      indexes[slab.base[index].hash] = nil
      forgotten += 1
    }
    (slab.base + index).initialize(to: baseline)
    indexes[baseline.hash] = Int32(index)
    return Int32(index)
  }

  /// Whether the baseline at `index` is that of `hash`: another may have taken its place.
  @inline(__always)
  func holds(_ hash: UInt64, at index: Int32) -> Bool { slab.base[Int(index)].hash == hash }

  private func longestIdle() -> Int {
    var longest = hand
    for step in 0..<min(BaselineTable.candidates, limit) {
      let index = (hand + step) % limit
      if slab.base[index].first < slab.base[longest].first { longest = index }
    }
    hand = (hand + BaselineTable.candidates) % limit
    return longest
  }
}
