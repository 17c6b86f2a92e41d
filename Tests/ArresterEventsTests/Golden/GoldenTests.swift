import Foundation
import Testing

@testable import ArresterEvents

/// Counted independently with Python from the raw lines and the tables (see each file's note); a model change may move events between
/// read, change and dataEvent, never into or out of the dead letters.
@Suite("Golden: real CloudTrail files", .enabled(if: ProjectFiles.cloudTrail != nil, Comment(rawValue: ProjectFiles.absence)))
struct GoldenTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var file: String
    var counts: [String: Int]
    /// Lines of the dead letters by reason.
    var deadLetters: [String: [Int]] = [:]

    var testDescription: String { file }
  }

  static let expectations = [
    // 1 to 37: EventBridge events of other kinds (GuardDuty, Auto Scaling, Health, Config, Security Hub) have a time and no event name;
    // line 7 has no time anywhere; 26 and 27 are calls of Config rules, without a time.
    Expectation(
      file: "custodian_eventbridge.jsonl", counts: ["change": 23, "noAction": 11, "noTime": 3],
      deadLetters: ["noAction": [1, 5, 28, 29, 30, 31, 32, 33, 34, 36, 37], "noTime": [7, 26, 27]]),
    Expectation(file: "grycap_20170601.jsonl", counts: ["change": 9, "read": 133]),
    Expectation(file: "otrf_ec2_proxy_s3_exfiltration_20200914.jsonl", counts: ["read": 103]),
    // Panther keeps its own p_event_time; 329 and 462 have an eventTime that says "redacted" or "...".
    Expectation(
      file: "panther_rule_tests.jsonl", counts: ["change": 310, "dataEvent": 13, "invalidTime": 2, "noTime": 20, "read": 131],
      deadLetters: [
        "invalidTime": [329, 462],
        "noTime": [36, 37, 38, 39, 79, 96, 335, 336, 396, 397, 398, 399, 400, 453, 459, 465, 466, 471, 472, 475],
      ]),
    Expectation(file: "plaso_lookup_events.jsonl", counts: ["change": 5, "read": 1]),
    Expectation(file: "stratus_detonation.jsonl", counts: ["change": 47, "read": 263]),
    // Times replaced by "..." or "eventTime"; 3 to 7 are CloudWatch Logs envelopes; 62 is a GuardDuty finding; 2 is an insight.
    Expectation(
      file: "streamalert_rule_tests.jsonl",
      counts: ["change": 39, "dataEvent": 1, "invalidTime": 14, "noAction": 1, "noTime": 5, "read": 1, "skipped": 1],
      deadLetters: ["invalidTime": [1, 8, 9, 10, 32, 33, 46, 47, 48, 49, 50, 51, 53, 54], "noAction": [62], "noTime": [3, 4, 5, 6, 7]]),
    Expectation(file: "trailscraper_20171211.jsonl", counts: ["read": 5]),
    Expectation(file: "umccr_schema_versions_synthetic.jsonl", counts: ["change": 8, "dataEvent": 4, "read": 9]),
  ]

  @Test("each file's records are counted as they are, each dead letter on its line", arguments: expectations)
  func counts(_ expectation: Expectation) throws {
    let decoder = RecordDecoder()
    var counts: [String: Int] = [:]
    var deadLetters: [String: [Int]] = [:]
    for (index, line) in try ProjectFiles.lines(of: expectation.file).enumerated() {
      for outcome in decoder.outcomes(line) {
        counts[outcome.name, default: 0] += 1
        if case .deadLetter = outcome { deadLetters[outcome.name, default: []].append(index + 1) }
      }
    }
    #expect(counts == expectation.counts)
    #expect(deadLetters == expectation.deadLetters)
  }

  @Test("a dead letter's reason is true when its line is read with another reader", arguments: expectations)
  func reasons(_ expectation: Expectation) throws {
    let lines = try ProjectFiles.lines(of: expectation.file)
    for (reason, numbers) in expectation.deadLetters {
      for number in numbers {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(lines[number - 1])) as? [String: Any])
        let detail = object["detail"] as? [String: Any] ?? object
        let time = detail["eventTime"] as? String
        let envelopeTime = ["time", "@timestamp"].compactMap { (detail[$0] ?? object[$0]) as? String }.first
        switch reason {
        case "noTime": #expect(detail["eventTime"] == nil && envelopeTime == nil, "line \(number)")
        case "invalidTime": #expect(time != nil && time?.prefix(4).allSatisfy(\.isNumber) == false, "line \(number)")
        default: #expect(detail["eventName"] == nil && (time ?? envelopeTime) != nil, "line \(number)")
        }
      }
    }
  }

  @Test("decoding a file twice, or with every record escaped otherwise, gives the same events")
  func escaped() throws {
    for line in try ProjectFiles.lines(of: "stratus_detonation.jsonl") {
      let first = RecordDecoder().outcome(line)
      let object = try JSONSerialization.jsonObject(with: Data(line))
      let rewritten = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted])
      #expect(RecordDecoder().outcome(Array(rewritten)).name == first.name)
      #expect(RecordDecoder().outcome(Array(rewritten)).event?.action == first.event?.action)
      #expect(RecordDecoder().outcome(Array(rewritten)).event?.principal == first.event?.principal)
    }
  }

  @Test(
    "principals, actions and names of known lines",
    arguments: [
      ("stratus_detonation.jsonl", 123, "ec2:DeleteFlowLogs", "fl-0e17aa62a21d4bbfe"),
      ("panther_rule_tests.jsonl", 444, "ec2:DeleteFlowLogs", "fl-0ef673ef70c4f07cc"),
      ("custodian_eventbridge.jsonl", 11, "rds:CreateDBInstance", "onenessdb"),
      ("panther_rule_tests.jsonl", 334, "s3:DeleteBucket", "secrets"),
      ("panther_rule_tests.jsonl", 156, "iam:AttachRolePolicy", "LambdaFunctionRole-1111/example-policy"),
      ("grycap_20170601.jsonl", 139, "autoscaling:CreateAutoScalingGroup", "as-group-171"),
      ("stratus_detonation.jsonl", 301, "iam:DeleteLoginProfile", "stratus-red-team-login-profile-user"),
    ])
  func known(_ file: String, _ line: Int, _ action: String, _ name: String) throws {
    let event = RecordDecoder().outcome(try ProjectFiles.lines(of: file)[line - 1]).event
    #expect(event?.action == action)
    #expect(event?.resources.map(\.names) == [[name]])
  }
}
