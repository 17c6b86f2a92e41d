/// What became of commits. Belongs to the consuming thread.
struct CommitTallies: Sendable, Equatable {
  private(set) var transactions = 0
  /// Tries that failed; the same batch is tried again, or decided again by its partition's next owner.
  private(set) var failedTransactions = 0
  private(set) var offsetCommits = 0
  private(set) var failedOffsetCommits = 0

  mutating func note(_ batch: CommitBatch, isCommitted: Bool) {
    switch (batch.isPlaceOnly, isCommitted) {
    case (false, true): transactions += 1
    case (false, false): failedTransactions += 1
    case (true, true): offsetCommits += 1
    case (true, false): failedOffsetCommits += 1
    }
  }
}
