/// From times to results: goals are those of Arrester's own design (docs/performance.md).
struct ScoreFindings {
  private let subjects: [ScoringSubject]
  private let results: [ContenderResult]

  /// - Parameter results: three for each subject: foreseen, alone, and its pointer chase's.
  init(_ subjects: [ScoringSubject], _ results: [ContenderResult]) {
    self.subjects = subjects
    self.results = results
  }

  private func foreseen(_ index: Int) -> ContenderResult { results[3 * index] }
  private func alone(_ index: Int) -> ContenderResult { results[3 * index + 1] }
  private func miss(_ index: Int) -> ContenderResult { results[3 * index + 2] }

  func measurements() -> [BenchReport.Measurement] {
    subjects.indices.flatMap(measurements(of:)) + growth
  }

  private func measurements(of index: Int) -> [BenchReport.Measurement] {
    let subject = subjects[index]
    let (foreseen, alone) = (foreseen(index), alone(index))
    return [
      .init(
        name: foreseen.name, repetitions: foreseen.nanosecondsPerItem, unit: "ns",
        goal: !subject.isUnusual && subject.shape.principals == 100_000 ? .atMost(100) : nil,
        comparisons: [usual(index)].compactMap(\.self) + misses(foreseen, index)),
      .init(name: alone.name, repetitions: alone.nanosecondsPerItem, unit: "ns", comparisons: misses(alone, index)),
      .init(name: "events a second and core", repetitions: foreseen.nanosecondsPerItem.map { 1e9 / $0 }, unit: "events/s"),
      .init(
        name: subject.run.principalCount == 1 ? "memory of the principal" : "memory for each of \(counted(subject)) principals",
        value: subject.bytesPerPrincipal,
        unit: "bytes", goal: !subject.isUnusual && subject.shape.principals >= 1_000_000 ? .atMost(1024) : nil),
    ]
  }

  private func counted(_ subject: ScoringSubject) -> String { NumberText.format(Double(subject.run.principalCount)) }

  private func misses(_ ours: ContenderResult, _ index: Int) -> [BenchReport.Comparison] {
    let miss = miss(index)
    return [1.0, 2.0].map { count in
      BenchReport.Comparison(
        name: count == 1 ? "one random cache miss" : "two random cache misses", value: miss.median * count,
        ratio: miss.ratio(to: ours) / count)
    }
  }

  /// The same principals with nothing unusual, where there is something.
  private func usual(_ index: Int) -> BenchReport.Comparison? {
    guard subjects[index].isUnusual else { return nil }
    let usual = foreseen(index - 1)
    // Late data must not be a cliff.
    let goal: BenchReport.Goal? = subjects[index].shape.lateShare > 0 ? .atMost(2) : nil
    return .init(name: subjects[index - 1].name, value: usual.median, ratio: usual.ratio(to: foreseen(index)), goal: goal)
  }

  /// From the fewest principals to the most, where several numbers were asked for.
  private var growth: [BenchReport.Measurement] {
    let usual = subjects.indices.filter { !subjects[$0].isUnusual }.sorted { subjects[$0].shape.principals < subjects[$1].shape.principals }
    guard let fewest = usual.first, let most = usual.last, fewest != most else { return [] }
    let names = [fewest, most].map { NumberText.format(Double(subjects[$0].shape.principals)) }
    let times = zip(foreseen(most).nanosecondsPerItem, foreseen(fewest).nanosecondsPerItem).map { $0 / $1 }
    return [.init(name: "growth from \(names[0]) to \(names[1]), foreseen", repetitions: times, unit: "times", goal: .atMost(3))]
  }
}
