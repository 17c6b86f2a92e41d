import ArresterBase
import ArresterEngine
import Testing

@testable import Arrester

@Suite("what is caught, and what is not")
struct ScenarioTests {
  private let agent = CloudTrail()

  @Test("an agent that deletes a database and creates it again with the same name in one region is caught by a rule that says so")
  func recreated() throws {
    let result = try Replays.run([agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 600, id: "2")])
    #expect(result.trips == ["recreated"])
    let trip = try #require(result.verdicts.first { $0.type == .trip })
    #expect(trip.principal == agent.principal)
    #expect(trip.session == "run-1")
    #expect(trip.principalKind == .agent)
    #expect(trip.resources.map(\.identifier) == ["orders"])
    #expect(trip.events == ["1"] || trip.events == ["1", "2"])
    #expect(trip.signals.map(\.signal) == [.recreated])
    #expect(trip.action == "rds:CreateDBInstance")
  }

  @Test("another name, another region, or after the window, is not that")
  func notRecreated() throws {
    var elsewhere = agent
    elsewhere.region = "us-east-1"
    let delete = agent.deleteDatabase("orders", at: 0, id: "1")
    #expect(try Replays.run([delete, agent.createDatabase("orders2", at: 600, id: "2")]).trips.isEmpty)
    #expect(try Replays.run([delete, elsewhere.createDatabase("orders", at: 600, id: "2")]).trips.isEmpty)
    #expect(try Replays.run([delete, agent.createDatabase("orders", at: 3700, id: "2")]).trips.isEmpty)
    #expect(try Replays.run([delete, agent.createDatabase("orders", at: 3500, id: "2")]).trips == ["recreated"])
  }

  @Test("a person who does the same is paged about, not stopped")
  func recreatedByUnknown() throws {
    let person = CloudTrail(role: "developers", session: "ada")
    let result = try Replays.run([person.deleteDatabase("orders", at: 0, id: "1"), person.createDatabase("orders", at: 60, id: "2")])
    #expect(result.verdicts.filter { $0.type != .warn }.map(\.type) == [.page])
    #expect(result.summary.pages == 1)
    #expect(result.summary.trips == 0)
  }

  @Test("a terraform apply of two hundred resources by an agent trips nothing")
  func apply() throws {
    let actions = [
      ("lambda:CreateFunction", "functionName"), ("sqs:CreateQueue", "queueName"), ("iam:CreateRole", "roleName"),
      ("s3:CreateBucket", "bucketName"), ("logs:CreateLogGroup", "logGroupName"), ("dynamodb:CreateTable", "tableName"),
    ]
    var records = (0..<200).map { index in
      let (action, key) = actions[index % actions.count]
      return agent.record(action, at: index / 2, id: "c\(index)", request: #"{"\#(key)":"thing-\#(index)"}"#)
    }
    records += (0..<40).map { agent.record("lambda:TagResource", at: 100 + $0 / 4, id: "t\($0)", request: #"{"resource":"thing-\#($0)"}"#) }
    let result = try Replays.run(records)
    #expect(result.trips.isEmpty)
    #expect(result.summary.pages == 0)
    #expect(result.summary.admission.changes == 240)
  }

  @Test("a console that reads seventeen regions in a second is no event at all")
  func console() throws {
    let regions = (1...17).map { "region-\($0)" }
    let records = regions.flatMap { region -> [String] in
      var console = CloudTrail(role: "claude-console")
      console.region = region
      return (0..<5).map { console.describe(at: 0, id: "\(region)-\($0)") }
    }
    let result = try Replays.run(records)
    #expect(result.verdicts.isEmpty)
    #expect(result.summary.admission.reads == 85)
    #expect(result.summary.admission.changes == 0)
  }

  @Test("what an agent made itself ten minutes before it may take away again, and make again")
  func ownAndYoung() throws {
    let names = (0..<30).map { "f\($0)" }
    let made =
      names.enumerated().map { agent.createFunction($1, at: $0, id: "c\($0)") } + [agent.createDatabase("orders", at: 40, id: "cd")]
    let removed =
      names.enumerated().map { agent.deleteFunction($1, at: 600 + $0, id: "d\($0)") } + [agent.deleteDatabase("orders", at: 640, id: "dd")]
    let result = try Replays.run(made + removed + [agent.createDatabase("orders", at: 700, id: "again")])
    #expect(result.verdicts.filter { $0.type != .warn }.isEmpty)
    #expect(try !Replays.run(removed).trips.isEmpty)
  }

  @Test("ten deletions in five minutes meet the ceiling")
  func ceiling() throws {
    let records =
      (0..<30).map { agent.createFunction("mine\($0)", at: $0, id: "c\($0)") }
      + (0..<10).map { agent.deleteFunction("f\($0)", at: 400 + $0 * 29, id: "d\($0)") }
    let result = try Replays.run(records)
    #expect(result.trips.count == 1)
    #expect(["ceiling", "confirmed"].contains(result.trips.first))
  }

  @Test("a stopped audit log is one strike, on the attempt", arguments: [nil, "AccessDenied"])
  func oneStrike(errorCode: String?) throws {
    let result = try Replays.run([agent.record("cloudtrail:StopLogging", at: 0, id: "1", request: #"{"name":"t"}"#, errorCode: errorCode)])
    #expect(result.trips == ["oneStrike"])
  }

  @Test("a tripped latch is silent until it is restored: at the end of its hold, never, or when it is supposed")
  func restoreAfter() throws {
    let strikes = [0, 600, 2000, 2500, 20_000].map {
      agent.record("cloudtrail:StopLogging", at: $0, id: "s\($0)", request: #"{"name":"t\#($0)"}"#)
    }
    let times = { (result: Replay.Result) in result.verdicts.map { Int($0.time / Timestamp.nanosecondsPerSecond) - CloudTrail.start } }
    // Holds are 900 s, 1800 s, …
    #expect(times(try Replays.run(strikes)) == [0, 2000, 20_000])
    #expect(times(try Replays.run(strikes) { $0.restoration = .never }) == [0])
    #expect(
      times(try Replays.run(strikes) { $0.restoration = .after(nanoseconds: 300 * Timestamp.nanosecondsPerSecond) }) == [
        0, 600, 2000, 2500, 20_000,
      ])
    let numbers = try Replays.run(strikes).verdicts.map(\.tripNumber)
    #expect(numbers == [1, 2, 3])
    #expect(Set(try Replays.run(strikes).verdicts.map(\.identifier)).count == 3)
  }

  @Test("kinds declared for the run come before the model's own")
  func declared() throws {
    let pipeline = CloudTrail(role: "terraform-apply")
    let records = [pipeline.deleteDatabase("orders", at: 0, id: "1"), pipeline.createDatabase("orders", at: 60, id: "2")]
    #expect(try Replays.run(records).trips.isEmpty)
    #expect(try Replays.run(records, kinds: ["*=agent"]).trips == ["recreated"])
    #expect(try Replays.run(records, kinds: ["*terraform*=agent"]).trips == ["recreated"])
    #expect(try Replays.run(records, kinds: ["*terraform*=human", "*=agent"]).trips.isEmpty)
    let ours = [agent.deleteDatabase("orders", at: 0, id: "1"), agent.createDatabase("orders", at: 60, id: "2")]
    #expect(try Replays.run(ours, kinds: ["*=service"]).verdicts.isEmpty)
  }

  @Test("a declaration is a glob, an equals sign and a kind", arguments: ["", "x", "=agent", "x=", "x=robot", "agent"])
  func badDeclaration(text: String) {
    #expect(KindDeclaration(text) == nil)
  }

  @Test("events from the future are counted and set aside")
  func future() throws {
    let days = 86_400 * 3
    let records = [agent.deleteDatabase("orders", at: days, id: "1"), agent.createDatabase("orders", at: days + 60, id: "2")]
    let result = try Replays.run(records)
    #expect(result.verdicts.isEmpty)
    #expect(result.summary.admission.future == 2)
    #expect(result.summary.intake.events == 2)
    #expect(result.summary.admission.changes == 0)
  }
}
