import ArresterBase
import ArresterEngine
import ArresterEvents

/// One principal of one kind: its changes, and what limits could meet in them had nothing ever tripped.
final class TracedPrincipal {
  let key: LatchKey
  /// Its breaker opens when it trips; of others only the changes are kept.
  let isJudged: Bool
  private let parts: TraceParts
  private var builder: ChunkBuilder
  private(set) var changes: [EventFrame] = []
  private(set) var learnt = LearntHistory()
  /// Days, counted from 1970, on which it changed something.
  private(set) var days: [Int32] = []
  private var bridges: [Int64: Bridge] = [:]
  /// Some plan is about it: what is counted under a plan reaches further than windows do.
  let isPlanned: Bool

  init(_ frame: EventFrame, isJudged: Bool, _ parts: TraceParts, plans: PlanTable) {
    let header = frame.header.pointee
    key = LatchKey(
      platform: header.platform, kind: header.kind, principal: String(decoding: frame.principal, as: UTF8.self),
      homeScope: String(decoding: frame.homeScope, as: UTF8.self))
    self.isJudged = isJudged
    self.parts = parts
    builder = ChunkBuilder(parts)
    let name = key.principal
    isPlanned = plans.plans.contains { $0.principal == name }
  }

  var chunks: [TraceChunk] { builder.chunks }

  /// Whether another value of a limit could change what becomes of it.
  /// - Parameter warning: half of the lower of the two values.
  func isTouched(byLimit limit: Int, warning: Double) -> Bool { isJudged && builder.highest[limit] >= warning }

  func add(_ frame: EventFrame) {
    changes.append(frame)
    let header = frame.header.pointee
    let day = Int32(truncatingIfNeeded: header.time / (86_400 * Timestamp.nanosecondsPerSecond))
    if !header.flags.contains(.failed), days.last != day { days.append(day) }
  }

  /// - Parameter limits: what its baseline gives at the change that was added last.
  func learn(_ limits: InlineArray<4, Int>) {
    if let time = changes.last?.header.pointee.time { learnt.note(limits, at: time / Timestamp.nanosecondsPerSecond) }
  }

  func note(_ change: JudgedChange) { builder.add(change) }

  /// What follows a restoration, until the windows hold nothing that is older, and the chunk from which on the trace is right again.
  struct Bridge {
    var chunk: TraceChunk?
    var next: Int
  }

  /// - Parameter time: only changes later than this count; nanoseconds.
  func bridge(from time: Int64, _ model: EngineModel) -> Bridge {
    if let known = bridges[time] { return known }
    let bridge = makeBridge(from: time, model)
    bridges[time] = bridge
    return bridge
  }

  private func makeBridge(from time: Int64, _ model: EngineModel) -> Bridge {
    let widest = model.windows.map(\.bucketSeconds).max() ?? 1
    let reach = time + Int64(model.longestWindowSeconds + widest) * Timestamp.nanosecondsPerSecond
    let joint = isPlanned ? nil : chunks.firstIndex { $0.last > reach }
    // Where nothing is told later than that, nothing can be met later either.
    let end = isPlanned ? Int64.max : joint.map { chunks[$0].last } ?? reach
    var builder = ChunkBuilder(parts, isOne: true)
    var model = model
    if !isPlanned { model.plans = .empty }
    let shard = Shard(model: model)
    var latch = Latch()
    latch.trips = 1
    latch.restoredAt = time
    shard.load(latch, for: key)
    shard.surveyor = { builder.add($0) }
    let learnt = learnt
    if !learnt.isEmpty { shard.frozenLimit = { _, window, second in learnt.limit(window, at: Int64(second)) } }
    for frame in changes[firstChange(from: time - Int64(model.longestWindowSeconds) * Timestamp.nanosecondsPerSecond)...] {
      guard frame.header.pointee.time <= end else { break }
      shard.process(frame, watermark: frame.header.pointee.time, isTooLate: false)
    }
    shard.surveyor = nil
    return Bridge(chunk: builder.chunks.first, next: joint.map { $0 + 1 } ?? chunks.count)
  }

  private func firstChange(from time: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].header.pointee.time < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
