/// One of several pieces of work that are compared.
struct Contender {
  let name: String
  /// What one pass does this many of.
  let itemsPerPass: Int
  /// Not measured: makes ready for the next pass.
  var prepare: (() -> Void)?
  /// - Returns: something that depends on all of the work.
  let pass: () -> UInt64
}

/// What was found of one of them, in the order of the repetitions.
struct ContenderResult {
  let name: String
  /// Processor time of the measuring thread.
  var nanosecondsPerItem: [Double] = []

  var median: Double { BenchReport.median(nanosecondsPerItem.sorted()) }

  /// The median over repetitions of the other's time over ours: both were measured in the same second, so that noise which
  /// lasts longer cancels out.
  func ratio(to other: ContenderResult) -> Double {
    BenchReport.median(zip(other.nanosecondsPerItem, nanosecondsPerItem).map { $0 / $1 }.sorted())
  }
}

/// Measures contenders in turn: each repetition gives every one of them a slice of time.
enum Interleaving {
  static func measure(_ contenders: [Contender], _ options: BenchOptions, progress: BenchProgress) -> [ContenderResult] {
    var results = contenders.map { ContenderResult(name: $0.name) }
    let slice = Int64(options.durationSeconds * 1e9 / Double(options.repetitions * contenders.count))
    for contender in contenders { warmUp(contender) }
    for repetition in 1...options.repetitions {
      for (index, contender) in contenders.enumerated() {
        progress("repetition \(repetition) of \(options.repetitions): \(contender.name)")
        results[index].nanosecondsPerItem.append(run(contender, slice))
      }
    }
    return results
  }

  private static func warmUp(_ contender: Contender) {
    contender.prepare?()
    KeptValue.keep(contender.pass())
  }

  /// At least one pass.
  private static func run(_ contender: Contender, _ slice: Int64) -> Double {
    var spent: Int64 = 0
    var items = 0
    repeat {
      contender.prepare?()
      let start = ThreadClock.nanoseconds()
      KeptValue.keep(contender.pass())
      spent += ThreadClock.nanoseconds() - start
      items += contender.itemsPerPass
    } while spent < slice
    return Double(spent) / Double(max(1, items))
  }
}
