import ArresterBase
import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// From an agent that strikes to whoever is to be told: the built program, a real broker, a real Alertmanager.
  @Suite("alerts")
  struct Alerts {
    private let receiver: Receiver
    private let folder: TemporaryPlace

    init() throws {
      receiver = try Receiver()
      folder = try TemporaryPlace()
      try String(repeating: "k", count: 64).write(toFile: "\(folder.path)/key", atomically: true, encoding: .utf8)
      try "http://127.0.0.1:\(receiver.port)/slack/T0/B0/secret".write(toFile: "\(folder.path)/slack", atomically: true, encoding: .utf8)
    }

    private func serve(_ topics: Topics, alertmanager: UInt16? = nil) throws -> Program {
      let key = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
      var alerts = """
          - slack: {url: {file: \(folder.path)/slack}, warnings: 1m}
          - pagerDuty: {routingKey: 0123456789abcdef0123456789abcdef, url: "http://127.0.0.1:\(receiver.port)/pagerduty"}
          - webhook: {name: team, url: "http://127.0.0.1:\(receiver.port)/webhook", secrets: [\(key)]}
        """
      if let alertmanager { alerts += "\n  - alertmanager: {url: \"http://127.0.0.1:\(alertmanager)\"}" }
      let configuration = """
        kafka: {bootstrapServers: \(topics.broker.address), group: \(topics.group), topics: [\(topics.input)]}
        output: {findings: \(topics.findings), breakers: \(topics.breakers), audit: \(topics.audit), deadLetters: \(topics.deadLetters)}
        mode: enforce
        recordKey: {file: \(folder.path)/key}
        http: {listen: "127.0.0.1:0", publicAddress: "https://arrester.example.org"}
        alerts:
        \(alerts)
        """
      try configuration.write(toFile: "\(folder.path)/arrester.yaml", atomically: true, encoding: .utf8)
      return try Program(["serve", "--configuration", "\(folder.path)/arrester.yaml"])
    }

    private func strike(_ role: String, _ topics: Topics) throws {
      let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
      let file = try EventStream(events: Story.oneStrike.events(role: role, second: now - 20, label: "\(role)-\(now)")).write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
    }

    private func end(_ service: Program) {
      service.terminate()
      #expect(service.waitForEnd(seconds: 30) && service.status == 0, "\(service.errors)")
    }

    @Test("a trip is told to each receiver once, in its own words, and what becomes of it follows")
    func told() throws {
      let topics = try Topics("alerts-told", on: ProgramTests.broker())
      let alertmanager = try AlertmanagerProcess.program.map { _ in try AlertmanagerProcess() }
      let service = try serve(topics, alertmanager: alertmanager?.port)
      try strike("told-agent", topics)
      // The trip, and that no enforcer is to be called: it is open.
      let isTold = Waiting.until(seconds: 60) {
        ["/slack/T0/B0/secret", "/pagerduty", "/webhook"].allSatisfy { receiver.taken($0).count >= 2 }
      }
      #expect(isTold, "\(service.errors)")
      let messages = receiver.taken("/webhook")
      #expect(messages.map { $0.body["type"] as? String } == ["arrester.trip", "arrester.trip.changed"])
      let data = try #require(messages.first?.body["data"] as? [String: Any])
      let trip = try #require(data["trip"] as? String)
      #expect(data["link"] as? String == "https://arrester.example.org/#/trips/\(trip)")
      #expect(data["decision"] as? String == "open")
      #expect(messages.allSatisfy { $0.headers["webhook-signature"]?.hasPrefix("v1,") == true })
      #expect(Set(messages.compactMap { $0.headers["webhook-id"] }).count == 2)
      let events = receiver.taken("/pagerduty").map(\.body)
      #expect(events.map { $0["dedup_key"] as? String } == ["arrester/\(trip)", "arrester/\(trip)"])
      #expect(receiver.taken("/slack/T0/B0/secret").allSatisfy { ($0.body["text"] as? String)?.contains("told-agent") == true })
      if let alertmanager {
        let alerts = try Waiting.settled(seconds: 30, alertmanager.alerts) { !$0.isEmpty }
        #expect(alerts.count == 1)
        #expect((alerts.first?["labels"] as? [String: String])?["trip"] == trip)
      }
      #expect(!service.errors.contains("/slack/T0"), "a receiver's address is its secret")
      end(service)
    }

    @Test("a receiver that is down holds up nobody, and hears everything in order when it is back, also after a crash of the service")
    func down() throws {
      let topics = try Topics("alerts-down", on: ProgramTests.broker())
      receiver.goDown()
      var service = try serve(topics)
      try strike("first-agent", topics)
      #expect(Waiting.until(seconds: 60) { !receiver.refused.isEmpty }, "\(service.errors)")
      try strike("second-agent", topics)
      #expect(try Waiting.until(seconds: 60) { try topics.verdicts().count { $0.contains("\"type\":\"trip\"") } == 2 }, "\(service.errors)")
      service.kill()
      try receiver.comeBack()
      service = try serve(topics)
      #expect(Waiting.until(seconds: 90) { receiver.taken("/webhook").count >= 4 }, "\(service.errors)")
      let heard = receiver.taken("/webhook").compactMap { request -> String? in
        let data = request.body["data"] as? [String: Any]
        guard let principal = data?["principal"] as? String, let type = request.body["type"] as? String else { return nil }
        return "\(principal.split(separator: "/").last ?? "") \(type)"
      }
      for agent in ["first-agent", "second-agent"] {
        #expect(heard.filter { $0.hasPrefix(agent) } == ["\(agent) arrester.trip", "\(agent) arrester.trip.changed"])
      }
      end(service)
    }

    @Test("who is told for the first time is not told of what was before")
    func fresh() throws {
      let topics = try Topics("alerts-fresh", on: ProgramTests.broker())
      let before = try topics.serve()
      try strike("old-agent", topics)
      #expect(try Waiting.until(seconds: 60) { try topics.verdicts().contains { $0.contains("old-agent") } }, "\(before.errors)")
      end(before)
      let service = try serve(topics)
      try strike("new-agent", topics)
      #expect(Waiting.until(seconds: 60) { !receiver.taken("/webhook").isEmpty }, "\(service.errors)")
      #expect(receiver.taken("/webhook").allSatisfy { !"\($0.body)".contains("old-agent") })
      end(service)
    }
  }
}
