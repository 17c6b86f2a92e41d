import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka
import Foundation
import Synchronization
import Testing

@testable import Arrester

@Suite("a running service, asked over HTTP", .serialized)
final class RunningServiceTests {
  private let cluster: KafkaMockCluster
  private let folder: TemporaryFolder
  private let isStopping = Flag()
  private let ended = DispatchSemaphore(value: 0)
  private let ports = ServicePorts()
  private var port: UInt16 = 0
  private var drills: DrillConductor?
  private let agent = CloudTrail()
  private static let gateToken = "gate-token-1"

  init() throws {
    cluster = try KafkaMockCluster()
    folder = try TemporaryFolder()
    let output = OutputTopics()
    for topic in ["events", output.findings, output.breakers, output.audit, output.deadLetters] {
      try cluster.createTopic(topic, partitions: 1)
    }
  }

  deinit {
    isStopping.set()
    _ = ended.wait(timeout: .now() + 10)
  }

  /// Begins to serve on a thread of its own.
  private func start(
    _ enforcers: [any Enforcer] = [], _ change: (inout ServeConfiguration) -> Void = { _ in },
    reloaded: (@Sendable (inout ServeConfiguration) -> Void)? = nil
  ) throws {
    var configuration = ServeConfiguration()
    configuration.kafka.bootstrapServers = cluster.bootstrapServers
    configuration.kafka.topics = ["events"]
    configuration.kafka.startAt = .earliest
    configuration.mode.fallback = .enforce
    var http = HTTPSettings()
    http.listen = "127.0.0.1:0"
    var caller = CallerSettings()
    caller.name = "gate"
    caller.may = [.decide, .ingest, .kubernetes]
    caller.tokenSHA256 = SHA256(Array(RunningServiceTests.gateToken.utf8)).hexadecimal
    http.callers = [caller]
    configuration.http = http
    configuration.people = ["olga", "anna", "ben"].map { name in
      var person = PersonSettings()
      person.name = name
      person.roles = name == "olga" ? [.operator] : [.approver]
      person.tokenSHA256 = [SHA256(Array("\(name)-token".utf8)).hexadecimal]
      return person
    }
    change(&configuration)
    var options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    options.enforcers = enforcers
    let reload = reloaded.map { change in
      { @Sendable [options] in
        var next = options
        change(&next.configuration)
        return next
      }
    }
    let service = try RunningService(
      options, log: Log(write: { _ in }), ports: ports, shouldStop: { [isStopping] in isStopping.isSet }, reload: reload)
    port = try #require(service.port)
    drills = service.drills
    nonisolated(unsafe) let running = service
    let thread = Thread { [ended] in
      _ = try? running.run()
      ended.signal()
    }
    thread.stackSize = 8 * 1024 * 1024
    thread.start()
  }

  @Test("after a reload whoever is no longer named is let in no more, and the others are")
  func reloaded() async throws {
    try start(reloaded: { $0.people.removeAll { $0.name == "ben" } })
    #expect(try await ask("/v1/status", "", token: "ben-token").status == 200)
    ReloadFlag.set()
    try await waitUntil { try await ask("/v1/status", "", token: "ben-token").status == 401 }
    #expect(try await ask("/v1/status", "", token: "anna-token").status == 200)
  }

