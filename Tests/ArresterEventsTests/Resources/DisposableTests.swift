import Testing

@testable import ArresterEvents

@Suite("Resources: weight")
struct DisposableTests {
  @Test(
    "a disposable name weighs nothing, by its own name or at the end of an ARN",
    arguments: ["preview-12", "arn:aws:rds:eu-west-1:1:cluster:preview-12", "PR-77"])
  func disposable(_ name: String) {
    let event = Record("rds", "DeleteDBCluster", request: #"{"dBClusterIdentifier":"\#(name)"}"#).event
    #expect(event?.severity == 0)
    #expect(event?.effect == .delete)
  }

  @Test("a name that only contains what disposable ones begin with weighs as always")
  func similar() {
    #expect(Record("rds", "DeleteDBCluster", request: #"{"dBClusterIdentifier":"orders-preview-1"}"#).event?.severity ?? 0 > 0)
  }

  @Test("of several items each weighs what its name says, the event as the heaviest")
  func several() {
    let model = TestModel.with { _ in }
    let text = Record(
      "ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[{"instanceId":"preview-1"},{"instanceId":"i-2"}]}}"#
    ).text
    let event = RecordDecoder(model: model).outcome(text).event
    #expect(event?.resources.map(\.severity) == [0, 3])
    #expect(event?.severity == 3)
  }

  @Test("what is neither deleted nor disrupted weighs nothing")
  func changes() {
    #expect(Record("rds", "CreateDBCluster", request: #"{"dBClusterIdentifier":"orders"}"#).event?.severity == 0)
    #expect(Record("ec2", "CreateVpc").event?.severity == 0)
  }

  @Test("what has no name weighs like what has one")
  func nameless() {
    let event = Record("rds", "DeleteDBCluster").event
    #expect(event?.resources.map(\.names) == [["5f1c-DeleteDBCluster#1"]])
    #expect(event?.severity ?? 0 > 0)
  }
}
