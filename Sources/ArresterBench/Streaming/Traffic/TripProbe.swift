import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

/// Asks the model, before anything is sent, how many deletions trip a fresh agent, and what decoding and scoring cost.
struct TripProbe {
  let model: Model

  /// So many deletions trip under any sensible limits.
  private static let patience = 200

  /// - Throws: `BenchError` where the model trips no agent, or trips by something else.
  func deletionsPerTrip() throws -> Int {
    let traffic = Traffic(probing, run: TripProbe.run, ratePerSecond: 1, deletionsPerTrip: TripProbe.patience)
    let intake = Intake(model: model)
    let shard = Shard(model: model.engine)
    let now = SystemClock().now()
    for step in 0..<TripProbe.patience {
      let message = traffic.nextDeletion(now: now)
      take(message.value, now, intake, shard)
      guard intake.lastPrincipal.elementsEqual(message.key) else { throw unreadable }
      for verdict in shard.takeVerdicts() where verdict.type != .warn {
        guard verdict.type == .trip else { throw noTrip("only pages for agents") }
        return step + 1
      }
    }
    throw noTrip("does not trip an agent after \(TripProbe.patience) deletions of tables")
  }

  /// Processor time of one event of `options`' traffic on this machine, tables and caches cold at the beginning.
  func costs(_ options: TrafficOptions, _ pool: WorkPool, deletionsPerTrip: Int) -> EventCosts {
    let traffic = Traffic(
      options, pool: pool, run: TripProbe.run, ratePerSecond: TripProbe.sample, deletionsPerTrip: deletionsPerTrip)
    let now = SystemClock().now()
    let records = (0..<TripProbe.sample).map { _ in traffic.next(now: now).value }
    let decode = Intake(model: model)
    let decodeNanoseconds = TripProbe.time(records) { record in decode.take(record, at: TripProbe.place, reference: now) { _ in } }
    let both = Intake(model: model)
    let shard = Shard(model: model.engine)
    let bothNanoseconds = TripProbe.time(records) { record in
      both.take(record, at: TripProbe.place, reference: now) { TripProbe.score($0, both, shard) }
    }
    return EventCosts(decodeNanoseconds: decodeNanoseconds, scoreNanoseconds: max(0, bothNanoseconds - decodeNanoseconds))
  }

  private static let sample = 20_000
  private static let run = "00000000"
  private static let place = RecordPlace.message(topic: "bench", partition: 0, offset: 0)

  private var probing: TrafficOptions {
    var options = TrafficOptions()
    options.principals = 1
    return options
  }

  private func take(_ record: [UInt8], _ now: Int64, _ intake: Intake, _ shard: Shard) {
    record.withUnsafeBytes { bytes in
      intake.take(bytes, at: TripProbe.place, reference: now) { TripProbe.score($0, intake, shard) }
    }
  }

  private static func score(_ frame: EventFrame, _ intake: Intake, _ shard: Shard) {
    let (outcome, watermark) = intake.admission.admit(frame)
    if outcome != .duplicate { shard.process(frame, watermark: watermark, isTooLate: outcome == .tooLate) }
  }

  private static func time(_ records: [[UInt8]], _ take: (UnsafeRawBufferPointer) -> Void) -> Double {
    let start = ThreadClock.nanoseconds()
    for record in records { record.withUnsafeBytes { take($0) } }
    return Double(ThreadClock.nanoseconds() - start) / Double(records.count)
  }

  private var unreadable: BenchError { BenchError("the generated records are not read as what they are under \(model.name)") }

  private func noTrip(_ why: String) -> BenchError {
    BenchError("the model \(model.name) \(why), so there would be no decision to wait for; use a model whose agents trip (--model)")
  }
}

/// What one event costs, nanoseconds on one core.
struct EventCosts: Equatable, Sendable {
  var decodeNanoseconds: Double
  /// Admission and windows.
  var scoreNanoseconds: Double
}
