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

    public init() {}
  }

  public struct Result: Sendable {
    /// In output order.
    public var verdicts: [Verdict]
    public var summary: Summary
    /// The first dead letters and too-late events, for people to look at.
    public var deadLetters: [DeadLetter]
    public var tooLate: [TooLate]
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

  public init(model: Model, options: Options) {
    var model = model
    model.engine.hold.restoration = options.restoration
    self.model = model
    self.options = options
    intake = Intake(model: model, wantsDigests: !options.isAsArrived)
    let admission = options.isAsArrived ? intake.admission : Admission(model: model.engine)
    scoring = Scoring(model: model, admission: admission, shards: options.shards)
  }

  /// - Parameters:
  ///   - clock: what "the future" is measured against.
  ///   - onProgress: told how many bytes of the files were read.
  public func run(_ files: InputFiles, clock: some WallClock = SystemClock(), onProgress: ((Int) -> Void)? = nil) throws -> Result {
    let records = FileRecords(files, maximumRecordBytes: model.events.maximumRecordBytes)
    records.onProgress = onProgress
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
    intake.onDeadLetter = { [self] letter in if deadLetters.count < Replay.maximumSamples { deadLetters.append(letter) } }
    if options.isAsArrived {
      intake.onForesight = { [unowned scoring] in scoring.foresee($0) }
      try read { [self] item, place in take(item, place()) { [self] frame in scoring.process(frame) } }
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
    try sorter.drain { [self] frame in scoring.process(frame) }
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
    summary.count(outcome.verdicts)
    return Result(verdicts: outcome.verdicts, summary: summary, deadLetters: deadLetters, tooLate: scoring.tooLate)
  }
}
