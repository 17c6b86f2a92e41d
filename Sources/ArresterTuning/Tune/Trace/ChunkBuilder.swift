import ArresterBase
import ArresterEngine
import ArresterEvents

/// Makes chunks of what a survey tells about one principal. What it keeps between chunks is what the engine keeps: which signal
/// stands where.
struct ChunkBuilder {
  /// A chunk is closed by the first change that is later than its first by this.
  static let chunkNanoseconds: Int64 = 4 * 3600 * Timestamp.nanosecondsPerSecond

  private let parts: TraceParts
  private let isOne: Bool
  private(set) var chunks: [TraceChunk] = []
  private var standing: [Double]
  /// By window, of the change before.
  private var learnt: [Int]
  /// By limit: no window had more of its signal. Of the ratio it is not known where something was destroyed: after a restoration
  /// fewer changes are in the windows, and the ratio may be greater.
  private(set) var highest: [Double]
  private var index: UInt32 = 0
  /// Of the points of the last chunk, by window.
  private var measures: [[(own: SIMD16<Double>, session: SIMD16<Double>)]]

  /// - Parameter isOne: everything is one chunk.
  init(_ parts: TraceParts, isOne: Bool = false) {
    self.parts = parts
    self.isOne = isOne
    standing = Array(repeating: 0, count: parts.limitCount)
    learnt = Array(repeating: 0, count: parts.measures.count)
    highest = standing
    measures = Array(repeating: [], count: parts.measures.count)
  }

  mutating func add(_ change: JudgedChange) {
    open(at: change.time)
    let last = chunks.count - 1
    chunks[last].last = change.time
    if let rule = change.decided {
      if chunks[last].decision == nil { chunks[last].decision = TraceChunk.Decision(index: index, time: change.time, rule: rule) }
    } else {
      for window in measures.indices {
        let judged = change.windows[window]
        noteRises(judged, window, isEmptied: change.emptied & 1 << UInt8(window) != 0, change.time, last)
        learnt[window] = judged.learnt
        if chunks[last].decision == nil { notePoint(judged, window, change.time, last) }
      }
    }
    index += 1
  }

  private mutating func open(at time: Int64) {
    if let last = chunks.last, isOne || time - last.first < ChunkBuilder.chunkNanoseconds { return }
    chunks.append(TraceChunk(at: time, windows: measures.count))
    for window in measures.indices { measures[window].removeAll(keepingCapacity: true) }
    index = 0
  }

  private mutating func notePoint(_ judged: JudgedWindow, _ window: Int, _ time: Int64, _ chunk: Int) {
    let found = parts.measures[window].of(judged)
    let nothing = SIMD16<Double>(repeating: 0)
    if found.own == nothing, found.session == nothing { return }
    if measures[window].contains(where: { all(found.own .<= $0.own) && all(found.session .<= $0.session) }) { return }
    measures[window].append(found)
    let ratio = judged.value(of: .destructiveRatio, z: parts.ratioZ)
    chunks[chunk].points[window].append(TraceChunk.Point(index: index, time: time, ratio: ratio, window: judged))
  }

  private mutating func noteRises(_ judged: JudgedWindow, _ window: Int, isEmptied: Bool, _ time: Int64, _ chunk: Int) {
    let ratioMayWarn = judged.destroyed(ofSession: false) >= parts.ratioWarningMinimumDestroyed
    for (number, signal) in parts.limitsOfWindow[window] {
      let from = isEmptied ? 0 : standing[number]
      let value = judged.value(of: signal, z: parts.ratioZ)
      let to = signal != .destructiveRatio || ratioMayWarn ? value : 0
      standing[number] = to
      highest[number] = max(highest[number], signal == .destructiveRatio && value > 0 ? .infinity : to)
      let (before, now) = signal == .velocity ? (learnt[window], judged.learnt) : (0, 0)
      guard to > from || now < before, to >= parts.leastWarnings[number], chunks[chunk].decision == nil else { continue }
      chunks[chunk].rises.append(
        TraceChunk.Rise(
          index: index, time: time, limit: UInt8(number), from: from, to: to, learntFrom: Int32(clamping: before),
          learntTo: Int32(clamping: now)))
    }
  }
}

/// What chunks of one kind depend on.
struct TraceParts {
  let limitCount: Int
  /// By window: the limits on it, by their numbers.
  let limitsOfWindow: [[(number: Int, signal: Signal)]]
  let measures: [TraceMeasures]
  let ratioZ: Double
  let ratioWarningMinimumDestroyed: Int
  /// By limit: half of the lowest that it may be.
  let leastWarnings: [Double]

  /// - Parameter model: with the lowest limits.
  init(_ model: EngineModel, _ kind: PrincipalKind) {
    let limits = model.limits[kind]
    limitCount = limits.count
    limitsOfWindow = model.windows.indices.map { window in
      limits.enumerated().filter { $0.element.window == window }.map { ($0.offset, $0.element.signal) }
    }
    measures = model.windows.indices.map { TraceMeasures(model, kind, window: $0) }
    ratioZ = model.ratioZ
    ratioWarningMinimumDestroyed = model.ratioWarningMinimumDestroyed
    leastWarnings = limits.map(\.warning)
  }
}
