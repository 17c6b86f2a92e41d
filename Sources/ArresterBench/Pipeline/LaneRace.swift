/// One lane against several, in turn: by the clock on the wall, and by the processor time of the lane that took most, which does not
/// depend on who else wants the machine.
struct LaneRace {
  /// Records a second of each repetition.
  struct Rates {
    var elapsed: [Double] = []
    var processor: [Double] = []
  }

  private(set) var one = Rates()
  private(set) var several = Rates()
  /// Of each pass, by the clock on the wall.
  private(set) var series: [BenchReport.Series]

  init(lanes: Int) {
    series = ["1 lane", "\(lanes) lanes"].map { BenchReport.Series(name: $0, unit: "records/s", points: []) }
  }

  /// - Parameter groups: of one lane, and of several.
  mutating func run(_ groups: [LaneGroup], records: Int, _ options: BenchOptions, progress: BenchProgress) {
    let slice = Int64(options.durationSeconds * 1e9 / Double(options.repetitions * groups.count))
    let start = MonotonicClock.nanoseconds()
    for repetition in 1...options.repetitions {
      for (index, group) in groups.enumerated() {
        progress("repetition \(repetition) of \(options.repetitions): \(series[index].name)")
        let (time, passes) = measure(group, index, records, slice, since: start)
        let scaled = Double(records * passes) * 1e9
        let rates = (elapsed: scaled / Double(time.elapsed), processor: scaled / Double(max(1, time.longestLane)))
        if index == 0 { one.append(rates) } else { several.append(rates) }
      }
    }
  }

  private mutating func measure(
    _ group: LaneGroup, _ index: Int, _ records: Int, _ slice: Int64, since start: Int64
  ) -> (LaneGroup.PassTime, passes: Int) {
    var spent = LaneGroup.PassTime()
    var passes = 0
    repeat {
      let time = group.pass()
      spent += time
      passes += 1
      let seconds = Double(MonotonicClock.nanoseconds() - start) / 1e9
      series[index].points.append(.init(seconds: seconds, value: Double(records) / Double(time.elapsed) * 1e9))
    } while spent.elapsed < slice
    return (spent, passes)
  }
}

extension LaneRace.Rates {
  fileprivate mutating func append(_ rates: (elapsed: Double, processor: Double)) {
    elapsed.append(rates.elapsed)
    processor.append(rates.processor)
  }

  /// The median over repetitions of this over the other.
  static func ratio(_ left: [Double], _ right: [Double]) -> Double { BenchReport.median(zip(left, right).map { $0 / $1 }.sorted()) }
}
