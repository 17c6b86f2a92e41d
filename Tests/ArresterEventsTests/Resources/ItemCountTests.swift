import Testing

@testable import ArresterEvents

@Suite("Resources: what was touched, and how much of it")
struct ItemCountTests {
  private static func list(_ count: Int, _ item: (Int) -> String) -> String { "[" + (0..<count).map(item).joined(separator: ",") + "]" }

  @Test("BatchDeleteImage of 40 images is 40, by digest, by tag or by both")
  func images() {
    for item in [
      { #"{"imageDigest":"sha256:\#($0)"}"# }, { #"{"imageTag":"v\#($0)"}"# }, { #"{"imageDigest":"sha256:\#($0)","imageTag":"v\#($0)"}"# },
    ] as [(Int) -> String] {
      let event = Record("ecr", "BatchDeleteImage", request: #"{"repositoryName":"app","imageIds":\#(Self.list(40, item))}"#).event
      #expect(event?.itemCount == 40)
      #expect(event?.resources.count == 40)
      #expect(event?.severity ?? 0 > 0)
    }
  }

  @Test("what a response repeats of a request is counted once")
  func repeated() {
    let items = Self.list(3) { #"{"instanceId":"i-\#($0)","currentState":{"code":32}}"# }
    let event = Record(
      "ec2", "TerminateInstances", request: #"{"instancesSet":{"items":\#(items)}}"#, response: #"{"instancesSet":{"items":\#(items)}}"#
    ).event
    #expect(event?.itemCount == 3)
    #expect(event?.resources.map(\.names) == [["i-0"], ["i-1"], ["i-2"]])
  }

  @Test("what only the response names is counted")
  func responseOnly() {
    let items = Self.list(5) { #"{"instanceId":"i-\#($0)","privateIpAddress":"10.0.0.\#($0)"}"# }
    let event = Record(
      "ec2", "RunInstances", request: #"{"instancesSet":{"items":[{"imageId":"ami-1","minCount":5,"maxCount":5}]}}"#,
      response: #"{"instancesSet":{"items":\#(items)}}"#
    ).event
    #expect(event?.itemCount == 5)
    #expect(event?.resources.first?.names == ["i-0"])
  }

  @Test("the same name twice in a request is one thing")
  func twice() {
    let event = Record(
      "ec2", "TerminateInstances", request: #"{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-1"},{"instanceId":"i-2"}]}}"#
    ).event
    #expect(event?.itemCount == 2)
  }

  @Test("lists of plain names, of objects with content, and of one are lists")
  func shapes() {
    let plain = Record("ssm", "DeleteParameters", request: #"{"names":["/a","/b","/c"]}"#).event
    #expect(plain?.itemCount == 3)
    #expect(plain?.resources.map(\.names) == [["/a"], ["/b"], ["/c"]])
    let contents = #"[{"content":"vpce-1","tag":1},{"content":"vpce-2","tag":2}]"#
    let endpoints = Record("ec2", "DeleteVpcEndpoints", request: #"{"DeleteVpcEndpointsRequest":{"VpcEndpointId":\#(contents)}}"#).event
    #expect(endpoints?.resources.map(\.names) == [["vpce-1"], ["vpce-2"]])
    let logs = #"[{"content":"fl-1","tag":1},{"content":"fl-2","tag":2}]"#
    let flows = Record("ec2", "DeleteFlowLogs", request: #"{"DeleteFlowLogsRequest":{"FlowLogId":\#(logs)}}"#).event
    #expect(flows?.resources.map(\.names) == [["fl-1"], ["fl-2"]])
  }

  @Test(
    "what has no name is the identifier's first",
    arguments: ["null", "{}", "[]", "7", #""text""#, #"{"x":{"y":[1,2,{"z":"q"}]}}"#, #"{"vpcId":""}"#, #"{"vpcId":7}"#])
  func nameless(_ request: String) {
    let event = Record("ec2", "DeleteVpc", request: request).event
    #expect(event?.resources.map(\.names) == [["5f1c-DeleteVpc#1"]])
    #expect(event?.itemCount == 1)
  }

  @Test("a name is found whatever the case of its key, and with its escapes resolved")
  func keys() {
    for key in ["dBInstanceIdentifier", "DBINSTANCEIDENTIFIER", "dbinstanceidentifier"] {
      #expect(Record("rds", "DeleteDBInstance", request: #"{"\#(key)":"o\u0072ders"}"#).event?.resources.map(\.names) == [["orders"]])
    }
  }

  @Test("the record's own list of resources gives the name where nothing else does")
  func listed() {
    let record = Record("kms", "DisableKey").with(
      \.more, #","readOnly":false,"resources":[{"accountId":"1","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-west-1:1:key/k1"}]"#)
    #expect(record.event?.resources.map(\.names) == [["arn:aws:kms:eu-west-1:1:key/k1"]])
  }

  @Test("deep inside a request nothing is taken for a name, and nothing breaks")
  func deep() {
    let nested = String(repeating: #"{"a":"#, count: 400) + #"{"vpcId":"vpc-9"}"# + String(repeating: "}", count: 400)
    #expect(Record("ec2", "DeleteVpc", request: nested).event?.resources.map(\.names) == [["5f1c-DeleteVpc#1"]])
  }
}
