import ArresterBase

/// One CloudTrail record before it is written: who called what, when, and what came of it.
struct TrailRecord: Sendable {
  /// Nanoseconds since 1970 UTC; records say whole seconds.
  var time: Int64
  var call: ApiCall
  var caller: Caller
  var region: String
  var error: CallError?
  /// When CloudTrail hands it over, nanoseconds since 1970 UTC.
  var arrival: Int64 = 0
  /// UUIDs.
  var requestIdentifier: String
  var eventIdentifier: String

  /// What the record says.
  var seconds: Int64 { time / Timestamp.nanosecondsPerSecond }

  /// One line of JSON with its fields in CloudTrail's order, without the line's end.
  var bytes: [UInt8] {
    var json = JSONText(capacity: 1536)
    json.object { json in
      json.field("eventVersion", "1.11")
      json.key("userIdentity")
      caller.writeIdentity(to: &json)
      json.field("eventTime", Timestamp.format(seconds * Timestamp.nanosecondsPerSecond))
      json.field("eventSource", call.source)
      json.field("eventName", call.name)
      json.field("awsRegion", region)
      json.field("sourceIPAddress", caller.sort == .service ? caller.name : caller.address)
      json.field("userAgent", caller.sort == .service ? caller.name : caller.userAgent)
      if let error { writeError(error, &json) }
      writeParameters(&json)
      writeEnd(&json)
    }
    return json.bytes
  }

  private func writeParameters(_ json: inout JSONText) {
    json.key("requestParameters")
    call.request.write(to: &json)
    json.key("responseElements")
    response.write(to: &json)
    if call.service == "s3" { writeTransfer(&json) }
    json.field("requestID", requestIdentifier)
    json.field("eventID", eventIdentifier)
    json.field("readOnly", call.isRead)
    if call.service == "s3" { writeBucket(&json) }
  }

  /// EC2 repeats its request's identifier in every answer, within its envelope where there is one.
  private var response: RecordValue {
    guard error == nil else { return .null }
    guard call.service == "ec2" else { return call.response }
    let identifier = RecordValue.text(requestIdentifier)
    if case .object(let fields) = call.response, let envelope = fields.first, envelope.name.hasSuffix("Response") {
      return .object([RecordValue.Field(name: envelope.name, value: envelope.value.preceded(by: "requestId", identifier))])
    }
    return call.response.preceded(by: "requestId", identifier)
  }

  private func writeEnd(_ json: inout JSONText) {
    json.field("eventType", "AwsApiCall")
    json.field("managementEvent", true)
    json.field("recipientAccountId", caller.account)
    json.field("eventCategory", "Management")
    if caller.isConsole {
      json.field("sessionCredentialFromConsole", "true")
    } else if caller.sort != .service, caller.invokedBy == nil {
      writeTransport(&json)
    }
  }

  private func writeTransport(_ json: inout JSONText) {
    json.key("tlsDetails")
    json.object { json in
      json.field("tlsVersion", "TLSv1.3")
      json.field("cipherSuite", "TLS_AES_128_GCM_SHA256")
      json.field("clientProvidedHostHeader", call.isGlobal ? call.source : "\(call.service).\(region).amazonaws.com")
    }
  }

  private func writeTransfer(_ json: inout JSONText) {
    json.key("additionalEventData")
    json.object { json in
      json.field("SignatureVersion", "SigV4")
      json.field("CipherSuite", "TLS_AES_128_GCM_SHA256")
      json.field("bytesTransferredIn", 0)
      json.field("AuthenticationMethod", "AuthHeader")
      json.field("bytesTransferredOut", 0)
    }
  }

  private func writeBucket(_ json: inout JSONText) {
    guard case .text(let bucket)? = call.request["bucketName"] else { return }
    json.key("resources")
    json.array { json in
      json.object { json in
        json.field("accountId", caller.account)
        json.field("type", "AWS::S3::Bucket")
        json.field("ARN", "arn:aws:s3:::\(bucket)")
      }
    }
  }

  private func writeError(_ error: CallError, _ json: inout JSONText) {
    json.field("errorCode", error.code(of: call.service))
    json.field("errorMessage", error.message(of: call, by: caller))
  }
}

extension CallError {
  /// EC2 has words of its own for what others call by one name.
  fileprivate func code(of service: String) -> String {
    switch self {
    case .accessDenied: service == "ec2" ? "Client.UnauthorizedOperation" : "AccessDenied"
    case .throttled: service == "ec2" ? "Client.RequestLimitExceeded" : "ThrottlingException"
    case .dependency: "Client.DependencyViolation"
    }
  }

  fileprivate func message(of call: ApiCall, by caller: Caller) -> String {
    switch self {
    case .accessDenied(let isExplicit):
      let reason =
        isExplicit
        ? "with an explicit deny in an identity-based policy"
        : "because no identity-based policy allows the \(call.service):\(call.name) action"
      return "User: \(caller.arn) is not authorized to perform: \(call.service):\(call.name) \(reason)"
    case .throttled: return "Rate exceeded"
    case .dependency: return "The resource has a dependent object and cannot be deleted."
    }
  }
}
