import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka
import Foundation
import Testing

@testable import Arrester

@Suite("a trip and its enforcer", .serialized)
struct EnforcingTests {
  private let cluster: KafkaMockCluster
  private let cloud = MemoryEnforcer()
  private let agent = CloudTrail()
  private let key: BreakerKey
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
    key = BreakerKey(platform: .aws, homeScope: agent.account, principal: agent.principal, kind: .agent)
  }

  /// A service whose loop the test turns.
  private func makeService() throws -> (StreamService, PartitionLane) {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.mode.fallback = .enforce
    configuration.audit.spool = folder.path + "/intents.jsonl"
    var options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    options.enforcers = [cloud]
    let clock = StoppedClock(nanoseconds: Int64(CloudTrail.start + 90) * Timestamp.nanosecondsPerSecond)
    let service = try StreamService(options, log: Log(write: { _ in }), clock: clock, shouldStop: { false })
    service.owner.assign([Lanes.partition])
    let lane = Lanes.fresh(options.model)
    service.connect(lane)
    service.lanes = [lane]
    return (service, lane)
  }

  private func take(_ records: [String], _ service: StreamService, _ lane: PartitionLane) {
    for record in records { Lanes.take(record, offset: lane.position, lane) }
    service.collectVerdicts()
    service.followWatched()
  }

  private func trip(_ service: StreamService, _ lane: PartitionLane) {
    take([agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 60, id: "2")], service, lane)
    #expect(state(service) == .tripping)
  }

  private func state(_ service: StreamService) -> BreakerState? { service.board?.board.breakers[key]?.state }

  /// Turns the loop until it is so.
  private func turn(_ service: StreamService, until isTrue: () -> Bool) async throws {
    for _ in 0..<1000 where !isTrue() {
      service.serveLoop()
      service.tick()
      try service.commitAll()
      try await Task.sleep(nanoseconds: 10_000_000)
    }
    #expect(isTrue(), "it did not come to that in 1,000 rounds")
  }

  @Test("it is called once the trip's record is in Kafka, and its read-back opens the breaker")
  func called() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await Task.sleep(nanoseconds: 100_000_000)
    #expect(cloud.applied.isEmpty, "called before the commit")
    try await turn(service) { state(service) == .open }
    #expect(cloud.extent(of: agent.principal) == .allWrites)
    #expect(cloud.applied.first?.session == agent.session)
    let file = try #require(service.trips.all.last)
    #expect(file.ledger.committedAt != nil && file.ledger.enforced.map(\.enforcer) == ["memory"])
    #expect(file.plans["memory"]?.steps == ["deny allWrites"])
  }

  @Test("one that fails for good leaves the breaker open and unenforced, until it works after all")
  func failed() async throws {
    let (service, lane) = try makeService()
    cloud.fail(with: EnforcementError(.permanent, "the role cannot be edited"))
    trip(service, lane)
    try await turn(service) { state(service) == .openUnenforced }
    #expect(!service.ports.decisions.decide(principal: agent.principal).isAllowed)
  }

  @Test("a success that the deny should have stopped is a leak, and a failure is none")
  func leak() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await turn(service) { state(service) == .open }
    take([agent.record("lambda:CreateFunction", at: 200, id: "denied", errorCode: "AccessDenied")], service, lane)
    #expect(state(service) == .open)
    take([agent.createFunction("late", at: 91, id: "soon")], service, lane)
    #expect(state(service) == .open, "within the allowance")
    take([agent.createFunction("leaked", at: 210, id: "leak")], service, lane)
    #expect(state(service) == .openUnenforced)
    #expect(service.trips.all.last?.leaks == ["leak"])
    try await turn(service) { state(service) == .open }
  }

  @Test("what was destroyed after the trip is in its file")
  func blast() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    take([agent.deleteFunction("later", at: 70, id: "3")], service, lane)
    let parts = try #require(service.trips.all.last?.blast.parts)
    #expect(parts.beforeTrip.resources == 1 && parts.untilConfirmed.resources == 1)
    #expect(service.trips.all.last?.manifest(.none, madeAt: 0).damage.count == 2)
  }

  @Test("after a restart its file is there as it was, with what was planned and what was destroyed")
  func fileAfterRestart() async throws {
    let (first, lane) = try makeService()
    trip(first, lane)
    take([agent.deleteFunction("later", at: 70, id: "3")], first, lane)
    try await turn(first) { state(first) == .open }
    try await turn(first) { first.inFlight == nil && first.trips.isWritten }
    let known = try #require(first.trips.all.last)
    let (next, _) = try makeService()
    let file = try #require(next.trips[known.verdict.identifier])
    #expect(String(decoding: file.json, as: UTF8.self) == String(decoding: known.json, as: UTF8.self))
    #expect(file.manifest(.none, madeAt: 0).markdown == known.manifest(.none, madeAt: 0).markdown)
  }

  @Test("a finding tells that it is stopped, with where the time went and what was destroyed; another that it is over")
  func followedUp() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await turn(service) { state(service) == .open }
    try await tell(service, .open)
    service.ports.loop.post { [key] in $0.command(.restore, for: key) }
    try await turn(service) { state(service) == .probation }
    take((0..<20).map { agent.createFunction("f\($0)", at: 100 + $0, id: "w\($0)") }, service, lane)
    try await turn(service) { state(service) == .closed }
    try await tell(service, .closed)
    let findings = try findings()
    let trip = try #require(service.trips.all.last)
    let followUps = findings.filter { $0.contains(#""arresterTrip":{"id":"\#(trip.verdict.identifier)""#) }
    #expect(followUps.contains { $0.contains(#""activity_id":2"#) && $0.contains(#""state":"open""#) && $0.contains(#""ledger":"#) })
    #expect(followUps.last?.contains(#""activity_id":3"#) == true)
    #expect(findings.count { $0.contains(#""type":"trip""#) } == 1, "the verdict stands in one finding alone")
  }

  private func tell(_ service: StreamService, _ state: BreakerState) async throws {
    try await turn(service) { service.trips.all.last?.toldState == state && service.inFlight == nil }
  }

  private func audit() throws -> [String] {
    var texts: [String] = []
    try AuditTopic.read(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers), topic: OutputTopics().audit) { bytes, _ in
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }

  private func findings() throws -> [String] {
    let table = try KafkaTable(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers), topic: OutputTopics().findings)
    defer { table.close() }
    var texts: [String] = []
    _ = try table.load(timeoutMilliseconds: 10_000) { messages in
      texts += messages.map { $0.value.map { String(decoding: $0, as: UTF8.self) } ?? "" }
    }
    return texts
  }

  @Test("a restoration narrows the deny, and the closing takes it away")
  func restored() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await turn(service) { state(service) == .open }
    service.ports.loop.post { [key] in $0.command(.restore, for: key) }
    try await turn(service) { cloud.extent(of: agent.principal) == .destructiveWrites }
    take((0..<20).map { agent.createFunction("f\($0)", at: 100 + $0, id: "w\($0)") }, service, lane)
    #expect(state(service) == .closed)
    try await turn(service) { service.board?.board.breakers[key]?.enforcers.isEmpty == true }
    #expect(cloud.extent(of: agent.principal) == .nothing)
  }

  @Test("after a crash the next owner gives the order again, and it is carried out once")
  func crashed() async throws {
    let (first, lane) = try makeService()
    trip(first, lane)
    let orders = first.orders
    // The record is committed, and the process ends before the enforcer was called.
    first.desk = nil
    try first.commitAll()
    #expect(cloud.applied.isEmpty && orders.count == 1)
    let (next, _) = try makeService()
    next.orderAnew()
    try await turn(next) { state(next) == .open }
    #expect(cloud.applied.map(\.extent) == [.allWrites])
    #expect(cloud.applied.first?.trip == orders[key]?.trip)
  }

  @Test("a deny goes on where its intent cannot be recorded in time; after a crash the intent is told all the same")
  func spooled() async throws {
    let (first, lane) = try makeService()
    trip(first, lane)
    try first.commitAll()
    // Nobody turns the loop: the intent waits for it.
    for _ in 0..<600 where cloud.applied.isEmpty { try await Task.sleep(nanoseconds: 10_000_000) }
    #expect(cloud.extent(of: agent.principal) == .allWrites)
    let (next, _) = try makeService()
    #expect(next.spool?.left.map(\.key) == [key])
    next.noteStart()
    try next.commitAll()
    #expect(try audit().contains { $0.contains("told after a restart: deny allWrites") && $0.contains("intent") })
    let (last, _) = try makeService()
    #expect(last.spool?.left.isEmpty == true, "once it is in Kafka it is told no more")
  }

  @Test("partitions that go and come back at once leave its orders standing")
  func rebalanced() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await turn(service) { state(service) == .open }
    for _ in 0..<200 {
      service.forgetOrders()
      service.orderAnew()
    }
    try await Task.sleep(nanoseconds: 200_000_000)
    let states = try #require(service.desk).states
    #expect(await states(key).map(\.order.extent) == [.allWrites])
  }

  @Test("what comes without an event, an enforcer's report or a timer's end, is committed with the member's place, or refused with it")
  func fenced() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try service.commitAll()
    try await turn(service) { service.ports.loop.waitingCount > 0 }
    service.serveLoop()
    service.membership = service.consumer.groupMetadata
    let batch = service.takeBatch()
    #expect(batch.group != nil && batch.offsets.isEmpty && !batch.isPlaceOnly)
    #expect(batch.fence.map(\.offset) == [lane.position])
  }

  @Test("where the partition went to another, nobody is called any more, and what an enforcer reports changes nothing")
  func handedOver() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    let order = try #require(service.orders[key])
    service.owner.assign([])
    service.orders.removeAll()
    let plan = EnforcementPlan(order: order, steps: ["deny"], snapshot: [], inverse: [])
    let loop = ServiceLoop(service: service)
    let intent = AuditEntry(intentOf: plan, by: cloud.name, at: 0)
    #expect(throws: LoopError.handedOver) { try loop.note(intent, of: plan, by: cloud.name) }
    let receipt = EnforcementReceipt(plannedAt: 1, appliedAt: 2, verifiedAt: 3, detail: "")
    loop.note(EnforcementOutcome(enforcer: cloud.name, order: order, event: .confirmed(receipt)))
    #expect(state(service) == .tripping)
  }

  @Test("a commit of people's acts alone, whose outcome is unknown, is known by the audit log's tail")
  func unknownOutcome() throws {
    let (service, _) = try makeService()
    service.lanes = []
    service.noteStart()
    let batch = service.takeBatch()
    #expect(batch.offsets.isEmpty)
    #expect(try !service.isCommitted(batch))
    try batch.write(with: service.producer, service.consumer, service.records)
    #expect(try service.isCommitted(batch))
  }

  @Test("the audit log tells the intent before the result")
  func audited() async throws {
    let (service, lane) = try makeService()
    trip(service, lane)
    try await turn(service) { state(service) == .open }
    try await turn(service) { service.audit?.isEmpty == true && service.inFlight == nil }
    let texts = try audit()
    let decided = try #require(texts.firstIndex { $0.contains("tripDecided") })
    let intent = try #require(texts.firstIndex { $0.contains("denyApplied") && $0.contains("intent") })
    let result = try #require(texts.firstIndex { $0.contains("denyVerified") })
    #expect(decided < intent && intent < result)
    var verifier = AuditVerifier()
    for (index, text) in texts.enumerated() {
      verifier.take(Array(text.utf8), at: .offset(topic: "audit", partition: 0, offset: Int64(index)))
    }
    #expect(verifier.finish().isIntact)
  }
}
