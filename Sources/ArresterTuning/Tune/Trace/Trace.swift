import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// All that limits could meet in a set of event files, from one pass over them: any limits at or above the floors are evaluated on it,
/// and not by another replay. Baselines are frozen: they are learnt under the model as it is, and give the same limits whatever is asked.
final class Trace {
  /// With the declared kinds and the plans.
  let model: EngineModel
  let floors: LimitFloors
  private(set) var principals: [TracedPrincipal] = []
  private(set) var counters = IntakeCounters()
  /// Wall time of the pass.
  private(set) var seconds = 0.0

  private let archive = FrameArchive()
  private let parts: KindTable<TraceParts>
  private var indexes: [UInt64: Int] = [:]
  private var strangers: Set<UInt64> = []
  private let wanted: Set<String>
  private var failure: (any Error)?

  /// - Parameter wanted: principals whose changes are kept whatever their kind.
  private init(_ model: EngineModel, wanted: Set<String>) {
    self.model = model
    let floors = LimitFloors(model)
    self.floors = floors
    self.wanted = wanted
    parts = KindTable { TraceParts(floors.surveyed, $0) }
  }

  static func make(
    of files: InputFiles, model: Model, plans: PlanTable, wanted: Set<String>, clock: some WallClock = SystemClock(),
    onProgress: ((Int) -> Void)? = nil
  ) throws -> Trace {
    try make(model, plans, wanted) { changes, body in try changes.forEach(of: files, clock: clock, onProgress: onProgress, body) }
  }

  static func make(
    of records: [[UInt8]], model: Model, plans: PlanTable, wanted: Set<String>, clock: some WallClock = SystemClock()
  ) throws -> Trace {
    try make(model, plans, wanted) { changes, body in try changes.forEach(of: records, clock: clock, body) }
  }

  private typealias Body = (EventFrame, Int64) -> Void

  private static func make(
    _ model: Model, _ plans: PlanTable, _ wanted: Set<String>, _ read: (OrderedChanges, Body) throws -> Void
  ) throws -> Trace {
    let start = SystemClock.monotonic()
    var engine = model.engine
    engine.plans = plans
    let trace = Trace(engine, wanted: wanted)
    let shard = Shard(model: trace.floors.surveyed)
    let teacher = engine.baseline == nil ? nil : Shard(model: engine)
    var current: TracedPrincipal?
    shard.surveyor = { current?.note($0) }
    if teacher != nil { shard.frozenLimit = { _, window, _ in current?.learnt.newest(window) ?? 0 } }
    let changes = OrderedChanges(model: model)
    try read(changes) { frame, watermark in
      current = trace.keep(frame)
      guard let current, current.isJudged else { return }
      if let teacher { teach(current, frame, watermark, teacher) }
      shard.process(frame, watermark: watermark, isTooLate: false)
    }
    shard.surveyor = nil
    shard.frozenLimit = nil
    if let failure = trace.failure { throw failure }
    trace.counters = changes.counters
    trace.seconds = Double(SystemClock.monotonic() - start) / 1e9
    return trace
  }

  /// What a replay would have learnt by then.
  private static func teach(_ principal: TracedPrincipal, _ frame: EventFrame, _ watermark: Int64, _ teacher: Shard) {
    teacher.process(frame, watermark: watermark, isTooLate: false)
    if teacher.hasVerdicts { _ = teacher.takeVerdicts() }
    let header = frame.header.pointee
    let second = Int(header.time / Timestamp.nanosecondsPerSecond)
    if let limits = teacher.learntLimits(header.principalHash, header.platform, endingAt: second) { principal.learn(limits) }
  }

  /// The principal of the change, with the change added; nil for those that nobody asks about.
  private func keep(_ frame: EventFrame) -> TracedPrincipal? {
    let header = frame.header
    guard !header.pointee.flags.contains(.unidentified), let principal = find(frame) else { return nil }
    do { principal.add(try archive.append(frame)) } catch { failure = failure ?? error }
    return principal
  }

  private func find(_ frame: EventFrame) -> TracedPrincipal? {
    let header = frame.header
    if let index = indexes[header.pointee.principalHash] { return principals[index] }
    let isJudged = isJudged(header.pointee.kind)
    guard isJudged || !strangers.contains(header.pointee.principalHash) else { return nil }
    guard isJudged || wanted.contains(String(decoding: frame.principal, as: UTF8.self)) else {
      strangers.insert(header.pointee.principalHash)
      return nil
    }
    let principal = TracedPrincipal(frame, isJudged: isJudged, parts[header.pointee.kind], plans: model.plans)
    indexes[header.pointee.principalHash] = principals.count
    principals.append(principal)
    return principal
  }

  /// Kinds that trip; and the kind whose limits are swept, if it only pages for now.
  private func isJudged(_ kind: PrincipalKind) -> Bool {
    model.responses[kind] == .trip || kind == LimitFloors.kind && model.responses[kind] == .page
  }

  /// Event times of the first and last event, nanoseconds; nil where there was none.
  var range: ClosedRange<Int64>? {
    counters.events > 0 && counters.firstEventTime <= counters.lastEventTime ? counters.firstEventTime...counters.lastEventTime : nil
  }
}
