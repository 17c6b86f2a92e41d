import Arrester
import ArresterEngine
import ArresterEvents

/// Decoding, admission and scoring of one part of the input, as `serve` does it for a partition. Belongs to one thread at a time.
final class PipelineLane {
  private let intake: Intake
  private let shard: Shard
  private let corpus: RecordCorpus
  /// The records of the corpus that are this lane's.
  private let indices: [Int]
  private(set) var verdicts = 0

  init(_ corpus: RecordCorpus, indices: [Int], model: Model) {
    intake = Intake(model: model)
    shard = Shard(model: model.engine)
    self.corpus = corpus
    self.indices = indices
  }

  var recordCount: Int { indices.count }

  /// Bytes to verdicts, over its part of the corpus. Verdicts are taken and written as JSON.
  func pass() -> UInt64 {
    for index in indices { take(corpus.record(index)) }
    return UInt64(intake.counters.events)
  }

  /// The same, each record between two looks at the clock.
  func pass(_ histogram: inout HDRHistogram) {
    for index in indices {
      let start = MonotonicClock.nanoseconds()
      take(corpus.record(index))
      histogram.record(MonotonicClock.nanoseconds() - start)
    }
  }

  var admission: AdmissionCounters { intake.admission.counters }

  @inline(__always)
  private func take(_ record: UnsafeRawBufferPointer) {
    intake.take(record, at: PipelineParts.place, reference: .max) { frame in
      let (outcome, watermark) = intake.admission.admit(frame)
      guard outcome != .duplicate else { return }
      shard.process(frame, watermark: watermark, isTooLate: outcome == .tooLate)
    }
    if shard.hasVerdicts { writeVerdicts() }
  }

  private func writeVerdicts() {
    for verdict in shard.takeVerdicts() {
      verdicts += 1
      KeptValue.keep(UInt64(verdict.jsonLine.utf8.count))
    }
  }
}
