import Arrester
import ArresterEngine

/// A record as it was handed over.
struct ArrivingRecord {
  let identifier: String
  /// Nanoseconds since 1970 UTC.
  let arrival: Int64
  let bytes: [UInt8]

  init(_ record: TrailRecord) {
    identifier = record.eventIdentifier
    arrival = record.arrival
    bytes = record.bytes
  }
}

/// When trips could be known at the earliest: everything judged in the order in which it was handed over.
struct DeliveredTrips {
  private let trips: [(verdict: Verdict, known: Int64)]

  init(_ records: [ArrivingRecord], _ model: Model, _ options: Replay.Options, _ clock: Afterwards) throws {
    var options = options
    options.isAsArrived = true
    let arriving = records.enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }.map(\.element)
    let result = try Replay(model: model, options: options).run(records: arriving.map(\.bytes), clock: clock)
    let arrivals = Dictionary(uniqueKeysWithValues: records.map { ($0.identifier, $0.arrival) })
    // What set it off is the last of its evidence to come.
    trips = result.verdicts.filter { $0.type == .trip }.map { trip in
      (trip, trip.events.compactMap { arrivals[$0] }.max() ?? trip.time)
    }
  }

  /// When the first trip within these ranges was known, nanoseconds since 1970 UTC.
  func first(of labels: [ScenarioLabel]) -> Int64? {
    trips.filter { trip in labels.contains { $0.covers(trip.verdict) } }.map(\.known).min()
  }
}
