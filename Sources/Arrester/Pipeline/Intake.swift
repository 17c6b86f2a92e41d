import ArresterBase
import ArresterEngine
import ArresterEvents

/// Decodes records, counts what they turn out to be, and hands changes on: the one way in for files, Kafka and memory.
///
/// One for each input partition; belongs to one thread. Nothing is allocated for a record after warm-up.
public final class Intake {
  public private(set) var counters = IntakeCounters()
  /// Settles what depends on the order of arrival.
  public let admission: Admission
  /// Told of every record that could not be read.
  public var onDeadLetter: ((DeadLetter) -> Void)?

  /// Told of each change while it is decoded.
  public var onForesight: ((Foresight) -> Void)? { didSet { takeOverDecoder() } }

  private let decoder: RecordDecoder
  private var principals = DistinctCounter()
  /// Inner records of a container, copied out of the decoder, which is used for them in turn.
  private var inner: [Range<Int>] = []

  /// - Parameter decoder: shared with other intakes of the same thread, as what it remembers is the same for all; nil: one of its own.
  public init(model: Model, wantsDigests: Bool = false, decoder: RecordDecoder? = nil) {
    self.decoder = decoder ?? RecordDecoder(model: model.events)
    self.decoder.wantsDigests = wantsDigests
    admission = Admission(model: model.engine)
  }

  /// Where the decoder is shared: call before records of this intake follow those of another.
  public func takeOverDecoder() { decoder.onForesight = onForesight }

  public var principalCount: Int { principals.count }

  /// The principal of the last event; empty where it had none. Valid until the next record.
  public var lastPrincipal: UnsafeRawBufferPointer { decoder.lastPrincipal.bytes }

  /// Reads one record, or each record of a container.
  ///
  /// - Parameters:
  ///   - reference: the message's timestamp, or the time of reading: what is far ahead of it is set aside.
  ///   - onChange: gets every change that is not from the future; the frame is valid during the call.
  public func take(
    _ record: UnsafeRawBufferPointer, at place: @autoclosure () -> RecordPlace, reference: Int64, onChange: (EventFrame) -> Void
  ) {
    switch decoder.decode(record) {
    case .container: takeInner(record, place(), reference, onChange)
    case let decoded: note(decoded, record, place, reference, onChange)
    }
  }

  /// Notes a piece of input that is no record at all.
  public func refuse(_ bytes: UnsafeRawBufferPointer, _ reason: DeadLetterReason, at place: RecordPlace) {
    counters.recordsRead += 1
    bury(bytes, reason, place)
  }

  private func takeInner(
    _ record: UnsafeRawBufferPointer, _ place: RecordPlace, _ reference: Int64, _ onChange: (EventFrame) -> Void
  ) {
    inner = decoder.innerRecords
    for (index, range) in inner.enumerated() {
      let bytes = UnsafeRawBufferPointer(rebasing: record[range])
      let innerPlace = place.inner(index + 1)
      let decoded = decoder.decode(bytes)
      // A container inside a container is nobody's shape.
      if case .container = decoded {
        note(.deadLetter(.notAnObject), bytes, { innerPlace }, reference, onChange)
      } else {
        note(decoded, bytes, { innerPlace }, reference, onChange)
      }
    }
  }

  private func note(
    _ decoded: DecodedRecord, _ record: UnsafeRawBufferPointer, _ place: () -> RecordPlace, _ reference: Int64,
    _ onChange: (EventFrame) -> Void
  ) {
    counters.recordsRead += 1
    switch decoded {
    case .read(let time, let platform):
      guard noteEvent(time, reference) else { return }
      admission.noteRead(time: time, platform)
    case .dataEvent(let time, let platform):
      guard noteEvent(time, reference) else { return }
      admission.noteDataEvent(time: time, platform)
    case .change(let frame):
      guard noteEvent(frame.header.pointee.time, reference) else { return }
      onChange(frame)
    case .skipped: counters.skipped += 1
    case .deadLetter(let reason): bury(record, reason, place())
    case .container: break
    }
  }

  /// Counts an event; false where it comes from the future.
  private func noteEvent(_ time: Int64, _ reference: Int64) -> Bool {
    counters.events += 1
    let principal = decoder.lastPrincipal
    if !principal.isEmpty { principals.add(principal.hash) }
    guard !admission.isFuture(time, reference: reference) else { return false }
    counters.firstEventTime = min(counters.firstEventTime, time)
    counters.lastEventTime = max(counters.lastEventTime, time)
    return true
  }

  private func bury(_ record: UnsafeRawBufferPointer, _ reason: DeadLetterReason, _ place: RecordPlace) {
    counters.deadLetters[reason, default: 0] += 1
    onDeadLetter?(
      DeadLetter(
        reason: reason, place: place, sha256: SHA256(record).hexadecimal, bytes: Array(record.prefix(DeadLetter.maximumBytes))))
  }
}

/// What records turned out to be.
public struct IntakeCounters: Sendable, Equatable {
  public var recordsRead = 0
  public var events = 0
  public var skipped = 0
  public var deadLetters: [DeadLetterReason: Int] = [:]
  public var firstEventTime = Int64.max
  public var lastEventTime = Int64.min

  public init() {}

  public static func + (left: IntakeCounters, right: IntakeCounters) -> IntakeCounters {
    var sum = left
    sum.recordsRead += right.recordsRead
    sum.events += right.events
    sum.skipped += right.skipped
    sum.deadLetters.merge(right.deadLetters, uniquingKeysWith: +)
    sum.firstEventTime = min(left.firstEventTime, right.firstEventTime)
    sum.lastEventTime = max(left.lastEventTime, right.lastEventTime)
    return sum
  }
}

extension RecordPlace {
  /// The place of the record of that number inside this one.
  func inner(_ index: Int) -> RecordPlace {
    guard case .file(let path, let line, _) = self else { return self }
    return .file(path: path, line: line, index: index)
  }
}
