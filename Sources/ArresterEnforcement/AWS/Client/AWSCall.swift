/// One call of an API of AWS.
struct AWSCall: Sendable {
  /// How the API is spoken, and how it says what went wrong.
  enum Format: Sendable {
    /// Parameters as a form, answers as XML: IAM and STS.
    case query
    /// JSON both ways: Organizations.
    case json
  }

  /// As the signature names it.
  var service: String
  var action: String
  var endpoint: AWSEndpoints.Endpoint
  var format: Format
  var headers: [(name: String, value: String)]
  var body: [UInt8]
  /// Asking for credentials with a token is not.
  var isSigned = true

  var operation: String { "\(service):\(action)" }

  /// Of the Query protocol.
  static func query(
    _ service: String, _ action: String, version: String, _ endpoint: AWSEndpoints.Endpoint, _ parameters: [(name: String, value: String)]
  ) -> AWSCall {
    let form = ([(name: "Action", value: action), (name: "Version", value: version)] + parameters)
      .map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    return AWSCall(
      service: service, action: action, endpoint: endpoint, format: .query,
      headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=utf-8")], body: Array(form.utf8))
  }

  /// Of the JSON protocol.
  static func json(
    _ service: String, _ action: String, target: String, _ endpoint: AWSEndpoints.Endpoint, _ body: [UInt8]
  ) -> AWSCall {
    AWSCall(
      service: service, action: action, endpoint: endpoint, format: .json,
      headers: [(name: "Content-Type", value: "application/x-amz-json-1.1"), (name: "X-Amz-Target", value: "\(target).\(action)")],
      body: body)
  }
}
