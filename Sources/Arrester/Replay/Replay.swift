import ArresterBase
import ArresterEngine
import ArresterEvents

/// What would have happened: files in, verdicts out, in event time.
public final class Replay {
  public struct Options: Sendable {
    /// Keep the order of the files: what the service decides when records come in that order.
    public var isAsArrived = false
    public var shards = 1
    /// What is supposed about a tripped agent's restoration.
    public var restoration = HoldPolicy.Restoration.atEndOfHold
    /// Changes that were approved before they began.
    public var plans = PlanTable.empty

    public init() {}
  }

  public struct Result: Sendable {
    /// In output order.
    public var verdicts: [Verdict]
    public var summary: Summary
    /// The first dead letters and too-late events, for people to look at.
    public var deadLetters: [DeadLetter]
    public var tooLate: [TooLate]
    /// nil where the replay came to its end.
    public var interruption: ReplayInterruption?
  }

  /// An event that came after its windows were closed.
  public struct TooLate: Sendable {
    public var identifier: String
    public var principal: String
    public var action: String
    public var time: Int64
  }

  /// How many dead letters and too-late events are kept for the report.
  public static let maximumSamples = 20

  private let model: Model
  private let options: Options
  private let intake: Intake
  private let scoring: Scoring
  private var deadLetters: [DeadLetter] = []
  /// When the records in hand were read.
  private var reference: Int64 = 0
  /// Looks on; set before `run`.
  public var observer: (any ReplayObserver)?
  /// Asked now and then: true ends the replay with what it has by then.
  public var shouldStop: (() -> Bool)?
  private var interruption: ReplayInterruption?
  private var readBytes = 0
  private var onProgress: ((ReplayProgress) -> Void)?

  public init(model: Model, options: Options) {
    var model = model
    model.engine.hold.restoration = options.restoration
    model.engine.plans = options.plans
    self.model = model
    self.options = options
    intake = Intake(model: model, wantsDigests: !options.isAsArrived)
    let admission = options.isAsArrived ? intake.admission : Admission(model: model.engine)
    scoring = Scoring(model: model, admission: admission, shards: options.shards)
  }

  /// - Parameters:
  ///   - clock: what "the future" is measured against.
  ///   - onProgress: told how far it is, after each chunk of a file and every few thousand changes.
  public func run(
    _ files: InputFiles, clock: some WallClock = SystemClock(), onProgress: ((ReplayProgress) -> Void)? = nil
  ) throws -> Result {
    let records = FileRecords(files, maximumRecordBytes: model.events.maximumRecordBytes)
    self.onProgress = onProgress
    records.onProgress = { [self] bytes in
      readBytes = bytes
      onProgress?(.read(bytes: bytes))
    }
    records.shouldStop = { [self] in
      guard shouldStop?() == true else { return false }
      interruption = ReplayInterruption(readBytes: readBytes)
      return true
    }
    records.onChunk = { [self] in reference = clock.now() }
    return try run(clock: clock) { body in try records.readAll(body) }
  }

  /// Replays records that are in memory, each by itself.
  public func run(records: [[UInt8]], clock: some WallClock = SystemClock()) throws -> Result {
    try run(clock: clock) { body in
      for (index, record) in records.enumerated() {
        record.withUnsafeBytes { body(.record($0), .file(path: "memory", line: index + 1, index: nil)) }
      }
    }
  }

  private typealias ItemBody = (FileRecords.Item, @autoclosure () -> RecordPlace) -> Void

  private func run(clock: some WallClock, _ read: (@escaping ItemBody) throws -> Void) throws -> Result {
    let start = SystemClock.monotonic()
    reference = clock.now()
    if let observer { scoring.examine(for: observer, model: model.engine, shards: options.shards) }
    intake.onDeadLetter = { [self] letter in
      if deadLetters.count < Replay.maximumSamples { deadLetters.append(letter) }
      observer?.note(letter)
    }
    // It is this replay's: the two would keep each other.
    defer { intake.onDeadLetter = nil }
    if options.isAsArrived {
      let listener = Unmanaged.passUnretained(scoring)
      // It lives as long as the intake that calls this: counting references to it would cost as much as the call.
      intake.onForesight = { change in listener._withUnsafeGuaranteedRef { $0.foresee(change) } }
      try read { [self, scoring] item, place in take(item, place()) { scoring.process($0) } }
    } else {
      try runSorted(read)
    }
    return finish(seconds: Double(SystemClock.monotonic() - start) / 1e9)
  }

  private func runSorted(_ read: (@escaping ItemBody) throws -> Void) throws {
    let sorter = EventSorter()
    var failure: (any Error)?
    try read { [self] item, place in
      take(item, place()) { frame in
        do { try sorter.append(frame) } catch { failure = failure ?? error }
      }
    }
    if let failure { throw failure }
    do { try judge(sorter) } catch let stop as ReplayInterruption { interruption = stop }
  }

  /// How many changes are judged between two looks at the clock or at who might want to stop it.
  private static let changesBetweenLooks = 4096

  private func judge(_ sorter: EventSorter) throws {
    var judged = 0
    // Once stopped while it read, what was read is judged to its end.
    let mayStop = interruption == nil
    try sorter.drain { [self, scoring] frame in
      scoring.process(frame)
      judged += 1
      guard judged % Replay.changesBetweenLooks == 0 else { return }
      onProgress?(.judged(changes: judged, of: sorter.count))
      guard mayStop, shouldStop?() == true else { return }
      throw ReplayInterruption(readBytes: readBytes, judgedUpTo: frame.header.pointee.time)
    }
  }

  private func take(
    _ item: FileRecords.Item, _ place: @autoclosure () -> RecordPlace, _ onChange: (EventFrame) -> Void
  ) {
    switch item {
    case .record(let bytes): intake.take(bytes, at: place(), reference: reference, onChange: onChange)
    case .unreadable(let bytes, let reason): intake.refuse(bytes, reason, at: place())
    }
  }

  private func finish(seconds: Double) -> Result {
    let outcome = scoring.finish()
    var summary = Summary()
    summary.intake = intake.counters
    summary.admission =
      options.isAsArrived ? intake.admission.counters : intake.admission.counters + scoring.admission.counters
    summary.shards = outcome.counters
    summary.evictedAtLimit = outcome.evictedAtLimit
    summary.principals = intake.principalCount
    summary.seconds = seconds
    summary.model = model.identifier
    summary.isPartial = interruption != nil
    summary.count(outcome.verdicts)
    return Result(
      verdicts: outcome.verdicts, summary: summary, deadLetters: deadLetters, tooLate: scoring.tooLate, interruption: interruption)
  }
}
