import Arrester
import ArresterBase
import ArresterEvents
import Dispatch

/// Lanes that share the records of a corpus by principal, a thread each.
final class LaneGroup {
  private let lanes: [PipelineLane]
  private let corpus: RecordCorpus
  private let counter = PassCounter()

  /// - Parameter warmUpPasses: passes after which windows are full.
  init(_ corpus: RecordCorpus, count: Int, model: Model, warmUpPasses: Int) {
    self.corpus = corpus
    lanes = LaneGroup.shares(corpus, count, model).map { PipelineLane(corpus, indices: $0, model: model) }
    for _ in 0..<warmUpPasses { _ = pass() }
  }

  /// What a pass took.
  struct PassTime {
    /// Until the last lane had finished.
    var elapsed: Int64 = 0
    /// Processor time of the lane that took most: what would have elapsed, had each lane a core for itself.
    var longestLane: Int64 = 0

    static func += (sum: inout PassTime, other: PassTime) {
      sum.elapsed += other.elapsed
      sum.longestLane += other.longestLane
    }
  }

  /// One pass over the corpus by all lanes together.
  func pass() -> PassTime {
    corpus.renew(pass: counter.next())
    let shared = SharedLanes(lanes: lanes, times: UnsafeMutablePointer<Int64>.allocate(capacity: lanes.count))
    defer { shared.times.deallocate() }
    let start = MonotonicClock.nanoseconds()
    DispatchQueue.concurrentPerform(iterations: lanes.count) { index in
      let start = ThreadClock.nanoseconds()
      KeptValue.keep(shared.lanes[index].pass())
      shared.times[index] = ThreadClock.nanoseconds() - start
    }
    let elapsed = MonotonicClock.nanoseconds() - start
    return PassTime(elapsed: elapsed, longestLane: lanes.indices.map { shared.times[$0] }.max() ?? 0)
  }

  /// What the largest lane has of all records: it is the last to finish.
  var largestShare: Double { Double(lanes.map(\.recordCount).max() ?? 0) / Double(max(1, corpus.count)) }

  /// As a topic's partitions divide them: records of one principal are one lane's. What has no principal goes to the first.
  private static func shares(_ corpus: RecordCorpus, _ count: Int, _ model: Model) -> [[Int]] {
    let decoder = RecordDecoder(model: model.events)
    var shares = [[Int]](repeating: [], count: count)
    for index in 0..<corpus.count {
      _ = decoder.decode(corpus.record(index))
      // Not the hash of the process, which differs from run to run.
      let sum = decoder.lastPrincipal.bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
      shares[Int(SplitMix.mix(sum) % UInt64(count))].append(index)
    }
    return shares
  }

  // Each thread touches what is at its own index only.
  private struct SharedLanes: @unchecked Sendable {
    let lanes: [PipelineLane]
    let times: UnsafeMutablePointer<Int64>
  }
}
