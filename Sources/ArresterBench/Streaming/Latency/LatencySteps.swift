import ArresterBase

/// The time of each step on the way of a trip.
struct LatencySteps {
  let trips: [TripTimes]
  let costs: EventCosts

  /// Decoding and scoring take turns, message by message: the batch's time is split as their costs are.
  private var decodeShare: Double {
    let both = costs.decodeNanoseconds + costs.scoreNanoseconds
    return both > 0 ? costs.decodeNanoseconds / both : 0.5
  }

  var results: [BenchReport.Measurement] {
    let batch = LatencyRows.histogram(trips, from: \.fetched, to: \.scored)
    return row("step 1, queue: due to sent (the generator)", \.optionalDue, \.optionalSent)
      + row("step 1, queue: sent to fetched", \.optionalSent, \.fetched)
      + scaled("step 2, decode: of its whole batch", batch, decodeShare)
      + scaled("step 3, score: of its whole batch", batch, 1 - decodeShare)
      + row("step 4, decide: scored to decided", \.scored, \.decided)
      + row("step 5, visible: decided to denied", \.decided, \.visible)
      + row("after it, the loop's part of the commit: decided to end of round", \.decided, \.committed)
      + row("after it, finding read by another consumer: decided to read", \.decided, \.published)
  }

  var notes: [String] {
    [
      "the steps of one decision add up to its latency, their percentiles do not: the slow ones of each step are different decisions",
      "decision calls were asked every \(TripAsker.pauseMicroseconds) us: step 5 is up to that too long",
    ]
  }

  private func row(_ name: String, _ start: KeyPath<TripTimes, Int64?>, _ end: KeyPath<TripTimes, Int64?>) -> [BenchReport.Measurement] {
    LatencyRows.rows(name, LatencyRows.histogram(trips, from: start, to: end))
  }

  private func scaled(_ name: String, _ histogram: HDRHistogram, _ share: Double) -> [BenchReport.Measurement] {
    LatencyRows.rows(name, histogram).map { row in
      var row = row
      row.value *= share
      return row
    }
  }
}
