import ArresterEngine
import ArresterEvents

/// Admission and shards of a bounded run: changes in, all verdicts at the end.
final class Scoring {
  struct Outcome {
    /// In output order.
    var verdicts: [Verdict]
    var counters: ShardCounters
    var evictedAtLimit: Int
  }

  let admission: Admission
  private(set) var tooLate: [Replay.TooLate] = []
  private let shards: ShardSet

  init(model: Model, admission: Admission, shards: Int) {
    self.admission = admission
    self.shards = ShardSet(model: model.engine, count: shards)
  }

  /// Before the first event.
  func examine(for observer: any ReplayObserver, model: EngineModel, shards count: Int) {
    shards.prepare { $0.examine(with: observer.makeExaminer(model, shards: count)) }
  }

  /// For the decoder of the same thread.
  func foresee(_ change: Foresight) {
    admission.foresee(change)
    shards.foresee(change)
  }

  func process(_ frame: EventFrame) {
    let (outcome, watermark) = admission.admit(frame)
    switch outcome {
    case .accepted: shards.process(frame, watermark: watermark, isTooLate: false)
    case .tooLate:
      note(frame)
      shards.process(frame, watermark: watermark, isTooLate: true)
    case .duplicate: break
    }
  }

  func finish() -> Outcome {
    let finished = shards.finish()
    return Outcome(
      verdicts: Verdict.inOutputOrder(finished.flatMap { $0.takeVerdicts() }),
      counters: finished.map(\.counters).reduce(ShardCounters(), +), evictedAtLimit: finished.reduce(0) { $0 + $1.evictedAtLimit })
  }

  private func note(_ frame: EventFrame) {
    guard tooLate.count < Replay.maximumSamples else { return }
    tooLate.append(
      Replay.TooLate(
        identifier: frame.identifier.text, principal: frame.principal.text, action: frame.action.text, time: frame.header.pointee.time))
  }
}
