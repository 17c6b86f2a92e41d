import ArresterBase

/// A CloudTrail record of an assumed role, as AWS would write it.
struct TrailEvent {
  var second: Int
  var role: String
  var service: String
  var action: String
  /// The request's parameters, as JSON.
  var request: String
  var identifier: String
  var region = "eu-west-1"
  var readOnly = false

  static let account = "111122223333"
  var account = TrailEvent.account
  var session = "run"

  /// The path of single sign-on makes a role a person's.
  var principal: String {
    let path = role.hasPrefix("AWSReservedSSO_") ? "aws-reserved/sso.amazonaws.com/" : ""
    return "arn:aws:iam::\(account):role/\(path)\(role)"
  }

  var line: String {
    "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:\(session)\","
      + "\"arn\":\"arn:aws:sts::\(account):assumed-role/\(role)/\(session)\",\"accountId\":\"\(account)\",\"sessionContext\":{\"sessionIssuer\":"
      + "{\"type\":\"Role\",\"arn\":\"\(principal)\",\"accountId\":\"\(account)\",\"userName\":\"\(role)\"}}},"
      + "\"eventTime\":\"\(Timestamp.format(Int64(second) * Timestamp.nanosecondsPerSecond))\",\"eventSource\":\"\(service).amazonaws.com\","
      + "\"eventName\":\"\(action)\",\"awsRegion\":\"\(region)\",\"sourceIPAddress\":\"192.0.2.7\",\"userAgent\":\"test\","
      + "\"requestParameters\":\(request),\"responseElements\":null,\"eventID\":\"\(identifier)\",\"readOnly\":\(readOnly),"
      + "\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"\(account)\"}"
  }
}

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
