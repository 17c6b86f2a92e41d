import ArresterBase
import Foundation
import Testing

extension ProgramTests {
  /// An instance that sleeps while another takes over must not wake up and act on what it knew.
  @Suite("an instance that slept", .timeLimit(.minutes(3)))
  struct Zombie {
    private static let holdSeconds = 8
    private let folder = NSTemporaryDirectory() + "arrester-zombie-\(UUID().uuidString)"
    private let topics: Topics
    /// One answer it never gets: the first instance tries that order again and again.
    private let receiver: WebhookReceiver

    init() throws {
      topics = try Topics("zombie", on: ProgramTests.broker())
      receiver = try WebhookReceiver { $0.instance == "one" && $0.principal.hasSuffix("/stuck-agent") }
      try FileManager.default.createDirectory(atPath: folder + "/model", withIntermediateDirectories: true)
      try String(repeating: "k", count: 64).write(toFile: "\(folder)/key", atomically: true, encoding: .utf8)
      try Self.writeModel(to: "\(folder)/model")
    }

    @Test("through a takeover, trips and restorations: it calls no enforcer, its records change nothing, and it joins again")
    func slept() throws {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let one = try GroupMember("one", topics, folder: folder, webhook: receiver.url("one"))
      try #require(Waiting.until(seconds: 60, one.isAssigned), "\(one.program.errors)")
      let tripped = Date()
      try strike("timed-agent", "stuck-agent")
      let isThere = try Waiting.until(seconds: 30) { try state("timed-agent") == "open" && state("stuck-agent") == "tripping" }
      try #require(isThere && receiver.calls(of: "one").contains { $0.principal.hasSuffix("/stuck-agent") }, "\(one.program.errors)")
      one.pause()

      let two = try GroupMember("two", topics, folder: folder, webhook: receiver.url("two"))
      try #require(Waiting.until(seconds: 60, two.isAssigned), "\(two.program.errors)")
      try strike("late-agent")
      let hasTakenOver = try Waiting.until(seconds: 30) { try state("late-agent") == "open" && state("stuck-agent") == "open" }
      try #require(hasTakenOver, "\(two.program.errors)")
      let request = try restore("timed-agent", at: two)
      _ = try restore("stuck-agent", at: two)
      // The first hold ends while it sleeps: that is the first thing it has to say when it wakes up.
      while Date() < tripped + TimeInterval(Self.holdSeconds + 1) { usleep(100_000) }

      let before = receiver.calls(of: "one").count
      one.goOn()
      try #require(Waiting.until(seconds: 30) { !one.program.logged("revoked").isEmpty }, "\(one.program.errors)")
      try strike("after-agent")
      let isJudged = try topics.wait(seconds: 60, forTripOf: "after-agent")
      #expect(isJudged, "\(one.program.errors)\n\(two.program.errors)")
      let knows = try Waiting.until(seconds: 30) { try one.state(of: principal("timed-agent")) == "probation" }
      #expect(knows, "the one that slept has caught up: \(one.program.errors)")
      #expect(try one.ask("POST", "/v1/requests/\(request)/approve", as: "ben-1").status == 409, "an approval is used once, wherever")

      try expectNothingOld(of: Array(receiver.calls(of: "one").dropFirst(before)))
      for role in ["timed-agent", "stuck-agent"] { #expect(try state(role) == "probation", "\(role)") }
      try expectEndsWell([one, two])
    }

    // MARK: What is seen

    /// Whatever it called for after it woke up is what stands: it may have got its partition back, and then judges new trips.
    private func expectNothingOld(of calls: [WebhookReceiver.Call]) throws {
      for call in calls where call.principal != principal("after-agent") {
        let role = call.principal.split(separator: "/").last.map(String.init) ?? ""
        let newest = try #require(try record("breaker", role)["revision"] as? Int)
        #expect(call.revision == newest, "\(call), and the newest revision is \(newest)")
      }
    }

    private func expectEndsWell(_ members: [GroupMember]) throws {
      for member in members { member.program.terminate() }
      for member in members {
        #expect(member.program.waitForEnd(seconds: 20) && member.program.status == 0, "\(member.program.errors)")
      }
      var revisions: [String: Int] = [:]
      for record in try topics.read(topics.breakers) {
        let key = try #require(record.key)
        let revision = try #require(try Verdicts.fields(record.value)["revision"] as? Int)
        #expect(revision > revisions[key] ?? 0, "after \(revisions[key] ?? 0) came \(record.value)")
        revisions[key] = revision
      }
      let trips = try topics.verdicts().map(Verdicts.fields).filter { $0["type"] as? String == "trip" }
      #expect(trips.count == 4 && Set(trips.compactMap { $0["id"] as? String }).count == 4, "each trip once: \(trips)")
      let audit = try Program.run(["audit", "verify", "--bootstrap", topics.broker.address, "--topic", topics.audit])
      #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    }

    // MARK: What is done

    private func principal(_ role: String) -> String { "arn:aws:iam::\(TrailEvent.account):role/\(role)" }

    private func record(_ type: String, _ role: String) throws -> [String: Any] {
      try topics.board().values.first { $0["type"] as? String == type && $0["principal"] as? String == principal(role) } ?? [:]
    }

    private func state(_ role: String) throws -> String? { try record("breaker", role)["state"] as? String }

    /// Each stops the audit log, now: a trip, whatever the caps.
    private func strike(_ roles: String...) throws {
      let now = Int(SystemClock().now() / Timestamp.nanosecondsPerSecond)
      let events = roles.flatMap { Story.oneStrike.events(role: $0, second: now - 20, label: "\($0)-\(now)") }
      let file = try EventStream(events: events).write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      try topics.load(file)
    }

    /// Olga asks, with two tokens of hers approves nothing; Anna and Ben approve.
    /// - Returns: the request's identifier.
    private func restore(_ role: String, at member: GroupMember) throws -> String {
      let identifier = try #require(try member.breaker(principal(role))?["id"] as? String)
      let asked = try member.ask("POST", "/v1/breakers/\(identifier)/restore", as: "olga-1", body: #"{"reason":"it was stopped"}"#)
      let request = try #require((asked.fields["request"] as? [String: Any])?["id"] as? String, "\(asked.text)")
      let path = "/v1/requests/\(request)/approve"
      for token in ["olga-1", "olga-2"] {
        let own = try member.ask("POST", path, as: token)
        #expect(own.status == 403 && own.fields["code"] as? String == "ownRequest", "\(own.text)")
      }
      for token in ["anna-1", "ben-1"] { _ = try member.ask("POST", path, as: token) }
      let isRestored = try Waiting.until(seconds: 20) { try state(role) == "probation" }
      try #require(isRestored, "\(member.program.errors)")
      return request
    }

    /// The default model but for its hold; its tables lie beside it.
    private static func writeModel(to folder: String) throws {
      let models = MotoServer.root + "/models"
      for name in try FileManager.default.contentsOfDirectory(atPath: models) where name.hasSuffix(".json") {
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: "\(models)/\(name)")
      }
      let text = try String(contentsOfFile: "\(models)/default.json", encoding: .utf8)
      let hold = "\"firstSeconds\": 900"
      try #require(text.contains(hold))
      try text.replacing(hold, with: "\"firstSeconds\": \(holdSeconds)")
        .write(toFile: "\(folder)/model.json", atomically: true, encoding: .utf8)
    }
  }
}
