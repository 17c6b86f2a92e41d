import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterKafka
import Testing

@testable import Arrester

@Suite("A configuration that is reloaded")
struct ReloadTests {
  private let cluster: KafkaMockCluster

  init() throws {
    cluster = try KafkaMockCluster()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
  }

  private func person(_ name: String, _ roles: [PersonSettings.Role]) -> PersonSettings {
    var person = PersonSettings()
    person.name = name
    person.roles = roles
    person.tokenSHA256 = [String(repeating: String(name.utf8.count % 10), count: 64)]
    return person
  }

  private func options() throws -> ServiceOptions {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.people = [person("ada", [.operator]), person("grace", [.approver])]
    return ServiceOptions(configuration: configuration, model: try TestModel.load())
  }

  private func service(_ options: ServiceOptions) throws -> StreamService {
    let service = try StreamService(options, log: Log(write: { _ in }), clock: StoppedClock(nanoseconds: Boards.start))
    service.owner.assign([Lanes.partition])
    return service
  }

  @Test("that is tighter is in force at once, for breakers and for whoever asks for its policy")
  func tighter() throws {
    let options = try options()
    let service = try service(options)
    let key = BreakerKey(platform: .aws, homeScope: "1", principal: "p", kind: .agent)
    #expect(service.ports.policy.mode(for: key) == .shadow)
    var next = options
    next.configuration.mode.fallback = .enforce
    #expect(try service.reload(next) == "tighter")
    #expect(service.ports.policy.mode(for: key) == .enforce)
    #expect(service.board?.board.policy.mode(for: key) == .enforce)
    #expect(try service.reload(next) == "same")
  }

  @Test("and what was adopted is written though partitions come before its commit, so that no later one is the first")
  func partitionsComeAtOnce() throws {
    let service = try service(try options())
    _ = service.consumer(service.consumer, assigned: [])
    #expect(service.board?.pending.map(\.key) == [#"["posture"]"#])
    try service.commitAll()
    _ = service.consumer(service.consumer, assigned: [])
    #expect(service.board?.pending.isEmpty == true, "it is written once")
    let next = try StreamService(try options(), log: Log(write: { _ in }), clock: StoppedClock(nanoseconds: Boards.start))
    #expect(next.board?.board.posture != nil)
    #expect(next.board?.pending.isEmpty == true)
  }

  @Test("and it is not written twice where partitions come while it is being committed")
  func partitionsComeMeanwhile() throws {
    let service = try service(try options())
    try service.commitInPassing(isOutputDue: true, isOffsetsDue: true)
    #expect(service.inFlight?.breakers.map(\.key) == [#"["posture"]"#])
    _ = service.consumer(service.consumer, assigned: [])
    #expect(service.board?.pending.isEmpty == true)
    try service.commitAll()
  }

  @Test("that is looser is refused, says what is looser and what to have approved, and changes nothing")
  func looser() throws {
    let options = try options()
    let service = try service(options)
    var next = options
    next.configuration.people.append(person("mallory", [.approver]))
    let refusal = #expect(throws: LooserPosture.self) { try service.reload(next) }
    #expect(refusal?.detail.contains("mallory") == true)
    #expect(service.options.configuration.people.count == 2)
  }

  @Test("that differs in what needs a restart is refused whole, and names it")
  func restart() throws {
    let options = try options()
    let service = try service(options)
    var next = options
    next.configuration.mode.fallback = .enforce
    next.configuration.kafka.group = "another"
    next.configuration.audit.file = "/somewhere"
    let refusal = #expect(throws: RestartNeeded.self) { try service.reload(next) }
    #expect(refusal?.parts == ["kafka", "audit"])
    #expect(service.options.configuration.mode.fallback == .shadow)
  }
}
