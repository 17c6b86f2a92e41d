import Testing

@testable import ArresterEvents

@Suite("Actions: flags")
struct FlagTests {
  @Test("a failed attempt is flagged by its error code, and only by one that says something")
  func failed() {
    func flags(_ more: String) -> Bool? {
      Record("s3", "DeleteBucket", request: #"{"bucketName":"b"}"#).with(\.more, more).event?.flags.contains(.failed)
    }
    #expect(flags(#","errorCode":"AccessDenied","errorMessage":"no""#) == true)
    #expect(flags(#","errorCode":null"#) == false)
    #expect(flags(#","errorCode":"""#) == false)
    #expect(flags("") == false)
  }

  @Test("permission, guardrail and stateful stand beside the effect")
  func labels() {
    let role = Record("iam", "DeleteRole", request: #"{"roleName":"r"}"#).event
    #expect(role?.effect == .delete && role?.flags.contains(.permission) == true)
    let trail = Record("cloudtrail", "StopLogging", request: #"{"name":"t"}"#).event
    #expect(trail?.flags.isSuperset(of: [.guardrail, .oneStrike]) == true)
    let table = Record("dynamodb", "DeleteTable", request: #"{"tableName":"t"}"#).event
    #expect(table?.flags.isSuperset(of: [.stateful, .irreversible]) == true)
    #expect(Record("ec2", "CreateTags", request: "{}").event?.flags.contains(.tagging) == true)
    #expect(Record("ec2", "CreateVpc").event?.flags == [])
  }

  @Test("an action of the one-strike list is flagged on the attempt too, and one of data is no guardrail")
  func oneStrike() {
    let key = Record("kms", "ScheduleKeyDeletion", request: #"{"keyId":"k"}"#).with(\.more, #","errorCode":"AccessDenied""#).event
    #expect(key?.flags.isSuperset(of: [.oneStrike, .failed]) == true)
    #expect(key?.flags.contains(.guardrail) == false)
    #expect(Record("kms", "CancelKeyDeletion", request: #"{"keyId":"k"}"#).event?.flags.contains(.oneStrike) == false)
  }

  @Test(
    "a service on the model's list acts for its caller; others are the caller's own calls",
    arguments: [
      ("cloudformation.amazonaws.com", true), ("autoscaling.amazonaws.com", true), ("signin.amazonaws.com", false),
      ("aws-mcp.amazonaws.com", false),
      ("cloudformation.amazonaws.com.evil", false), ("", false),
    ])
  func fanOut(_ invoker: String, _ isFanOut: Bool) {
    let identity = Record.agentIdentity.dropLast() + #","invokedBy":"\#(invoker)"}"#
    #expect(Record("ec2", "TerminateInstances").with(\.identity, String(identity)).event?.flags.contains(.fanOut) == isFanOut)
  }

  @Test("a service on its own is no fan-out: it acts for nobody")
  func serviceAlone() {
    for identity in [#"{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}"#, #"{"invokedBy":"autoscaling.amazonaws.com"}"#] {
      #expect(Record("ec2", "TerminateInstances").with(\.identity, identity).event?.flags.contains(.fanOut) == false)
    }
  }

  @Test(
    "writes inside resources are data events, by category, by managementEvent or by the table",
    arguments: [
      (#","readOnly":false,"eventCategory":"Data""#, "dataEvent"), (#","readOnly":false,"eventCategory":"NetworkActivity""#, "dataEvent"),
      (#","readOnly":false,"managementEvent":false"#, "dataEvent"), (#","readOnly":false,"managementEvent":"false""#, "dataEvent"),
      (#","readOnly":false"#, "change"), (#","readOnly":true,"managementEvent":false"#, "read"),
    ])
  func dataEvents(_ more: String, _ outcome: String) { #expect(Record("foo", "PutThing").with(\.more, more).outcome.name == outcome) }

  @Test("a data event on the one-strike list is let through: it trips on the attempt")
  func dataOneStrike() {
    let record = Record("kms", "ScheduleKeyDeletion", request: #"{"keyId":"k"}"#).with(\.more, #","managementEvent":false"#)
    #expect(record.event?.flags.isSuperset(of: [.dataEvent, .oneStrike]) == true)
  }

  @Test("what no table knows is unknown, counted and named")
  func unknown() {
    let event = Record("newservice", "FrobnicateThing").event
    #expect(event?.effect == .unknown && event?.flags.contains(.unknownAction) == true && event?.action == "newservice:FrobnicateThing")
  }
}
