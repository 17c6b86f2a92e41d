import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents
import ArresterKafka
import Glibc

/// Keeping the board in step with the breakers topic, with people and with time.
extension StreamService {
  /// What people and enforcers can add to.
  private var outputCount: Int { (board?.pending.count ?? 0) + (audit?.count ?? 0) }

  /// Does what other threads asked for since the last round.
  func serveLoop() {
    let loop = ServiceLoop(service: self)
    for ticket in ports.loop.take() {
      let before = outputCount
      ticket.run(loop)
      if outputCount > before { tickets.append(ticket) } else { ticket.settle(.success(())) }
    }
  }

  func tick() {
    guard let board else { return }
    var watermarks: [Platform: Int64] = [:]
    for lane in lanes {
      for (platform, time) in lane?.watermarks ?? [:] { watermarks[platform] = min(watermarks[platform] ?? .max, time) }
    }
    // A lane that warms up is not yet where it was: its watermark would restore too early.
    let warming = Set(lanes.compactMap { $0?.isWarmingUp ?? false ? $0?.partition : nil })
    board.tick(
      watermarks: watermarks, owned: { owner.owns($0) && (warming.isEmpty || !warming.contains(owner.partition(of: $0))) },
      watermark: watermark)
    carryOutGranted()
    noteHalt(board)
  }

  /// While halted, enforcers that are at work stop before they change anything more.
  private func noteHalt(_ board: BoardOwner) {
    let isHalted = board.board.isHalted(at: clock.now())
    guard isHalted != wasHalted else { return }
    wasHalted = isHalted
    desk?.setHalted(isHalted)
  }

  /// Ends requests that are past their time, and carries out what was granted.
  func carryOutGranted() { board?.tickRequests(owned: speaksFor, watermark: watermark) }

  /// Whether this member carries out what people ask about a breaker; of what is about none, the owner of the first partition does.
  private func speaksFor(_ key: BreakerKey?) -> Bool { key.map(owner.owns) ?? owner.ownsFirstPartition }

  func followBreakers() throws {
    guard let board, let breakers else { return }
    try breakers.poll(timeoutMilliseconds: 0) { messages in for message in messages { board.apply(key: message.key, value: message.value) }
    }
    noteAge(of: breakers)
  }

  /// What decision endpoints answer is as old as the last look at the topic's end that its reader has caught up with.
  private func noteAge(of breakers: KafkaTable) {
    if let seen = endWatch?.take() { sighting = seen }
    guard let seen = sighting, zip(breakers.positions, seen.ends).allSatisfy({ $0.offset >= $1 }) else { return }
    ports.decisions.noteRead(at: seen.askedAt)
    sighting = nil
  }

  /// Of the lane that counts the principal's events; where none does, the newest of all.
  func watermark(of key: BreakerKey) -> Int64? {
    let latchKey = key.latchKey
    let own = lanes.first { $0?.shard.latch(for: latchKey) != nil } ?? nil
    return own?.watermarks[key.platform] ?? lanes.compactMap { $0?.watermarks[key.platform] }.max()
  }

  /// Before lanes begin: what the partitions' last owners committed is on the topic by now, and what was decided here and not
  /// committed is forgotten, to be decided again.
  func readBoardForAssignment() {
    while true {
      do {
        try readBoard()
        isBoardAhead = false
        return
      } catch {
        log.error("the breakers topic cannot be read again", ["detail": .text("\(error)"), "goesOnWithKnown": .flag(!isBoardAhead)])
        guard isBoardAhead else { return }
        // To go on would be to take undone decisions for done.
        guard !shouldStop() else {
          assignmentFailure = error
          return
        }
        sleep(1)
      }
    }
  }

  private func readBoard() throws {
    guard let board else { return }
    let table = try StreamService.readBreakers(settings, options, board, log, owned: owner.owns)
    breakers?.close()
    breakers = table
  }

  /// Reads the topic from its beginning to where it ends now; where that fails the board stays as it was.
  /// - Returns: the table, to be followed from there.
  static func readBreakers(
    _ settings: ArresterKafka.KafkaSettings, _ options: ServiceOptions, _ board: BoardOwner, _ log: Log, owned: (BreakerKey) -> Bool
  ) throws -> KafkaTable {
    let topic = options.configuration.output.breakers
    let ends = try ends(settings, topic)
    let table = try KafkaTable(settings, topic: topic)
    do {
      let count = try board.load(policy: options.policy, owned: owned) {
        try read(table, to: ends) { messages in for message in messages { board.apply(key: message.key, value: message.value) } }
      }
      log.info("read the breakers topic", ["records": .number(count)])
      return table
    } catch {
      table.close()
      throw error
    }
  }

  /// With what is committed, but whose markers are still on their way: readers of committed records do not see that yet.
  static func ends(_ settings: ArresterKafka.KafkaSettings, _ topic: String) throws -> [Int64] {
    var settings = settings
    settings.properties["isolation.level"] = "read_uncommitted"
    let administration = try KafkaAdministration(settings)
    defer { administration.close() }
    return try (0..<Int32(administration.partitionCount(of: topic))).map { partition in
      try administration.watermarks(TopicPartition(topic: topic, partition: partition)).high
    }
  }

  private static let patienceSeconds: Int64 = 60

  static func read(_ table: KafkaTable, to ends: [Int64], _ apply: (UnsafeBufferPointer<KafkaMessage>) -> Void) throws -> Int {
    var count = try table.load(timeoutMilliseconds: Int(patienceSeconds) * 1000, apply)
    let deadline = SystemClock.monotonic() + patienceSeconds * Timestamp.nanosecondsPerSecond
    while zip(table.positions, ends).contains(where: { $0.offset < $1 }) {
      guard SystemClock.monotonic() < deadline else { throw TopicUnreadable(topic: table.topic) }
      count += try table.poll(timeoutMilliseconds: 50, apply)
    }
    return count
  }
}

/// A topic could not be read to its end: a transaction on it stays open.
struct TopicUnreadable: Error, CustomStringConvertible {
  var topic: String

  var description: String { "\(topic) could not be read to its end in time: a transaction of some producer stays open" }
}
