import ArresterBase
import ArresterEngine

/// A shard in its steady state: windows as full as they get, nothing tripped.
final class ScoringRun {
  private let shard: Shard
  private let script: EventScript
  /// Off while the windows are being filled.
  private var isLate = false
  private var serial = 0

  /// - Parameter model: its limits are put out of reach. A tripped principal is silent, and silence is cheap.
  init(_ model: EngineModel, principals: Int, deleteShare: Double, lateShare: Double) {
    shard = Shard(model: ScoringRun.withoutReach(model))
    script = EventScript(principals: principals, deleteShare: deleteShare, lateShare: lateShare)
    let horizon = Int64(model.longestWindowSeconds + model.latenessSeconds[.aws]) * Timestamp.nanosecondsPerSecond
    process(Int(horizon / script.stepNanoseconds))
    isLate = true
  }

  var hasVerdicts: Bool { shard.hasVerdicts }
  var principalCount: Int { shard.principalCount }

  /// Scores the next `count` events.
  func process(_ count: Int) {
    let mask = script.events.count - 1
    for _ in 0..<count {
      let event = script.events[serial & mask]
      let newest = EventScript.firstTime + Int64(serial) * script.stepNanoseconds
      let time = isLate ? newest - Int64(event.latenessSeconds) * Timestamp.nanosecondsPerSecond : newest
      let frame = script.templates[Int(event.template)].fill(event, time: time, serial: UInt64(serial))
      shard.process(frame, watermark: newest, isTooLate: false)
      serial += 1
    }
  }

  private static func withoutReach(_ model: EngineModel) -> EngineModel {
    var model = model
    for index in model.limits[.agent].indices {
      model.limits[.agent][index].hard = model.limits[.agent][index].hard.map { $0 * 1e6 }
      model.limits[.agent][index].soft = model.limits[.agent][index].soft.map { $0 * 1e6 }
    }
    return model
  }
}
