import ArresterBase
import ArresterEngine
import ArresterEvents

/// The changes of files as `replay` judges them: each once, in event-time order, with its watermark. Judges nothing itself.
public final class OrderedChanges {
  private let intake: Intake
  private let admission: Admission
  private let maximumRecordBytes: Int
  private let sorter = EventSorter()
  private var failure: (any Error)?
  private var reference: Int64 = 0

  public init(model: Model) {
    intake = Intake(model: model, wantsDigests: true)
    admission = Admission(model: model.engine)
    maximumRecordBytes = model.events.maximumRecordBytes
  }

  /// What the records turned out to be; whole once they were read.
  public var counters: IntakeCounters { intake.counters }

  /// - Parameters:
  ///   - clock: what "the future" is measured against.
  ///   - onProgress: told how many bytes of the files were read.
  ///   - body: gets each change, which is valid during the call, and the watermark that goes with it.
  /// - Throws: what files cannot be read, or that temporary files have no room.
  public func forEach(
    of files: InputFiles, clock: some WallClock = SystemClock(), onProgress: ((Int) -> Void)? = nil,
    _ body: (EventFrame, _ watermark: Int64) -> Void
  ) throws {
    let records = FileRecords(files, maximumRecordBytes: maximumRecordBytes)
    records.onProgress = onProgress
    records.onChunk = { [self] in reference = clock.now() }
    reference = clock.now()
    try records.readAll { [self] item, place in
      switch item {
      case .record(let bytes): take(bytes, place())
      case .unreadable(let bytes, let reason): intake.refuse(bytes, reason, at: place())
      }
    }
    try drain(body)
  }

  /// The same of records that are in memory, each by itself.
  public func forEach(
    of records: [[UInt8]], clock: some WallClock = SystemClock(), _ body: (EventFrame, _ watermark: Int64) -> Void
  ) throws {
    reference = clock.now()
    for (index, record) in records.enumerated() {
      record.withUnsafeBytes { take($0, .file(path: "memory", line: index + 1, index: nil)) }
    }
    try drain(body)
  }

  private func take(_ record: UnsafeRawBufferPointer, _ place: @autoclosure () -> RecordPlace) {
    intake.take(record, at: place(), reference: reference) { frame in
      do { try sorter.append(frame) } catch { failure = failure ?? error }
    }
  }

  /// In order of time nothing is too late.
  private func drain(_ body: (EventFrame, _ watermark: Int64) -> Void) throws {
    if let failure { throw failure }
    try sorter.drain { frame in
      let (outcome, watermark) = admission.admit(frame)
      if outcome == .accepted { body(frame, watermark) }
    }
  }
}
