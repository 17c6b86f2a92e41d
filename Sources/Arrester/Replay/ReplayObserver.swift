import ArresterEngine

/// Looks on while a replay runs, and changes none of its verdicts.
public protocol ReplayObserver: AnyObject {
  /// One for each shard, made before the first event on the thread of the replay; it is told on its shard's thread.
  /// - Parameter shards: how many there are: each may use its part of what is bounded.
  func makeExaminer(_ model: EngineModel, shards: Int) -> any ShardExaminer
  /// A record that could not be read; on the thread of the replay.
  func note(_ letter: DeadLetter)
}
