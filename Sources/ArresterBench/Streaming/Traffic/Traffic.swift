import ArresterBase

/// The events of a run: work of many principals, and now and then a deletion by a fresh agent, one agent after another, each until
/// it must have tripped. The same seed gives the same events in the same order; only times and identifiers differ.
///
/// Belongs to the producing thread; `agentKey` any thread may ask.
final class Traffic {
  /// One message, and what it is.
  struct Message {
    var key: [UInt8]
    var value: [UInt8]
    /// Set for the deletion that trips an agent.
    var trips: Int?
  }

  /// After this many deletions an agent has tripped, and the next one begins.
  let deletionsPerTrip: Int
  /// The number of the first agent.
  let firstAgent: Int
  private let pool: WorkPool
  private let mark: [UInt8]
  private var clock = TrailClock()
  private var worked = 0
  private let agents: DeletionTemplate
  private var random: SplitMix
  /// The share of events that are deletions of agents.
  private let deletionShare: Double
  private var deletions = 0
  private var serial = 0

  static let account = "111122223333"

  /// - Parameters:
  ///   - pool: of the background's records; nil: made here.
  ///   - run: eight hexadecimal digits that no other run has.
  ///   - ratePerSecond: of all events, so that trips come at their own rate.
  ///   - deletionsPerTrip: as `TripProbe` found them.
  ///   - firstAgent: agents of earlier stretches have tripped already.
  ///   - stretch: other than that of earlier stretches of the run, whose events must not come again.
  init(
    _ options: TrafficOptions, pool: WorkPool? = nil, run: String, ratePerSecond: Int, deletionsPerTrip: Int, firstAgent: Int = 0,
    stretch: Int = 0
  ) {
    self.firstAgent = firstAgent
    self.deletionsPerTrip = deletionsPerTrip
    self.pool = pool ?? WorkPool(options.shape)
    mark = WorkPool.mark(SplitMix.mix((UInt64(run, radix: 16) ?? 0) << 32 | UInt64(UInt32(truncatingIfNeeded: stretch))))
    agents = DeletionTemplate(account: Traffic.account, run: run)
    random = SplitMix(seed: options.seed &+ UInt64(stretch) &* 0x9e37_79b9_7f4a_7c15)
    deletionShare = min(1, max(0, options.tripsPerSecond * Double(deletionsPerTrip) / Double(ratePerSecond)))
  }

  /// Agents that were begun so far.
  var agentCount: Int { (deletions + deletionsPerTrip - 1) / deletionsPerTrip }

  /// - Parameter now: nanoseconds since 1970.
  func next(now: Int64) -> Message {
    random.chance(deletionShare) ? nextDeletion(now: now) : nextWork(now: now)
  }

  /// Work of somebody.
  func nextWork(now: Int64) -> Message {
    defer { worked += 1 }
    let second = now / Timestamp.nanosecondsPerSecond
    let (key, value) = pool.message(worked, mark: mark) { clock.text(second - $0) }
    return Message(key: key, value: value)
  }

  /// The next step of an agent's end.
  func nextDeletion(now: Int64) -> Message {
    defer { deletions += 1 }
    let agent = firstAgent + deletions / deletionsPerTrip
    let step = deletions % deletionsPerTrip
    serial += 1
    return Message(
      key: agentKey(agent), value: agents.record(agent: agent, time: now, serial: firstAgent * deletionsPerTrip + serial),
      trips: step == deletionsPerTrip - 1 ? agent : nil)
  }

  func agentKey(_ agent: Int) -> [UInt8] { agents.key(agent: agent) }
}
