@testable import ArresterEvents

/// A CloudTrail record to write tests with: an agent's successful call unless told otherwise.
struct Record {
  var service = "ec2"
  var name: String
  var request = "null"
  var response = "null"
  var region = "eu-west-1"
  var identity = Record.agentIdentity
  /// More fields, each with a comma before it.
  var more = #","readOnly":false"#
  var time = "2026-01-02T03:04:05Z"

  static let agentIdentity = """
    {"type":"AssumedRole","principalId":"AROA:run-7","arn":"arn:aws:sts::111122223333:assumed-role/sre-agent/run-7",\
    "accountId":"111122223333","accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",\
    "arn":"arn:aws:iam::111122223333:role/sre-agent","accountId":"111122223333","userName":"sre-agent"}}}
    """

  init(_ service: String, _ name: String, request: String = "null", response: String = "null") {
    self.service = service
    self.name = name
    self.request = request
    self.response = response
  }

  /// The same with one thing changed.
  func with<Value>(_ path: WritableKeyPath<Record, Value>, _ value: Value) -> Record {
    var copy = self
    copy[keyPath: path] = value
    return copy
  }

  var text: String {
    """
    {"eventVersion":"1.09","userIdentity":\(identity),"eventTime":"\(time)","eventSource":"\(service).amazonaws.com",\
    "eventName":"\(name)","awsRegion":"\(region)","sourceIPAddress":"192.0.2.1","userAgent":"aws-cli/2.15","requestParameters":\(request),\
    "responseElements":\(response),"eventID":"5f1c-\(name)","eventType":"AwsApiCall","managementEvent":true,\
    "recipientAccountId":"111122223333","eventCategory":"Management"\(more)}
    """
  }

  var outcome: Outcome { RecordDecoder().outcome(text) }

  /// The event, which the test says there is.
  var event: ChangeEvent? { outcome.event }
}
