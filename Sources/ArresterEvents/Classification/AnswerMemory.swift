import CMachine

/// Remembers a byte for each of the hashes seen last: a cache of answers that are dear to find.
///
/// ```
/// | set 0: 8 words | set 1: 8 words | …      a word: 56 bits of the hash, 8 of the answer
/// ```
/// A set is one cache line, so a look costs one miss at most. A new answer replaces the one that a hand points at, which all sets share and
/// which moves on each time. Of fixed size; belongs to one thread.
struct AnswerMemory: ~Copyable {
  private static let ways = 8
  private let words: UnsafeMutablePointer<UInt64>
  private let mask: Int
  private var hand = 0

  /// - Parameter sets: a power of two; 64 bytes and 8 answers each.
  init(sets: Int) {
    precondition(sets > 0 && sets & (sets - 1) == 0)
    mask = sets - 1
    let memory = UnsafeMutableRawPointer.allocate(byteCount: sets * 64, alignment: 64)
    words = memory.initializeMemory(as: UInt64.self, repeating: 0, count: sets * AnswerMemory.ways)
  }

  deinit { UnsafeMutableRawPointer(words).deallocate() }

  /// Has fetched meanwhile what `answer` will look at.
  @inline(__always)
  func foresee(_ hash: UInt64) { arrester_prefetch(set(of: hash)) }

  @inline(__always)
  private func set(of hash: UInt64) -> UnsafeMutablePointer<UInt64> {
    words + (Int(truncatingIfNeeded: hash >> 8) & mask) &* AnswerMemory.ways
  }

  /// - Complexity: O(1), one cache miss; no allocation.
  @inline(__always)
  mutating func answer(for hash: UInt64, otherwise find: () -> UInt8) -> UInt8 {
    let set = set(of: hash)
    for way in 0..<AnswerMemory.ways where (set[way] ^ hash) & ~0xFF == 0 { return UInt8(truncatingIfNeeded: set[way]) }
    let answer = find()
    hand = (hand &+ 1) & (AnswerMemory.ways &- 1)
    set[hand] = hash & ~0xFF | UInt64(answer)
    return answer
  }
}
