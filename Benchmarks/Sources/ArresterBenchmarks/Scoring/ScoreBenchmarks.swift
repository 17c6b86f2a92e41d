import Arrester

/// Scoring one change: principal and session, three windows, all signals. An iteration is an event.
enum ScoreBenchmarks {
  private static let batch = 1024

  static func all(_ model: Model) -> [Benchmark] {
    [
      score("score/in order/1000 principals", model, principals: 1_000, lateShare: 0),
      score("score/in order/100000 principals", model, principals: 100_000, lateShare: 0),
      score("score/10 % late/1000 principals", model, principals: 1_000, lateShare: 0.1),
      score("score/10 % late/100000 principals", model, principals: 100_000, lateShare: 0.1),
    ]
  }

  private static func score(_ name: String, _ model: Model, principals: Int, lateShare: Double) -> Benchmark {
    // Filling the windows takes long: once, at the first repetition that is wanted.
    var kept: ScoringRun?
    return Benchmark(name) { state in
      let run = kept ?? ScoringRun(model.engine, principals: principals, lateShare: lateShare)
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
