import Arrester
import ArresterBase
import ArresterEngine

/// Lines of records, from their bytes to what is decided: each is counted once, and the order of the lines makes no difference.
final class EngineTarget: FuzzTarget {
  static let name = "engine"
  private let model: Model

  init() throws {
    var model = try ModelLoader.load()
    // Whoever acts may trip.
    model.declare([KindDeclaration("*=agent")].compactMap { $0 })
    self.model = model
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    let records = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    guard let forwards = replay(records), let backwards = replay(records.reversed()) else { return }
    let intake = forwards.summary.intake
    let accounted = intake.events + intake.skipped + intake.deadLetters.values.reduce(0, +)
    require(intake.recordsRead == accounted, "\(intake.recordsRead) records were read, \(accounted) accounted for")
    require(text(forwards.verdicts) == text(backwards.verdicts), "the order of the lines makes a difference")
  }

  private func replay(_ records: [[UInt8]]) -> Replay.Result? {
    try? Replay(model: model, options: Replay.Options()).run(records: records, clock: NoClock())
  }

  private func text(_ verdicts: [Verdict]) -> [String] {
    verdicts.map { verdict in
      var json = JSONText()
      verdict.write(to: &json)
      return json.text
    }
  }

  /// After all that a record can say.
  private struct NoClock: WallClock {
    func now() -> Int64 { Int64.max / 2 }
  }
}
