import Foundation

/// Reads what AWS says of a call that it did not do.
enum AWSAnswer {
  /// Codes that mean "later", whatever the HTTP status. Source: the retry rules of AWS's SDKs, and IAM's and Organizations' own.
  static let transientCodes: Set<String> = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded",
    "TooManyRequestsException", "SlowDown", "PriorRequestNotComplete", "BandwidthLimitExceeded",
    "ServiceUnavailable", "ServiceUnavailableException", "ServiceFailure", "InternalFailure", "InternalError", "ServiceException",
    "RequestTimeout", "RequestTimeoutException", "ConcurrentModification", "ConcurrentModificationException",
    "EntityTemporarilyUnmodifiable",
    "IDPCommunicationError", "PolicyChangesInProgressException", "FinalizingOrganizationException",
  ]

  /// Codes for credentials that are no longer good, where others may be.
  static let credentialCodes: Set<String> = [
    "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "RequestExpired",
  ]

  /// Services do not agree on the case of their words.
  private struct JSONError: Decodable {
    var type: String?
    var code: String?
    var upperMessage: String?
    var message: String?

    enum CodingKeys: String, CodingKey {
      case type = "__type"
      case upperMessage = "Message"
      case code, message
    }
  }

  static func error(_ call: AWSCall, _ answer: InboundAnswer) -> AWSError {
    var (code, message, request) = call.format == .query ? queryError(answer.body) : jsonError(answer)
    request = request ?? answer.headers["x-amzn-requestid"] ?? answer.headers["x-amz-request-id"]
    if code.isEmpty { code = "HTTP \(answer.status)" }
    let isTransient = answer.status == 429 || answer.status >= 500 || transientCodes.contains(code)
    return AWSError(
      kind: isTransient ? .transient : .refused, operation: call.operation, code: code, message: AWSError.tidy(message),
      requestIdentifier: request.map(AWSError.tidy), retryAfterNanoseconds: retryAfter(answer))
  }

  private static func queryError(_ body: [UInt8]) -> (String, String, String?) {
    guard let root = XMLTree.parse(body) else { return ("", "an answer that is no XML", nil) }
    let error = root.first("Error") ?? root.first("Errors")?.first("Error")
    let request = root.first("RequestId") ?? root.first("RequestID")
    return (error?.first("Code")?.text ?? "", error?.first("Message")?.text ?? "", request?.text)
  }

  /// `com.amazonaws.organizations.v20161128#PolicyNotAttachedException`, `PolicyNotAttachedException:http://…` are one name.
  private static func jsonError(_ answer: InboundAnswer) -> (String, String, String?) {
    let error = try? JSONDecoder().decode(JSONError.self, from: Data(answer.body))
    let name = error?.type ?? error?.code ?? answer.headers["x-amzn-errortype"] ?? ""
    let code = name.split(separator: "#").last.map { $0.prefix { $0 != ":" } } ?? ""
    return (String(code), error?.message ?? error?.upperMessage ?? "", nil)
  }

  /// Seconds; a date is not used by AWS.
  private static func retryAfter(_ answer: InboundAnswer) -> Int64? {
    guard let seconds = answer.headers["retry-after"].flatMap({ Int64($0) }), (0...86_400).contains(seconds) else { return nil }
    return seconds * 1_000_000_000
  }
}