  private func ask(_ path: String, _ body: String, token: String = gateToken) async throws -> (status: Int, body: String) {
    let transport = try CurlTransport()
    let answer = try await transport.send(
      OutboundRequest(
        method: body.isEmpty ? "GET" : "POST", url: "http://127.0.0.1:\(port)\(path)",
        headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")], body: Array(body.utf8)))
    return (answer.status, String(decoding: answer.body, as: UTF8.self))
  }

  private func decide(_ action: String) async throws -> String {
    try await ask("/v1/decide", #"{"platform":"aws","principal":"\#(agent.principal)","action":"\#(action)"}"#).body
  }

  private func waitUntil(_ isTrue: () async throws -> Bool) async throws {
    for _ in 0..<500 {
      if try await isTrue() { return }
      try await Task.sleep(nanoseconds: 20_000_000)
    }
    Issue.record("it did not come to that within 10 s")
  }

  private func produce(_ records: [String]) throws {
    let producer = try KafkaProducer(ArresterKafka.KafkaSettings(bootstrapServers: cluster.bootstrapServers))
    for record in records { try producer.send(KafkaRecord(topic: "events", key: agent.principal, value: record)) }
    try producer.flush(timeoutMilliseconds: 10_000)
    producer.close()
  }

  /// A second before now: evidence that is older than an hour revokes nobody.
  private var secondsToNow: Int { Int(SystemClock().now() / Timestamp.nanosecondsPerSecond) - CloudTrail.start - 120 }

  @Test("denies a tripped agent's writes, and not its reads")
  func denies() async throws {
    try start()
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    #expect(try await decide("rds:CreateDBInstance").contains(#""decision":"allow""#))
    try produce([
      agent.deleteDatabase("orders", at: secondsToNow, id: "1"), agent.createDatabase("orders", at: secondsToNow + 60, id: "2"),
    ])
    try await waitUntil { try await decide("rds:CreateDBInstance").contains(#""decision":"deny""#) }
    #expect(try await decide("rds:DescribeDBInstances").contains(#""decision":"allow""#))
  }

  @Test("asks a person about what an agent cannot undo, under the same request while it waits")
  func approval() async throws {
    try start()
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    let question = #"{"platform":"aws","principal":"\#(agent.principal)","action":"kms:ScheduleKeyDeletion","resource":"key/1"}"#
    let first = try await ask("/v1/decide", question)
    #expect(first.body.contains(#""decision":"needsApproval""#), "\(first)")
    let second = try await ask("/v1/decide", question)
    #expect(second.body == first.body)
  }

  /// The value of a text member, the first of that name.
  private func text(_ name: String, in json: String) -> String? {
    json.range(of: "\"\(name)\":\"").map { String(json[$0.upperBound...].prefix { $0 != "\"" }) }
  }

  @Test("gives permissions back once two others have agreed, and not before")
  func restoration() async throws {
    try start()
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    try produce([
      agent.deleteDatabase("orders", at: secondsToNow, id: "1"), agent.createDatabase("orders", at: secondsToNow + 60, id: "2"),
    ])
    try await waitUntil { try await decide("rds:CreateDBInstance").contains(#""decision":"deny""#) }
    let list = try await ask("/v1/breakers?state=open", "", token: "olga-token").body
    let breaker = try #require(text("id", in: list), "\(list)")
    let asked = try await ask("/v1/breakers/\(breaker)/restore", #"{"reason":"it was the migration"}"#, token: "olga-token")
    #expect(asked.status == 202, "\(asked)")
    let request = try #require(text("request", in: asked.body) ?? text("id", in: asked.body))
    let first = try await ask("/v1/requests/\(request)/approve", "{}", token: "anna-token")
    #expect(first.status < 300, "\(first)")
    #expect(try await decide("rds:CreateDBInstance").contains(#""decision":"deny""#))
    #expect(try await ask("/v1/requests/\(request)/approve", "{}", token: "anna-token").status >= 400)
    let second = try await ask("/v1/requests/\(request)/approve", "{}", token: "ben-token")
    #expect(second.status < 300, "\(second)")
    try await waitUntil { try await decide("rds:CreateDBInstance").contains(#""decision":"allow""#) }
    #expect(try await decide("rds:DeleteDBInstance").contains(#""decision":"deny""#))
    let trips = try await ask("/v1/trips", "", token: "olga-token")
    let trip = try #require(text("id", in: trips.body), "\(trips)")
    let manifest = try await ask("/v1/trips/\(trip)/manifest?format=markdown", "", token: "olga-token")
    #expect(manifest.status == 200 && manifest.body.contains("orders"), "\(manifest)")
  }

  @Test("a drill takes its canary the whole way to the read-back and back again")
  func drill() async throws {
    try start([MemoryEnforcer()]) { configuration in
      var drill = DrillSettings()
      drill.principal = "arn:aws:iam::111122223333:role/claude-canary"
      configuration.drill = drill
    }
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    let begun = try await ask("/v1/drill", "{}", token: "olga-token")
    #expect(begun.status == 200 && begun.body.contains(#""passed":null"#), "\(begun)")
    var request: String?
    try await waitUntil {
      let pending = try await ask("/v1/requests?state=pending", "", token: "olga-token").body
      request = pending.contains("liftForced") || pending.contains("lift") ? text("id", in: pending) : nil
      return request != nil
    }
    let state = try await ask("/v1/drill", "{}", token: "olga-token")
    let approved = try await ask("/v1/requests/\(try #require(request))/approve", "{}", token: "anna-token")
    #expect(approved.status < 300, "\(approved), while \(state)")
    var last = ""
    try await waitUntil {
      last = try await ask("/v1/drill", "{}", token: "olga-token").body
      return last.contains(#""passed":true"#)
    }
    #expect(last.contains(#""passed":true"#), "\(last)")
  }

  @Test("a scheduled drill gives its canary everything back by itself, and leaves alone what people have opened")
  func scheduledDrill() async throws {
    let cloud = MemoryEnforcer()
    let canary = "arn:aws:iam::111122223333:role/claude-canary"
    try start([cloud]) { configuration in
      var drill = DrillSettings()
      drill.principal = canary
      configuration.drill = drill
    }
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    let conductor = try #require(drills)
    let drill = try await conductor.holdScheduled()
    #expect(drill.hasPassed, "\(drill.results)")
    #expect(cloud.applied.map(\.extent) == [.allWrites, .destructiveWrites, .nothing])
    let key = try await conductor.canary()
    let opened = #"{"platform":"aws","scope":"\#(key.homeScope)","principal":"\#(canary)","kind":"agent","reason":"seen"}"#
    #expect(try await ask("/v1/breakers/open", opened, token: "olga-token").status < 300)
    await #expect(throws: DrillProblem.self) { try await conductor.holdScheduled() }
    try await waitUntil { cloud.extent(of: canary) == .allWrites }
  }

  @Test("without a canary there is no drill, and it says what to set")
  func noCanary() async throws {
    try start()
    let answer = try await ask("/v1/drill", "{}", token: "olga-token")
    #expect(answer.status == 409 && answer.body.contains("set drill.principal"), "\(answer)")
  }

  @Test("shows how far the busiest principals are from their limits")
  func principals() async throws {
    try start()
    try await waitUntil { try await ask("/readyz", "").status == 200 }
    try produce([agent.deleteFunction("old", at: secondsToNow, id: "1")])
    try await waitUntil { ports.messagesTaken == 1 }
    let list = try await ask("/v1/principals?kind=agent", "", token: "olga-token").body
    #expect(list.contains(#""principal":"\#(agent.principal)""#), "\(list)")
    #expect(list.contains(#"{"name":"destroyed","windowSeconds":300,"observed":1,"soft":5,"hard":10}"#), "\(list)")
    #expect(try await ask("/v1/principals?kind=human", "", token: "olga-token").body == #"{"principals":[]}"#)
  }

  @Test("refuses who has no token, or one for something else")
  func tokens() async throws {
    try start()
    #expect(try await ask("/v1/decide", "{}", token: "wrong").status == 401)
    #expect(try await ask("/v1/decide", "{}").status == 400)
  }

  @Test("takes an API server's audit events, which are in Kafka once it has answered")
  func ingest() async throws {
    try start()
    let list = #"""
      {"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata",\#
      "auditID":"a-1","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/x/configmaps/y","verb":"delete",\#
      "user":{"username":"bob"},"objectRef":{"resource":"configmaps","namespace":"x","name":"y","apiVersion":"v1"},\#
      "responseStatus":{"code":200},"stageTimestamp":"2026-01-02T03:04:05.000000Z"}]}
      """#
    let answer = try await ask("/v1/ingest/kubernetes", list)
    #expect(answer.status == 200, "\(answer)")
    try await waitUntil { ports.messagesTaken == 1 }
  }
}

/// Set by one thread, seen by others.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  func set() { value.store(true, ordering: .releasing) }
}
