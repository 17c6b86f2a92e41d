import Arrester

/// `arrester bench score`: what a change costs from its frame to its verdict, on one core.
public struct ScoreBench {
  private let shape: ScoringShape
  private let principals: [Int]
  private let attack: ScoringAttack?
  private let model: Model
  private let options: BenchOptions

  /// - Parameters:
  ///   - principals: one run for each; the shape's own number does not count.
  ///   - attack: measured beside the same principals without it.
  public init(_ shape: ScoringShape, principals: [Int], attack: ScoringAttack?, model: Model, options: BenchOptions) {
    self.shape = shape
    self.principals = principals
    self.attack = attack
    self.model = model
    self.options = options
  }

  public func run(progress: @escaping BenchProgress = { _ in }) throws -> BenchReport {
    let subjects = principals.flatMap { makeSubjects($0, progress) }
    let results = Interleaving.measure(subjects.flatMap(\.contenders), options, progress: progress)
    for subject in subjects where subject.run.hasVerdicts {
      throw BenchError("\(subject.name): a principal met a limit that was put out of reach; its silence would flatter the result")
    }
    var report = BenchReport(title: "Scoring changes, one core", commandLine: options.commandLine)
    report.results = ScoreFindings(subjects, results).measurements()
    report.notes = notes + subjects.compactMap(\.evictionNote)
    for subject in subjects {
      progress("timing single events: \(subject.name)")
      report.histograms.append(.init(name: subject.name, histogram: subject.timeSingleEvents()))
    }
    return report
  }

  /// The run that was asked for; before it, where there is something unusual in it, the same principals without that.
  private func makeSubjects(_ count: Int, _ progress: BenchProgress) -> [ScoringSubject] {
    var plain = shape
    plain.principals = count
    var unusual = plain
    plain.lateShare = 0
    plain.deleteShare = 0
    if let attack { unusual = attack.shape(unusual) }
    let usual = ScoringSubject("\(NumberText.format(Double(count))) principals", plain, isUnusual: false, model, options, progress)
    guard unusual != plain else { return [usual] }
    let name = attack.map { "attack: \($0.rawValue)" } ?? unusualWords(unusual)
    // Some attacks are one principal's, however many others there are.
    let subject = unusual.principals == count ? "\(usual.name), \(name)" : name
    return [usual, ScoringSubject(subject, unusual, isUnusual: true, model, options, progress)]
  }

  private func unusualWords(_ shape: ScoringShape) -> String {
    let late = shape.lateShare > 0 ? "\(NumberText.format(shape.lateShare * 100)) % late" : nil
    let deletions = shape.deleteShare > 0 ? "\(NumberText.format(shape.deleteShare * 100)) % deletions" : nil
    return [late, deletions].compactMap { $0 }.joined(separator: ", ")
  }

  private var notes: [String] {
    let attack = attack.map { ["Attack: \($0.summary)."] } ?? []
    return attack + [
      "Principal and session, three windows, all signals; Zipf \(NumberText.format(shape.skew)), "
        + "\(NumberText.format(shape.changesPerHour)) changes an hour for each principal, windows full, limits out of reach, "
        + "so that every event is scored in full.",
      "A random cache miss is a step of a pointer chase over as much memory as the principals take, address translation included. Ratios "
        + "to it are Arrester's time over its time.",
      "Foreseen: the shard is told of a change while it is still being decoded, as in the pipeline; here that is while the four before it "
        + "are scored. Alone: each comes as a surprise.",
      "Single events are foreseen and timed with the clock around each, which takes about \(MonotonicClock.costNanoseconds) ns of what is shown.",
    ]
  }
}
