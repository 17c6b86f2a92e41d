import Arrester
import ArresterBase
import ArresterKafka
import Synchronization

/// The service's way of an event with scoring, deciding and committing switched off: what is left is Kafka and the decoder.
final class DecodeOnlyLoop: KafkaConsumerDelegate {
  private let consumer: KafkaConsumer
  private let ledger: TripLedger
  private let model: Model
  private let name: TripName
  /// The deletion of an agent that would trip it.
  private let deletionsPerTrip: Int
  private var deletions: [Int: Int] = [:]
  private var intakes: [Intake] = []
  private let taken: TakenCount
  /// Set once its place in the topic is known.
  private let isReady: SharedFlag

  static let threadName = "bench-decode"

  /// How many messages were taken; any thread may ask.
  final class TakenCount: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .acquiring) }
    fileprivate func add(_ more: Int) { count.wrappingAdd(more, ordering: .releasing) }
  }

  /// Belongs to the thread that makes it.
  init(
    _ topics: BenchTopics, topic: String, model: Model, ledger: TripLedger, deletionsPerTrip: Int, taken: TakenCount, isReady: SharedFlag
  ) throws {
    self.isReady = isReady
    self.ledger = ledger
    self.model = model
    self.deletionsPerTrip = deletionsPerTrip
    self.taken = taken
    name = TripName(run: topics.run)
    let membership = KafkaConsumer.Membership(group: topics.name("decode"), topics: [topic], readCommitted: true, endEvents: true)
    consumer = try KafkaConsumer(topics.consumerSettings, membership)
    consumer.delegate = self
  }

  /// - Parameter isOver: asked in each round.
  func run(until isOver: () -> Bool) throws {
    defer { consumer.close() }
    while !isOver() {
      let count = try consumer.poll(timeoutMilliseconds: 100, maximum: 4096) { messages in
        let fetched = SystemClock.monotonic()
        for message in messages { take(message, fetched) }
      }
      taken.add(count)
    }
  }

  private func take(_ message: KafkaMessage, _ fetched: Int64) {
    guard let value = message.value, let reference = message.timestampNanoseconds else { return }
    let place = RecordPlace.message(topic: "", partition: 0, offset: message.offset)
    intakes[message.slot].take(value, at: place, reference: reference) { _ in }
    guard let key = message.key, let agent = name.agent(key) else { return }
    deletions[agent, default: 0] += 1
    guard deletions[agent] == deletionsPerTrip else { return }
    ledger.noteDecoded(principal: key, fetched: fetched)
  }

  func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart] {
    intakes = partitions.map { _ in Intake(model: model) }
    defer { isReady.set() }
    return partitions.map { _ in .earliest }
  }

  func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool) {}
  func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent) {}
}
