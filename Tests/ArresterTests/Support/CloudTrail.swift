import ArresterBase

@testable import Arrester

/// CloudTrail records as CloudTrail writes them, as far as anything here reads them.
struct CloudTrail {
  var account = "111122223333"
  var role = "claude-deploy"
  var session = "run-1"
  var region = "eu-west-1"
  var invokedBy: String?
  var userAgent = "aws-cli/2.15.0"

  /// 2026-01-02T03:00:00Z, in seconds.
  static let start = 1_767_322_800

  var principal: String { "arn:aws:iam::\(account):role/\(role)" }

  /// One record on one line.
  /// - Parameters:
  ///   - action: as in `rds:DeleteDBInstance`.
  ///   - seconds: after `start`.
  ///   - request: the text of a JSON object.
  func record(
    _ action: String, at seconds: Int, id: String, request: String = "null", response: String = "null", readOnly: Bool = false,
    errorCode: String? = nil
  ) -> String {
    let parts = action.split(separator: ":")
    var json = JSONText()
    json.object { json in
      json.field("eventVersion", "1.09")
      json.key("userIdentity")
      json.object { json in writeIdentity(&json) }
      json.field("eventTime", Timestamp.format(Int64(CloudTrail.start + seconds) * Timestamp.nanosecondsPerSecond))
      json.field("eventSource", "\(parts[0]).amazonaws.com")
      json.field("eventName", String(parts[1]))
      json.field("awsRegion", region)
      json.field("userAgent", userAgent)
      if let errorCode { json.field("errorCode", errorCode) }
      json.key("requestParameters")
      json.raw(Array(request.utf8))
      json.key("responseElements")
      json.raw(Array(response.utf8))
      json.field("eventID", id)
      json.field("readOnly", readOnly)
      json.field("eventType", "AwsApiCall")
      json.field("managementEvent", true)
      json.field("recipientAccountId", account)
      json.field("eventCategory", "Management")
    }
    return json.text
  }

  private func writeIdentity(_ json: inout JSONText) {
    json.field("type", "AssumedRole")
    json.field("arn", "arn:aws:sts::\(account):assumed-role/\(role)/\(session)")
    json.field("accountId", account)
    json.field("accessKeyId", "ASIAIOSFODNN7EXAMPLE")
    json.key("sessionContext")
    json.object { json in
      json.key("sessionIssuer")
      json.object { json in
        json.field("type", "Role")
        json.field("arn", principal)
        json.field("accountId", account)
        json.field("userName", role)
      }
    }
    if let invokedBy { json.field("invokedBy", invokedBy) }
  }

  // MARK: Calls that the tests are made of

  func deleteDatabase(_ name: String, at seconds: Int, id: String) -> String {
    record("rds:DeleteDBInstance", at: seconds, id: id, request: #"{"dBInstanceIdentifier":"\#(name)","skipFinalSnapshot":false}"#)
  }

  func createDatabase(_ name: String, at seconds: Int, id: String) -> String {
    record("rds:CreateDBInstance", at: seconds, id: id, request: #"{"dBInstanceIdentifier":"\#(name)","engine":"postgres"}"#)
  }

  func deleteFunction(_ name: String, at seconds: Int, id: String) -> String {
    record("lambda:DeleteFunction", at: seconds, id: id, request: #"{"functionName":"\#(name)"}"#)
  }

  func createFunction(_ name: String, at seconds: Int, id: String) -> String {
    record("lambda:CreateFunction", at: seconds, id: id, request: #"{"functionName":"\#(name)","runtime":"python3.12"}"#)
  }

  func describe(at seconds: Int, id: String) -> String {
    record("ec2:DescribeInstances", at: seconds, id: id, readOnly: true)
  }
}
