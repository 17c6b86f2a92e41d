import ArresterBase
import ArresterConfiguration
import ArresterEngine
import ArresterKafka
import Testing

@testable import Arrester

@Suite("committing while the loop goes on", .serialized)
struct CommitInPassingTests {
  private let cluster: KafkaMockCluster
  private let lane: PartitionLane
  private static let unknownMember: Int32 = 25

  init() throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.deadLetters] { try cluster.createTopic(topic, partitions: 1) }
    lane = Lanes.fresh(try TestModel.load())
  }

  private func makeService() throws -> StreamService {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    let options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    let service = try StreamService(options, log: Log(write: { _ in }), clock: StoppedClock.later, shouldStop: { false })
    service.lanes = [lane]
    return service
  }

  private func committedOffset(_ service: StreamService) throws -> Int64? {
    try service.consumer.committed([Lanes.partition]).first?.offset
  }

  @Test("after a refusal for a lost membership nothing is committed until partitions are assigned anew")
  func membershipLost() throws {
    let service = try makeService()
    Lanes.take("not JSON", offset: 0, lane)
    cluster.fail(.transactionOffsetCommit, with: [CommitInPassingTests.unknownMember])
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    Lanes.take("no JSON either", offset: 1, lane)
    try service.commitAll()
    #expect(service.hasLostMembership)
    #expect(service.isBoardAhead)
    try service.commitBeforeHandOver()
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    #expect(!service.committer.isBusy)
    #expect(service.hasOutput)
    #expect(try committedOffset(service) == nil)
    _ = service.consumer(service.consumer, assigned: [])
    #expect(!service.hasLostMembership)
  }

  @Test("what was taken while a transaction ran is committed by the next one")
  func goesOn() throws {
    let service = try makeService()
    Lanes.take("not JSON", offset: 0, lane)
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    #expect(service.committer.isBusy)
    #expect(!service.hasOutput)
    Lanes.take("no JSON either", offset: 1, lane)
    #expect(service.hasOutput)
    try service.commitAll()
    #expect(!service.hasOutput)
    #expect(service.inFlight == nil)
    let table = try KafkaTable(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers), topic: OutputTopics().deadLetters)
    defer { table.close() }
    var count = 0
    _ = try table.load(timeoutMilliseconds: 20_000) { count += $0.count }
    #expect(count == 2)
  }
}
