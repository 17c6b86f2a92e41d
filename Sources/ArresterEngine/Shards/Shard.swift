import ArresterBase
import ArresterEvents

/// Windows, latches and verdicts of the principals that hash to it. Single writer: everything here belongs to one thread.
///
/// A pure function of the events it is given, in their order: no wall clock, no I/O.
public final class Shard {
  public let model: EngineModel
  /// How a tripped latch comes to be restored; nil: as the model's hold policy says. Pages always restore themselves.
  public var restoration: ((LatchKey) -> HoldPolicy.Restoration)?
  /// Asked for the latch of a principal that this shard has none of yet: what was recorded before a restart or by another instance.
  public var recordedLatch: ((LatchKey) -> Latch?)?
  /// While windows are being rebuilt from events that were judged before: they fill, and nothing trips.
  public var isWarmingUp = false
  /// Verdicts since the last `takeVerdicts`.
  var verdicts: [Verdict] = []
  /// While set, nothing trips: every breach of every window is told instead.
  var observer: ((Breach) -> Void)?
  public internal(set) var counters = ShardCounters()

  let table: PrincipalTable
  let latches: LatchTable
  let names: NameTable
  var evaluator: WindowEvaluator
  let horizonSeconds: PlatformTable<Int>
  let longestNanoseconds: Int64
  let limits: LimitTable
  var clock: WindowClock
  let placeCounts = PlaceCounts()

  /// - Parameter share: the part of the model's bounds that this shard may use: the number of shards.
  public init(model: EngineModel, share: Int = 1) {
    self.model = model
    let widest = model.windows.map(\.bucketSeconds).max() ?? 1
    let longest = model.longestWindowSeconds
    horizonSeconds = PlatformTable { longest + widest + model.latenessSeconds[$0] }
    longestNanoseconds = Int64(longest) * Timestamp.nanosecondsPerSecond
    let greatestHorizon = Platform.allCases.map { longest + widest + model.latenessSeconds[$0] }.max() ?? longest
    table = PrincipalTable(limit: max(1, model.bounds.principals / share), horizonSeconds: greatestHorizon)
    latches = LatchTable(limit: max(1, model.bounds.latches / share))
    names = NameTable(limit: model.bounds.names)
    evaluator = WindowEvaluator(model)
    limits = LimitTable(model)
    clock = WindowClock(model.windows)
  }

  deinit {
    placeCounts.release()
    clock.release()
  }

  /// Principals with anything in their windows.
  public var principalCount: Int { table.count }

  /// Principals that changed something in the hour before `time` (nanoseconds), for the caps. O(principals): for verdicts.
  public func principals(changedSince time: Int64) -> Int {
    let first = Int(time / Timestamp.nanosecondsPerSecond)
    var count = 0
    table.visit { if $0.pointee.hasChange(from: first) { count += 1 } }
    return count
  }

  public var evictedAtLimit: Int { table.evictedAtLimit + table.untracked }

  public func takeVerdicts() -> [Verdict] {
    defer { verdicts.removeAll(keepingCapacity: true) }
    return verdicts
  }

  public var hasVerdicts: Bool { !verdicts.isEmpty }

  /// Counts one change and judges every window whose content it changes.
  ///
  /// - Parameters:
  ///   - watermark: of the event's input partition and platform, nanoseconds.
  ///   - isTooLate: older than the lateness allows: only one-strike and tampering are decided.
  /// - Complexity: amortised O(1) for events in order; O(cells of the windows around it) for late ones. No allocation after
  ///   warm-up but for verdicts and evidence of destruction.
  public func process(_ frame: EventFrame, watermark: Int64, isTooLate: Bool) {
    let header = frame.header
    let oldest = watermark / Timestamp.nanosecondsPerSecond - Int64(horizonSeconds[header.pointee.platform])
    table.expire(header.pointee.platform, before: oldest)
    guard limits.isJudged(header.pointee.kind), !header.pointee.flags.contains(.unidentified) else { return }
    guard let index = table.find(frame) ?? insertSlow(frame) else { return }
    let second = header.pointee.time / Timestamp.nanosecondsPerSecond
    table.touch(index, second: max(second, oldest))
    let record = table.slab[index]
    guard counts(frame, record) else {
      if !isTooLate { noteCreations(frame, record) }
      return
    }
    let strikes = isOneStrike(frame, record, oldestSecond: oldest)
    if !isTooLate { count(frame, record, oldestSecond: Int(oldest), isJudged: !strikes) }
    if strikes {
      trip(frame, record, Finding(rule: .oneStrike, window: model.windows.count - 1, second: Int(second)))
    } else if header.pointee.flags.contains(.tampering), !isTripped(record) {
      trip(frame, record, Finding(rule: .tampering, window: model.windows.count - 1, second: Int(second)))
    }
  }

  func isTripped(_ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    record.pointee.latch >= 0 && latches[record.pointee.latch].isTripped
  }

  @inline(never)
  private func insertSlow(_ frame: EventFrame) -> Int32? {
    let slab = table.slab
    let index = table.insert(frame) { candidate in
      let record = slab[candidate].pointee
      return record.destructions.isEmpty && !(record.latch >= 0 && latches[record.latch].isTripped)
    }
    if let index { attachLatch(slab[index]) }
    return index
  }

  private func attachLatch(_ record: UnsafeMutablePointer<PrincipalRecord>) {
    guard !latches.isEmpty || recordedLatch != nil else { return }
    let key = key(of: record)
    if latches.find(key) == nil, let latch = recordedLatch?(key) { load(latch, for: key) }
    record.pointee.latch = latches.find(key) ?? -1
  }

  func key(of record: UnsafeMutablePointer<PrincipalRecord>) -> LatchKey {
    LatchKey(
      platform: record.pointee.platform, kind: record.pointee.kind, principal: record.pointee.name.text,
      homeScope: record.pointee.name.homeScope)
  }

  /// Whether the event counts towards the principal's latch; an event later than the end of a hold restores it first.
  private func counts(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    guard record.pointee.latch >= 0 else { return true }
    let time = frame.header.pointee.time
    var latch = latches[record.pointee.latch]
    if latch.isTripped {
      guard time > latch.restoresAt else {
        latches[record.pointee.latch].suppressed += 1
        return false
      }
      latch.restore(at: latch.restoresAt)
      latches[record.pointee.latch] = latch
      record.pointee.clear(table.pool)
    }
    return time > latch.restoredAt
  }
}

/// What a shard counted that is not in the windows.
public struct ShardCounters: Sendable, Equatable {
  /// Calls of sessions for which a principal had no more room: counted for the principal, not for the session.
  public var sessionOverflows = 0
  /// Destroyed resources that found their bucket full: its windows are saturated.
  public var saturations = 0
  /// Things made that were forgotten early, so that their removal weighs.
  public var forgottenCreations = 0
  /// Regions or scopes beyond what a principal's windows can tell apart.
  public var placeOverflows = 0

  public init() {}

  public static func + (left: ShardCounters, right: ShardCounters) -> ShardCounters {
    var sum = left
    sum.sessionOverflows += right.sessionOverflows
    sum.saturations += right.saturations
    sum.forgottenCreations += right.forgottenCreations
    sum.placeOverflows += right.placeOverflows
    return sum
  }
}
