import Arrester

/// Scoring one change: principal and session, three windows, all signals. An iteration is an event.
enum ScoreBenchmarks {
  private static let batch = 1024

  static func all(_ model: Model) -> [Benchmark] {
    let ordinary = [1_000, 100_000].flatMap { principals in
      [
        score("score/in order", model, principals, deleteShare: 0, lateShare: 0),
        score("score/10 % late", model, principals, deleteShare: 0, lateShare: 0.1),
      ]
    }
    // With few principals only: filling the windows of many with destruction takes minutes.
    let destructive = [
      score("score/in order, 3 % deletions", model, 1_000, deleteShare: 0.03, lateShare: 0),
      score("score/10 % late, 3 % deletions", model, 1_000, deleteShare: 0.03, lateShare: 0.1),
    ]
    return ordinary + destructive
  }

  private static func score(_ name: String, _ model: Model, _ principals: Int, deleteShare: Double, lateShare: Double) -> Benchmark {
    // Filling the windows takes long: once, at the first repetition that is wanted.
    var kept: ScoringRun?
    return Benchmark("\(name)/\(principals) principals") { state in
      let run = kept ?? ScoringRun(model.engine, principals: principals, deleteShare: deleteShare, lateShare: lateShare)
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
