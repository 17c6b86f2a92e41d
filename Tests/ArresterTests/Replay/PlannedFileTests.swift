import ArresterEngine
import ArresterEvents
import Testing

@testable import Arrester

@Suite("A file of planned changes")
struct PlannedFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ text: String) throws -> PlanTable {
    try PlannedFile.load(path: try folder.write("planned.json", text), bounds: EngineBounds())
  }

  private func problems(_ text: String) -> [String] {
    do {
      _ = try load(text)
      return []
    } catch { return (error as? PlannedFileProblems)?.problems ?? ["\(error)"] }
  }

  private func problems(without key: String) -> [String] { problems(PlanText(without: key).file) }

  @Test("every key is read")
  func everything() throws {
    var text = PlanText()
    text.fields["platform"] = #""aws""#
    text.fields["kind"] = #""agent""#
    text.fields["scopes"] = #"["1111*"]"#
    text.fields["repeat"] = #""weekly""#
    text.fields["repeatUntil"] = #""2026-02-02T00:00:00Z""#
    text.fields["oneStrikes"] = #"["rds:DeleteDBInstance"]"#
    let plan = try #require(try load(text.file).plans.first)
    #expect(plan.identifier == "migration" && plan.platform == .aws && plan.kind == .agent && plan.principal == CloudTrail().principal)
    #expect(plan.actions == [Glob("rds:*")] && plan.scopes == [Glob("1111*")] && plan.oneStrikes == ["rds:DeleteDBInstance"])
    #expect(plan.maximumChanges == 10 && plan.maximumDestroyed == 6 && plan.until - plan.from == 3600 * 1_000_000_000)
    #expect(plan.repetition?.period == .weekly && plan.approvedAt < plan.from)
    #expect(plan.requestedBy == "ada" && plan.approvedBy == "grace" && plan.reason == "moving")
  }

  @Test(
    "a key that is missing is named",
    arguments: [
      "id", "principal", "maximumChanges", "maximumDestroyed", "from", "until", "requestedBy", "approvedBy", "approvedAt", "reason",
    ])
  func missing(key: String) { #expect(problems(without: key).contains("planned[0].\(key): is missing")) }

  @Test("what may be left out may be")
  func optional() throws {
    var text = PlanText(without: "actions")
    text.fields["scopes"] = #"["*"]"#
    #expect(try load(text.file).plans.count == 1)
    #expect(try load(#"{"planned":[]}"#).isEmpty)
  }

  @Test(
    "what is wrong is said with its place and what is allowed",
    arguments: [
      ("from", #""yesterday""#, "planned[0].from: 'yesterday' is no time; write one as in 2026-01-02T03:04:05Z"),
      ("kind", #""robot""#, "planned[0].kind: 'robot' is none of unknown, agent, automation, human, service"),
      ("platform", #""mars""#, "planned[0].platform: 'mars' is none of aws, kubernetes, gcp, azure"),
      ("repeat", #""hourly""#, "planned[0].repeat: 'hourly' is none of daily, weekly"),
      ("repeat", #""daily""#, "planned[0].repeatUntil: is missing"),
      ("repeatUntil", #""2026-02-02T00:00:00Z""#, "planned[0].repeat: daily or weekly, as there is repeatUntil"),
      ("maximumChanges", "20000", "planned[0].maximumChanges: 1 to 10000"),
      ("approvedBy", #""ada""#, "planned[0].approvedBy: a second person, not 'ada' again"),
    ])
  func wrong(key: String, value: String, expected: String) {
    var text = PlanText()
    text.fields[key] = value
    #expect(problems(text.file).contains(expected), "\(problems(text.file))")
  }

  @Test("a value of another type is said to be one")
  func types() {
    var text = PlanText()
    text.fields["maximumChanges"] = #""ten""#
    text.fields["actions"] = "[1]"
    let found = problems(text.file)
    #expect(found.count == 2)
    #expect(found.contains { $0.hasPrefix("planned[0].maximumChanges: Expected to decode Int") })
    #expect(found.contains { $0.hasPrefix("planned[0].actions[0]: Expected to decode String") })
  }

  @Test("a key with a slip of the pen is refused, not passed over")
  func unknownKeys() {
    var text = PlanText()
    text.fields["maximumDestroys"] = "1"
    #expect(problems(text.file).first?.hasPrefix("planned[0].no key 'maximumDestroys'; there are id, platform, principal") == true)
    #expect(problems(#"{"plans":[]}"#) == ["no key 'plans'; there are planned"])
  }

  @Test("one that cannot be read does not hide what is wrong with the next")
  func several() {
    var other = PlanText(without: "reason")
    other.fields["from"] = "7"
    let found = problems(#"{"planned":[\#(PlanText(without: "id").text),\#(other.text),17]}"#)
    #expect(found.count == 4, "\(found)")
    #expect(found.contains("planned[0].id: is missing") && found.contains("planned[1].reason: is missing"))
    #expect(found.contains { $0.hasPrefix("planned[2]") })
  }

  @Test("no file, no JSON, another shape", arguments: ["", "{", "[]", #"{"planned":{}}"#, "null"])
  func shapes(text: String) {
    #expect(problems(text).count == 1)
    #expect(throws: PlannedFileProblems.self) { try PlannedFile.load(path: folder.path + "/absent.json", bounds: EngineBounds()) }
  }
}

/// The text of a plan in which each value is JSON.
struct PlanText {
  var fields: [String: String] = [
    "id": #""migration""#, "principal": "\"\(CloudTrail().principal)\"", "actions": #"["rds:*"]"#, "maximumChanges": "10",
    "maximumDestroyed": "6", "from": #""2026-01-02T03:00:00Z""#, "until": #""2026-01-02T04:00:00Z""#, "requestedBy": #""ada""#,
    "approvedBy": #""grace""#, "approvedAt": #""2026-01-01T12:00:00Z""#, "reason": #""moving""#,
  ]

  init(without key: String = "") { fields[key] = nil }

  var text: String { "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}" }
  var file: String { #"{"planned":[\#(text)]}"# }
}
