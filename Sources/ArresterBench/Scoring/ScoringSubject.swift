import Arrester

/// A shard to be measured, and the pointer chase that goes with it.
struct ScoringSubject {
  let name: String
  let shape: ScoringShape
  /// Something is late, deleted or attacked: it is held against the subject before it, which has as many principals and none of that.
  let isUnusual: Bool
  let run: ScoringRun
  private let chase: PointerChase
  /// Enough for a p99.99.
  private let singleEvents: Int
  private static let batch = 4096
  private static let steps = 16_384

  init(
    _ name: String, _ shape: ScoringShape, isUnusual: Bool, _ model: Model, _ options: BenchOptions, _ progress: BenchProgress
  ) {
    self.name = name
    self.shape = shape
    self.isUnusual = isUnusual
    run = ScoringRun(model.engine, shape, events: options.isTrial ? 1 << 12 : 1 << 20, progress: progress)
    singleEvents = options.isTrial ? 1000 : 200_000
    chase = PointerChase(bytes: run.memoryBytes, seed: options.seed)
  }

  var bytesPerPrincipal: Double { Double(run.memoryBytes) / Double(max(1, run.principalCount)) }

  /// One sentence where the model's limit on principals was reached.
  var evictionNote: String? {
    guard run.evictedAtLimit > 0 else { return nil }
    let counts = (kept: NumberText.format(Double(run.principalCount)), gone: NumberText.format(Double(run.evictedAtLimit)))
    return "\(name): the model's limit keeps \(counts.kept) principals; \(counts.gone) were forgotten at it, and counted."
  }

  /// Foreseen, alone, and the pointer chase.
  var contenders: [Contender] {
    let scoring = [true, false].map { isForeseen in
      Contender(name: "\(name), \(isForeseen ? "foreseen" : "alone")", itemsPerPass: Self.batch) { [run] in
        run.process(Self.batch, isForeseen: isForeseen)
        return UInt64(run.principalCount)
      }
    }
    return scoring + [Contender(name: "random cache miss", itemsPerPass: Self.steps) { [chase] in chase.walk(Self.steps) }]
  }

  func timeSingleEvents() -> HDRHistogram {
    var histogram = HDRHistogram()
    run.process(singleEvents, &histogram)
    return histogram
  }
}
