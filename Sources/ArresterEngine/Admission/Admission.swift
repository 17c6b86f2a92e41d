import ArresterBase
import ArresterEvents

/// What depends on the order of arrival, settled in input order before events spread over shards: the watermark, what is too
/// late, from the future or a duplicate. One for each input partition; belongs to one thread.
public final class Admission {
  public enum Outcome: Sendable, Equatable {
    case accepted
    /// Counted and listed; one-strike and tampering are decided all the same.
    case tooLate
    case duplicate
  }

  public private(set) var counters = AdmissionCounters()
  private let model: EngineModel
  public private(set) var watermarks = Watermarks()
  private var memories: [IdentifierMemory] = []
  /// By platform, of `memories`: found through an array, one would be counted at each use.
  private var memoryOfPlatform = InlineArray<4, Unmanaged<IdentifierMemory>?>(repeating: nil)

  public init(model: EngineModel) { self.model = model }

  /// The newest event time seen, nanoseconds; nil before the first event of the platform.
  public func watermark(_ platform: Platform) -> Int64? { watermarks[platform] }

  /// Takes over a watermark that was recorded with a rewind offset.
  public func restoreWatermark(_ time: Int64, _ platform: Platform) {
    watermarks.raise(platform, to: time)
  }

  /// Whether the event is more than the model allows ahead of `reference`: its message's timestamp, or the time of reading.
  /// Such an event is set aside and moves nothing.
  public func isFuture(_ time: Int64, reference: Int64) -> Bool {
    let isAhead = time > reference && time - reference > Int64(model.futureSeconds) * Timestamp.nanosecondsPerSecond
    if isAhead { counters.future += 1 }
    return isAhead
  }

  /// A read moves the watermark and is counted.
  public func noteRead(time: Int64, _ platform: Platform) {
    counters.reads += 1
    watermarks.raise(platform, to: time)
  }

  public func noteDataEvent(time: Int64, _ platform: Platform) {
    counters.dataEvents += 1
    watermarks.raise(platform, to: time)
  }

  /// Admits a change. "Too late" is decided before "duplicate".
  /// - Returns: the outcome, and the watermark that goes with the event.
  public func admit(_ frame: EventFrame) -> (Outcome, watermark: Int64) {
    let header = frame.header.pointee
    let watermark = watermarks.raise(header.platform, to: header.time)
    let lateness = Int64(model.latenessSeconds[header.platform]) * Timestamp.nanosecondsPerSecond
    if header.time < watermark - lateness {
      counters.tooLate += 1
      return (.tooLate, watermark)
    }
    let oldest = (watermark - lateness) / Timestamp.nanosecondsPerSecond
    switch remember(header, oldest) {
    case .duplicate:
      counters.duplicates += 1
      return (.duplicate, watermark)
    case .reused: counters.reusedIdentifiers += 1
    case .new: break
    }
    tally(header)
    if header.flags.contains(.unknownAction) { counters.noteUnknown(frame.action.text) }
    return (.accepted, watermark)
  }

  /// Has fetched meanwhile what admitting the change will need.
  public func foresee(_ change: Foresight) {
    guard !change.isNear, let memory = memoryOfPlatform[Int(change.platform.rawValue)] else { return }
    memory._withUnsafeGuaranteedRef { $0.foresee(identifier: change.identifierHash) }
  }

  private func remember(_ header: EventHeader, _ oldest: Int64) -> IdentifierMemory.Answer {
    let second = UInt32(truncatingIfNeeded: header.time / Timestamp.nanosecondsPerSecond)
    let memory = memoryOfPlatform[Int(header.platform.rawValue)] ?? makeMemorySlow(header.platform)
    return memory._withUnsafeGuaranteedRef {
      $0.note(identifier: header.identifierHash, content: header.contentHash, second: second, oldestSecond: oldest)
    }
  }

  private func makeMemorySlow(_ platform: Platform) -> Unmanaged<IdentifierMemory> {
    let memory = IdentifierMemory(limit: model.bounds.rememberedIdentifiers)
    memories.append(memory)
    memoryOfPlatform[Int(platform.rawValue)] = .passUnretained(memory)
    return .passUnretained(memory)
  }

  private func tally(_ header: EventHeader) {
    if header.flags.contains(.unidentified) { counters.unidentified += 1 }
    if header.flags.contains(.failed) {
      counters.failed += 1
    } else {
      counters.changes += 1
      if header.effect.isDestructive, header.severity > 0 { counters.destructive += 1 }
    }
  }
}

/// What happened to events before they were scored. Duplicates are in none of the counts of changes.
public struct AdmissionCounters: Sendable, Equatable {
  public var reads = 0
  /// Writes inside resources, which are off: counted, and no more.
  public var dataEvents = 0
  public var changes = 0
  public var destructive = 0
  public var failed = 0
  public var duplicates = 0
  public var reusedIdentifiers = 0
  public var tooLate = 0
  public var future = 0
  /// Changes whose record names no principal.
  public var unidentified = 0
  /// Changes by actions that no table knows, by name; past `maximumUnknownActions` names under "(other)".
  public var unknownActions: [String: Int] = [:]

  static let maximumUnknownActions = 1000

  public init() {}

  mutating func noteUnknown(_ action: String) {
    let isKept = unknownActions[action] != nil || unknownActions.count < AdmissionCounters.maximumUnknownActions
    unknownActions[isKept ? action : "(other)", default: 0] += 1
  }

  public static func + (left: AdmissionCounters, right: AdmissionCounters) -> AdmissionCounters {
    var sum = left
    sum.reads += right.reads
    sum.dataEvents += right.dataEvents
    sum.changes += right.changes
    sum.destructive += right.destructive
    sum.failed += right.failed
    sum.duplicates += right.duplicates
    sum.reusedIdentifiers += right.reusedIdentifiers
    sum.tooLate += right.tooLate
    sum.future += right.future
    sum.unidentified += right.unidentified
    sum.unknownActions.merge(right.unknownActions, uniquingKeysWith: +)
    return sum
  }
}
