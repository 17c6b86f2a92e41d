import ArresterBase
import Foundation

@testable import Arrester

/// Replays with a clock that stands still.
enum Replays {
  static func run(_ records: [String], _ change: (inout Replay.Options) -> Void = { _ in }, kinds: [String] = []) throws -> Replay.Result {
    var model = try TestModel.load()
    model.declare(kinds.compactMap(KindDeclaration.init))
    var options = Replay.Options()
    change(&options)
    return try Replay(model: model, options: options).run(records: records.map { Array($0.utf8) }, clock: StoppedClock.later)
  }

  static func run(files: [String], _ change: (inout Replay.Options) -> Void = { _ in }, clock: StoppedClock = .later) throws
    -> Replay.Result
  {
    var options = Replay.Options()
    change(&options)
    return try Replay(model: try TestModel.load(), options: options).run(try InputFiles(files), clock: clock)
  }
}

extension Replay.Result {
  /// What `replay --json` prints.
  var lines: [String] { verdicts.map(\.jsonLine) }
  var trips: [String] { verdicts.filter { $0.type == .trip }.map { $0.rule?.name ?? "" } }

  var deadLetterCount: Int { summary.intake.deadLetters.values.reduce(0, +) }

  /// The summary as an object, without what the clock decides.
  var counts: [String: AnyHashable] {
    let object = (try? JSONSerialization.jsonObject(with: Data(summary.json.bytes))) as? [String: AnyHashable] ?? [:]
    return object.filter { $0.key != "seconds" && $0.key != "eventsPerSecond" }
  }
}
