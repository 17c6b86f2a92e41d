import ArresterEvents

/// The shards of one input. One shard is the caller's own thread: no ring, no second thread. More have a thread each; every
/// principal belongs to one, so verdicts do not depend on how many there are.
public final class ShardSet {
  private let single: Shard?
  private let threads: [ShardThread]

  public init(model: EngineModel, count: Int) {
    precondition(count >= 1)
    single = count == 1 ? Shard(model: model) : nil
    threads = count == 1 ? [] : (0..<count).map { _ in ShardThread(shard: Shard(model: model, share: count)) }
  }

  /// Before the first event: sets the shards up, on the caller's thread.
  public func prepare(_ body: (Shard) -> Void) {
    if let single { body(single) }
    for thread in threads { body(thread.shard) }
  }

  /// Scores one change. Verdicts come with `finish`.
  public func process(_ frame: EventFrame, watermark: Int64, isTooLate: Bool) {
    if let single { return single.process(frame, watermark: watermark, isTooLate: isTooLate) }
    let hash = frame.header.pointee.principalHash
    // The low bits choose slots inside a shard; the high ones choose the shard.
    threads[Int((hash >> 32) % UInt64(threads.count))].send(frame, watermark: watermark, isTooLate: isTooLate)
  }

  /// Has fetched meanwhile what the change will need, where that is this thread's.
  public func foresee(_ change: Foresight) { single?.foresee(change) }

  /// Waits until everything is judged.
  /// - Returns: the shards, for their verdicts and counters.
  public func finish() -> [Shard] {
    if let single { return [single] }
    for thread in threads { thread.join() }
    return threads.map(\.shard)
  }
}
