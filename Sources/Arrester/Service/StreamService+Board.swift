import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents
import ArresterKafka
import Glibc

/// Keeping the board in step with the breakers topic, with people and with time.
extension StreamService {
  /// Hands over what people ordered since the last round.
  func obey() {
    guard let board else { return }
    for order in ports.orders.take() { board.command(order.command, for: order.key, watermark: watermark(of: order.key)) }
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
  }

  func followBreakers() throws {
    guard let board, let breakers else { return }
    try breakers.poll(timeoutMilliseconds: 0) { messages in for message in messages { board.apply(key: message.key, value: message.value) }
    }
  }

  /// Of the lane that counts the principal's events; where none does, the newest of all.
  private func watermark(of key: BreakerKey) -> Int64? {
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
    let ends = try breakersEnds(settings, topic)
    let table = try KafkaTable(settings, topic: topic)
    do {
      let count = try board.load(policy: options.policy, owned: owned) { try read(table, to: ends, into: board) }
      log.info("read the breakers topic", ["records": .number(count)])
      return table
    } catch {
      table.close()
      throw error
    }
  }

  /// With what is committed, but whose markers are still on their way: readers of committed records do not see that yet.
  private static func breakersEnds(_ settings: ArresterKafka.KafkaSettings, _ topic: String) throws -> [Int64] {
    var settings = settings
    settings.properties["isolation.level"] = "read_uncommitted"
    let administration = try KafkaAdministration(settings)
    defer { administration.close() }
    return try (0..<Int32(administration.partitionCount(of: topic))).map { partition in
      try administration.watermarks(TopicPartition(topic: topic, partition: partition)).high
    }
  }

  private static let patienceSeconds: Int64 = 60

  private static func read(_ table: KafkaTable, to ends: [Int64], into board: BoardOwner) throws -> Int {
    let apply: (UnsafeBufferPointer<KafkaMessage>) -> Void = { messages in
      for message in messages { board.apply(key: message.key, value: message.value) }
    }
    var count = try table.load(timeoutMilliseconds: Int(patienceSeconds) * 1000, apply)
    let deadline = SystemClock.monotonic() + patienceSeconds * Timestamp.nanosecondsPerSecond
    while zip(table.positions, ends).contains(where: { $0.offset < $1 }) {
      guard SystemClock.monotonic() < deadline else { throw BreakersUnreadable(topic: table.topic) }
      count += try table.poll(timeoutMilliseconds: 50, apply)
    }
    return count
  }
}

/// The breakers topic could not be read to its end: a transaction on it stays open.
struct BreakersUnreadable: Error, CustomStringConvertible {
  var topic: String

  var description: String { "\(topic) could not be read to its end in time: a transaction of some producer stays open" }
}
