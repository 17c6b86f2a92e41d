import ArresterBase

/// One record to be written: who did what, where and when.
public struct CloudTrailRecord: Sendable {
  public var principal: WorkloadPrincipal
  /// Of the principal's: a run, a task, an instance.
  public var session: UInt64
  var action: ActionTemplate
  /// Names the resource that it touches.
  public var resource: UInt64
  var region: String
  /// Nanoseconds; written in whole seconds, as CloudTrail does.
  public var time: Int64
  public var isFailed = false
  /// Of event and request.
  public var identifier: (high: UInt64, low: UInt64)

  /// Writes it as one line without its end, 1.0 to 1.5 kB. No Strings are made but for the time.
  public func append(to bytes: inout [UInt8]) {
    RecordText.append(#"{"eventVersion":"1.11","userIdentity":"#, to: &bytes)
    appendIdentity(to: &bytes)
    RecordText.append(#","eventTime":""#, to: &bytes)
    RecordText.append(Timestamp.format(time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond), to: &bytes)
    RecordText.append(#"","eventSource":""#, to: &bytes)
    RecordText.append(action.source, to: &bytes)
    RecordText.append(#"","eventName":""#, to: &bytes)
    RecordText.append(action.name, to: &bytes)
    RecordText.append(#"","awsRegion":""#, to: &bytes)
    RecordText.append(region, to: &bytes)
    appendSource(to: &bytes)
    if isFailed {
      RecordText.append(#","errorCode":"AccessDenied","errorMessage":"User is not authorized to perform this operation""#, to: &bytes)
    }
    RecordText.append(#","requestParameters":"#, to: &bytes)
    action.appendRequest(resource, to: &bytes)
    RecordText.append(#","responseElements":"#, to: &bytes)
    if isFailed { RecordText.append("null", to: &bytes) } else { action.appendResponse(resource, to: &bytes) }
    appendEnd(to: &bytes)
  }

  private func appendIdentity(to bytes: inout [UInt8]) {
    if principal.sort == .user { return appendUser(to: &bytes) }
    RecordText.append(#"{"type":"AssumedRole","principalId":"AROA"#, to: &bytes)
    RecordText.append(hexadecimal: principal.mixed, digits: 16, to: &bytes)
    RecordText.append(":", to: &bytes)
    principal.appendSession(session, to: &bytes)
    RecordText.append(#"","arn":"arn:aws:sts::"#, to: &bytes)
    RecordText.append(principal.account, width: 12, to: &bytes)
    RecordText.append(":assumed-role/", to: &bytes)
    principal.appendName(to: &bytes)
    RecordText.append("/", to: &bytes)
    principal.appendSession(session, to: &bytes)
    appendAccountAndKey("ASIA", to: &bytes)
    RecordText.append(#","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA"#, to: &bytes)
    RecordText.append(hexadecimal: principal.mixed, digits: 16, to: &bytes)
    RecordText.append(#"","arn":""#, to: &bytes)
    principal.appendARN(to: &bytes)
    RecordText.append(#"","accountId":""#, to: &bytes)
    RecordText.append(principal.account, width: 12, to: &bytes)
    RecordText.append(#"","userName":""#, to: &bytes)
    principal.appendName(to: &bytes)
    RecordText.append(
      #""},"attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}}"#, to: &bytes)
  }

  private func appendUser(to bytes: inout [UInt8]) {
    RecordText.append(#"{"type":"IAMUser","principalId":"AIDA"#, to: &bytes)
    RecordText.append(hexadecimal: principal.mixed, digits: 16, to: &bytes)
    RecordText.append(#"","arn":""#, to: &bytes)
    principal.appendARN(to: &bytes)
    appendAccountAndKey("AKIA", to: &bytes)
    RecordText.append(#","userName":""#, to: &bytes)
    principal.appendName(to: &bytes)
    RecordText.append("\"}", to: &bytes)
  }

  private func appendAccountAndKey(_ prefix: String, to bytes: inout [UInt8]) {
    RecordText.append(#"","accountId":""#, to: &bytes)
    RecordText.append(principal.account, width: 12, to: &bytes)
    RecordText.append(#"","accessKeyId":""#, to: &bytes)
    RecordText.append(prefix, to: &bytes)
    RecordText.append(hexadecimal: SplitMix.mix(principal.mixed &+ session), digits: 16, to: &bytes)
    RecordText.append("\"", to: &bytes)
  }

  private func appendSource(to bytes: inout [UInt8]) {
    RecordText.append(#"","sourceIPAddress":"10."#, to: &bytes)
    RecordText.append(principal.mixed >> 8 & 255, to: &bytes)
    RecordText.append(".", to: &bytes)
    RecordText.append(principal.mixed >> 16 & 255, to: &bytes)
    RecordText.append(".", to: &bytes)
    RecordText.append(session & 255, to: &bytes)
    RecordText.append(#"","userAgent":""#, to: &bytes)
    RecordText.append(principal.userAgent, to: &bytes)
    RecordText.append("\"", to: &bytes)
  }

  private func appendEnd(to bytes: inout [UInt8]) {
    RecordText.append(#","requestID":""#, to: &bytes)
    RecordText.append(uuid: SplitMix.mix(identifier.high), identifier.low, to: &bytes)
    RecordText.append(#"","eventID":""#, to: &bytes)
    RecordText.append(uuid: identifier.high, identifier.low, to: &bytes)
    RecordText.append(#"","readOnly":"#, to: &bytes)
    RecordText.append(action.group == .read ? "true" : "false", to: &bytes)
    RecordText.append(#","eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":""#, to: &bytes)
    RecordText.append(principal.account, width: 12, to: &bytes)
    RecordText.append(#"","eventCategory":"Management""#, to: &bytes)
    appendEncryption(to: &bytes)
    RecordText.append("}", to: &bytes)
  }

  /// The console's and the services' own calls do not say how they were encrypted.
  private func appendEncryption(to bytes: inout [UInt8]) {
    guard principal.sort != .person, principal.sort != .serviceLinked else { return }
    RecordText.append(#","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256""#, to: &bytes)
    RecordText.append(#","clientProvidedHostHeader":""#, to: &bytes)
    RecordText.append(action.source, to: &bytes)
    RecordText.append("\"}", to: &bytes)
  }
}
