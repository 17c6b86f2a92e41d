import Arrester
import ArresterEngine
import ArresterEvents

/// The pipeline cut off after each of its parts: what a part takes is the difference to the one before.
///
/// Each has a state of its own, and reads the corpus as the pass that it is at.
struct PipelineParts {
  static let names = ["decode", "count", "admit", "score"]
  static let place = RecordPlace.file(path: "memory", line: 0, index: nil)

  let corpus: RecordCorpus
  let model: Model
  /// Passes after which windows are full.
  let warmUpPasses: Int

  /// In the order of `names`; then the whole with the model's own limits, verdicts written.
  func contenders(whole: PipelineLane) -> [Contender] {
    [
      contender(PipelineParts.names[0], decode()), contender(PipelineParts.names[1], intake { _, _ in }),
      contender(PipelineParts.names[2], intake { KeptValue.keep(UInt64(bitPattern: $1.admit($0).watermark)) }),
      contender(PipelineParts.names[3], score()), contender("as configured", whole.pass),
    ]
  }

  /// With passes of its own: time goes on for everyone at the same pace, however many passes the others make.
  private func contender(_ name: String, _ pass: @escaping () -> UInt64) -> Contender {
    let counter = PassCounter()
    for _ in 0..<warmUpPasses {
      corpus.renew(pass: counter.next())
      KeptValue.keep(pass())
    }
    return Contender(name: name, itemsPerPass: corpus.count, prepare: { corpus.renew(pass: counter.next()) }, pass: pass)
  }

  private func decode() -> () -> UInt64 {
    let decoder = RecordDecoder(model: model.events)
    return { [corpus] in
      var sum: UInt64 = 0
      for index in 0..<corpus.count {
        if case .change(let frame) = decoder.decode(corpus.record(index)) { sum &+= frame.header.pointee.contentHash }
      }
      return sum
    }
  }

  private func intake(_ onChange: @escaping (EventFrame, Admission) -> Void) -> () -> UInt64 {
    let intake = Intake(model: model)
    return { [corpus] in
      for index in 0..<corpus.count {
        intake.take(corpus.record(index), at: PipelineParts.place, reference: .max) { onChange($0, intake.admission) }
      }
      return UInt64(intake.counters.events)
    }
  }

  private func score() -> () -> UInt64 {
    let shard = Shard(model: model.engine.withLimitsOutOfReach())
    return intake { frame, admission in
      let (outcome, watermark) = admission.admit(frame)
      if outcome != .duplicate { shard.process(frame, watermark: watermark, isTooLate: outcome == .tooLate) }
    }
  }
}

/// Numbers passes over a corpus, from 0.
final class PassCounter {
  private var count = 0

  func next() -> Int {
    defer { count += 1 }
    return count
  }
}
