import ArresterBase
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Testing

@testable import Arrester

/// What becomes of the offsets behind a transaction that failed while the loop went on.
@Suite("a commit that failed while the loop went on", .serialized)
struct FailedCommitTests {
  private let cluster: KafkaMockCluster
  private let lane: PartitionLane
  private static let producerFenced: Int32 = 90
  private static let messageTooLarge: Int32 = 10

  init() throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.deadLetters] { try cluster.createTopic(topic, partitions: 1) }
    lane = Lanes.fresh(try TestModel.load())
  }

  private func makeService(isStopping: Bool) throws -> StreamService {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    let options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    let service = try StreamService(options, log: Log(write: { _ in }), clock: StoppedClock.later, shouldStop: { isStopping })
    service.lanes = [lane]
    return service
  }

  @Test("a producer that is fenced once, as by an outage, is renewed, and what it could not write is written")
  func fencedOnce() throws {
    let service = try makeService(isStopping: false)
    Lanes.take("not JSON", offset: 0, lane)
    cluster.fail(.addPartitionsToTransaction, with: [FailedCommitTests.producerFenced])
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    try service.commitAll()
    #expect(!service.hasOutput && service.inFlight == nil)
  }

  @Test("no later offset is committed alone after the producer was fenced again and again")
  func fenced() throws {
    let service = try makeService(isStopping: false)
    while service.consumer.partitions.isEmpty { try service.consumer.poll(timeoutMilliseconds: 100) { _ in } }
    Lanes.take("not JSON", offset: 0, lane)
    cluster.fail(.addPartitionsToTransaction, with: [Int32](repeating: FailedCommitTests.producerFenced, count: 20))
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    Lanes.take(CloudTrail().describe(at: 1, id: "1"), offset: 1, lane)
    #expect(throws: KafkaError.self) { try service.commitAll() }
    // What leaving the group asks for.
    try? service.commitBeforeHandOver()
    service.consumer.close()
    let reader = try KafkaConsumer(
      ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers),
      .init(group: service.consumer.membership.group, topics: ["events"]))
    defer { reader.close() }
    #expect(try reader.committed([Lanes.partition]).first?.offset == nil)
  }

  @Test("no later batch is committed after one that failed on the way out")
  func stopping() throws {
    let service = try makeService(isStopping: true)
    Lanes.take("not JSON", offset: 0, lane)
    cluster.fail(.produce, with: [FailedCommitTests.messageTooLarge])
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    Lanes.take("no JSON either", offset: 1, lane)
    #expect(throws: KafkaError.self) { try service.commitAll() }
    try? service.commitBeforeHandOver()
    #expect(service.hasOutput, "the second dead letter was committed without the first")
  }

  @Test("where brokers are slow the loop waits before memory fills")
  func bounded() throws {
    let service = try makeService(isStopping: false)
    try cluster.setRoundTrip(milliseconds: 200)
    Lanes.take("not JSON", offset: 0, lane)
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    for offset in 1...5000 { Lanes.take("no JSON either", offset: Int64(offset), lane) }
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    #expect(!service.hasOutput, "what was taken meanwhile went with the next transaction")
    try cluster.setRoundTrip(milliseconds: 0)
    try service.commitAll()
  }
}
