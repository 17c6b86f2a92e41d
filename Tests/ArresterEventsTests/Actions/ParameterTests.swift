import Testing

@testable import ArresterEvents

@Suite("Actions: parameters that decide it")
struct ParameterTests {
  private static func event(_ service: String, _ name: String, _ request: String) -> ChangeEvent? {
    Record(service, name, request: request).event
  }

  @Test(
    "capacity to zero, a skipped snapshot, protection off and a rule that expires everything are what they do, not what they are called",
    arguments: [
      ("autoscaling", "SetDesiredCapacity", #"{"autoScalingGroupName":"g","desiredCapacity":0}"#, "disrupt", 1),
      ("autoscaling", "SetDesiredCapacity", #"{"autoScalingGroupName":"g","desiredCapacity":1}"#, "modify", 0),
      ("ecs", "UpdateService", #"{"cluster":"c","service":"s","desiredCount":0}"#, "disrupt", 1),
      ("ecs", "UpdateService", #"{"cluster":"c","service":"s","desiredCount":2}"#, "modify", 0),
      ("ecs", "UpdateService", #"{"cluster":"c","service":"s"}"#, "modify", 0),
      ("events", "PutRule", #"{"name":"r","state":"DISABLED"}"#, "disrupt", 1),
      ("events", "PutRule", #"{"name":"r","state":"ENABLED"}"#, "modify", 0),
      ("rds", "DeleteDBInstance", #"{"dBInstanceIdentifier":"d","skipFinalSnapshot":true,"deleteAutomatedBackups":true}"#, "delete", 8),
      ("rds", "DeleteDBInstance", #"{"dBInstanceIdentifier":"d","skipFinalSnapshot":true,"deleteAutomatedBackups":false}"#, "delete", 8),
      ("s3", "PutBucketVersioning", #"{"bucketName":"b","VersioningConfiguration":{"Status":"Suspended"}}"#, "disrupt", 1),
      ("s3", "PutBucketVersioning", #"{"bucketName":"b","VersioningConfiguration":{"Status":"Enabled"}}"#, "modify", 0),
      (
        "s3", "PutBucketLifecycle", #"{"bucketName":"b","LifecycleConfiguration":{"Rule":{"Status":"Enabled","Expiration":{"Days":1}}}}"#,
        "delete", 8
      ),
      (
        "s3", "PutBucketLifecycle",
        #"{"bucketName":"b","LifecycleConfiguration":{"Rule":[{"Status":"Enabled","Expiration":{"Days":"1"}}]}}"#, "delete", 8
      ),
      (
        "s3", "PutBucketLifecycle", #"{"bucketName":"b","LifecycleConfiguration":{"Rule":{"Status":"Enabled","Expiration":{"Days":365}}}}"#,
        "modify", 0
      ),
    ])
  func table(_ service: String, _ name: String, _ request: String, _ effect: String, _ severity: UInt8) throws {
    let event = try #require(Self.event(service, name, request))
    #expect(event.effect.name == effect)
    #expect(event.severity == severity)
    #expect(event.flags.contains(.irreversible) == (severity == 8))
  }

  @Test("skipping the last snapshot is a one-strike by its parameter, keeping it is none")
  func oneStrike() {
    func isStrike(_ more: String) -> Bool? {
      Self.event("rds", "DeleteDBInstance", #"{"dBInstanceIdentifier":"d"\#(more)}"#)?.flags.contains(.oneStrike)
    }
    #expect(isStrike(#","skipFinalSnapshot":true"#) == true)
    #expect(isStrike(#","skipFinalSnapshot":"True""#) == true)
    #expect(isStrike(#","SKIPFINALSNAPSHOT":true"#) == true)
    #expect(isStrike(#","skipFinalSnapshot":false,"finalDBSnapshotIdentifier":"last""#) == false)
    #expect(isStrike("") == false)
  }

  @Test("a read stays a read, whatever its parameters")
  func read() {
    #expect(
      Record("rds", "DeleteDBInstance", request: #"{"skipFinalSnapshot":true}"#).with(\.more, #","readOnly":true"#).outcome.name
        != "dataEvent")
    #expect(
      Record("rds", "DescribeDBInstances", request: #"{"skipFinalSnapshot":true}"#).with(\.more, #","readOnly":true"#).outcome == .read)
  }

  private static func holds(_ condition: ParametersFile.Condition, _ request: String) -> Bool {
    let indexer = JSONIndexer()
    let path = ParameterPath(condition.parameter)
    return withExtendedLifetime((indexer, path)) {
      Array(request.utf8).withUnsafeBytes { text in
        guard let cursor = try? indexer.cursor(over: text) else { return false }
        return ParameterSearch.holds(ParameterTest(condition), cursor, path.all)
      }
    }
  }

  @Test(
    "a condition is met by one value, through arrays and whatever the case",
    arguments: [
      (#"{"A":{"b":"X"}}"#, true), (#"{"a":[{"b":"y"},{"b":"x"}]}"#, true), (#"[{"a":{"b":["y",["x"]]}}]"#, true),
      (#"{"a":{"b":"xx"}}"#, false),
      (#"{"a":"x"}"#, false), (#"{"a":{"b":{"c":"x"}}}"#, false), (#"{"a":{"b":null}}"#, false), ("{}", false), ("null", false),
      (#"{"b":"x"}"#, false),
    ])
  func isText(_ request: String, _ holds: Bool) {
    #expect(Self.holds(.init(parameter: "a.b", is: "x"), request) == holds)
  }

  @Test(
    "atMost reads numbers and their text, and nothing else is a number",
    arguments: [
      ("0", true), ("1", true), ("1.0", true), ("\"0\"", true), ("-5", true), ("2", false), ("1e999", false), ("-1e999", true),
      ("\"\"", false), ("\"many\"", false),
      ("true", false), ("null", false), ("[]", false), ("[7,0]", true), ("\"nan\"", false),
      ("99999999999999999999999999999999999999", false),
    ])
  func atMost(_ value: String, _ holds: Bool) {
    #expect(Self.holds(.init(parameter: "n", atMost: 1), "{\"n\":\(value)}") == holds)
  }

  @Test("isNot holds for another value and for none, exists for any scalar")
  func others() {
    let isNot = ParametersFile.Condition(parameter: "a", isNot: "x")
    #expect(
      Self.holds(isNot, #"{"a":"y"}"#) && Self.holds(isNot, "{}") && Self.holds(isNot, #"{"a":null}"#) && !Self.holds(isNot, #"{"a":"X"}"#))
    let exists = ParametersFile.Condition(parameter: "a", exists: true)
    #expect(
      Self.holds(exists, #"{"a":0}"#) && Self.holds(exists, #"{"a":""}"#) && !Self.holds(exists, "{}")
        && !Self.holds(exists, #"{"a":null}"#))
    let absent = ParametersFile.Condition(parameter: "a", exists: false)
    #expect(!Self.holds(absent, #"{"a":0}"#) && Self.holds(absent, "{}") && Self.holds(absent, #"{"b":0}"#))
  }

  @Test("of an array in arrays deeper than any real request nothing is read, and nothing breaks")
  func depth() {
    let nested = String(repeating: "[", count: 400) + #"{"a":"x"}"# + String(repeating: "]", count: 400)
    #expect(!Self.holds(.init(parameter: "a", is: "x"), nested))
  }
}
