import Arrester
import ArresterBench

/// Scoring one change: principal and session, three windows, all signals. An iteration is an event.
enum ScoreBenchmarks {
  private static let batch = 1024

  static func all(_ model: Model) -> [Benchmark] { ordinary(model) + attacks(model) }

  private static func ordinary(_ model: Model) -> [Benchmark] {
    [1_000, 100_000].flatMap { principals in
      [(0.0, 0.0), (0, 0.1), (0.03, 0), (0.03, 0.1)].map { deleteShare, lateShare in
        var shape = ScoringShape()
        shape.principals = principals
        shape.deleteShare = deleteShare
        shape.lateShare = lateShare
        let name = (lateShare > 0 ? "10 % late" : "in order") + (deleteShare > 0 ? ", 3 % deletions" : "")
        return score("score/\(name)/\(principals) principals", model, shape)
      }
    }
  }

  private static func attacks(_ model: Model) -> [Benchmark] {
    // Ten million newcomers take half a gigabyte and a quarter of a minute before they are measured: `arrester bench score` has them.
    ScoringAttack.allCases.filter { $0 != .newcomers }.map { attack in
      var shape = ScoringShape()
      shape.principals = 1_000
      return score("score/attack/\(attack.rawValue)", model, attack.shape(shape))
    }
  }

  private static func score(_ name: String, _ model: Model, _ shape: ScoringShape) -> Benchmark {
    // Filling the windows takes long: once, at the first repetition that is wanted.
    var kept: ScoringRun?
    return Benchmark(name) { state in
      let run = kept ?? ScoringRun(model.engine, shape)
      kept = run
      state.measure(batch: batch) {
        run.process(batch)
        return UInt64(run.principalCount)
      }
      state.report("principals", Double(run.principalCount))
      if run.hasVerdicts { state.fail("a principal tripped or was warned of: the limits are within reach") }
    }
  }
}
