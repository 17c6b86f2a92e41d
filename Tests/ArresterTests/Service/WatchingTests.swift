import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEvents
import ArresterKafka
import Testing

@testable import Arrester

@Suite("a principal on probation, as the stream shows it")
struct WatchingTests {
  private let cluster: KafkaMockCluster
  private let service: StreamService
  private let lane: PartitionLane
  private let agent = CloudTrail()
  private let key: BreakerKey

  init() throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.deadLetters] { try cluster.createTopic(topic, partitions: 1) }
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.mode.fallback = .enforce
    let clock = StoppedClock(nanoseconds: Int64(CloudTrail.start + 90) * Timestamp.nanosecondsPerSecond)
    service = try StreamService(
      ServiceOptions(configuration: configuration, model: try TestModel.load()), log: Log(write: { _ in }), clock: clock,
      shouldStop: { false })
    lane = Lanes.fresh(try TestModel.load())
    service.connect(lane)
    service.lanes = [lane]
    key = BreakerKey(platform: .aws, homeScope: agent.account, principal: agent.principal, kind: .agent)
  }

  private var state: BreakerState? { service.board?.board.breakers[key]?.state }

  private func take(_ records: [String]) {
    for record in records { Lanes.take(record, offset: lane.position, lane) }
    service.collectVerdicts()
    service.followWatched()
  }

  private func trip() {
    take([agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 60, id: "2")])
    #expect(state == .open)
  }

  @Test("its trip's file says what it did until then")
  func activity() throws {
    trip()
    let file = try #require(service.trips.all.last)
    #expect(file.activity.map(\.second) == [CloudTrail.start, CloudTrail.start + 60])
    #expect(file.activity.map(\.destructive) == [1, 0])
    #expect(file.activity.map(\.changes) == [1, 1])
  }

  private func restore() {
    service.ports.loop.post { [key] in $0.command(.restore, for: key) }
    service.serveLoop()
    #expect(state == .probation)
  }

  private func writes(_ count: Int, from second: Int) -> [String] {
    (0..<count).map { agent.createFunction("f\(second)-\($0)", at: second + $0, id: "w\(second)-\($0)") }
  }

  @Test("gets its permissions back after twenty writes that went well")
  func closes() {
    trip()
    restore()
    take(writes(19, from: 61))
    #expect(state == .probation)
    take(writes(1, from: 81))
    #expect(state == .closed)
    #expect(service.ports.decisions.decide(principal: agent.principal).isAllowed)
  }

  @Test("loses them again by deleting something")
  func reopens() {
    trip()
    restore()
    take(writes(3, from: 61) + [agent.deleteFunction("older", at: 70, id: "d")])
    #expect(state == .open)
  }

  @Test("is not helped by writes that failed, by reads, and by what came before the restoration")
  func uncounted() {
    trip()
    restore()
    let denied = (0..<30).map { agent.record("lambda:CreateFunction", at: 61 + $0, id: "x\($0)", errorCode: "AccessDenied") }
    let reads = (0..<30).map { agent.describe(at: 61 + $0, id: "r\($0)") }
    take(denied + reads + writes(25, from: 10))
    #expect(service.board?.board.breakers[key]?.probation?.writes == 0)
  }

  @Test("may clean up what it made itself")
  func ownAndYoung() {
    trip()
    restore()
    take([agent.createFunction("mine", at: 61, id: "c"), agent.deleteFunction("mine", at: 62, id: "d")])
    #expect(state == .probation)
  }

  @Test("is watched by the partition's next owner too")
  func nextOwner() {
    trip()
    restore()
    let next = Lanes.fresh(service.options.model)
    service.connect(next)
    Lanes.take(writes(1, from: 61)[0], offset: 0, next)
    service.followWatched()
    #expect(service.board?.board.breakers[key]?.probation?.writes == 1)
  }
}
