/// Records of a chain that have not come by, from `first` to `last`.
struct MissingRecords {
  var first: Int64
  var last: Int64
  /// What the first one has to name; nil where that is not known.
  var hashBefore: String?
  /// What the last one's hash has to be; nil where that is not known.
  var hashOfLast: String?
  /// The record that showed it.
  var revealedAt: AuditPlace

  func contains(_ sequence: Int64) -> Bool { (first...last).contains(sequence) }

  /// Whether a record can be one of these, as far as its neighbours are known.
  func fits(_ link: AuditChainCheck.Link) -> Bool {
    if link.sequence == first, let hashBefore, link.previous != hashBefore { return false }
    if link.sequence == last, let hashOfLast, !link.isNamed(by: hashOfLast) { return false }
    return true
  }

  /// What is still missing once this one has come.
  func without(_ link: AuditChainCheck.Link) -> [MissingRecords] {
    var parts: [MissingRecords] = []
    if link.sequence > first {
      parts.append(
        MissingRecords(
          first: first, last: link.sequence - 1, hashBefore: hashBefore, hashOfLast: link.previous, revealedAt: revealedAt))
    }
    if link.sequence < last {
      parts.append(
        MissingRecords(first: link.sequence + 1, last: last, hashBefore: link.hash, hashOfLast: hashOfLast, revealedAt: revealedAt))
    }
    return parts
  }
}

/// The hashes of a chain's newest records, to tell a repeated one from one that was put in.
struct RecentHashes {
  private var sequences: [Int64] = []
  /// The first 64 bits: they name what was found, and prove nothing.
  private var hashes: [UInt64] = []

  static let count = 1024

  mutating func add(_ sequence: Int64, _ hash: String) {
    if sequences.isEmpty {
      sequences = Array(repeating: -1, count: RecentHashes.count)
      hashes = Array(repeating: 0, count: RecentHashes.count)
    }
    let index = Int(sequence % Int64(RecentHashes.count))
    sequences[index] = sequence
    hashes[index] = RecentHashes.short(hash)
  }

  /// nil where the record is no longer, or not yet, known.
  func agrees(_ sequence: Int64, _ hash: String) -> Bool? {
    guard sequence >= 0, !sequences.isEmpty else { return nil }
    let index = Int(sequence % Int64(RecentHashes.count))
    return sequences[index] == sequence ? hashes[index] == RecentHashes.short(hash) : nil
  }

  private static func short(_ hash: String) -> UInt64 { UInt64(hash.prefix(16), radix: 16) ?? 0 }
}
