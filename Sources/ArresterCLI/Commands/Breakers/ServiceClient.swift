import ArresterBase
import ArresterEnforcement
import Foundation

/// Asks a running service, one question at a time.
struct ServiceClient: Sendable {
  /// Without a slash at its end.
  let address: String
  let token: String
  let transport: any HTTPTransport

  static let usualSeconds: Int64 = 20

  /// - Parameters:
  ///   - path: segments after `/v1`, as they are.
  ///   - accept: the content type that is wanted.
  func get(_ path: [String], query: [(name: String, value: String)] = [], accept: String = "application/json") async throws -> [UInt8] {
    let pairs = query.map { "\($0.name)=\(ServiceClient.encode($0.value))" }
    let query = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    return try await send("GET", path, query: query, headers: [("Accept", accept)], body: [], ServiceClient.usualSeconds)
  }

  /// - Parameter body: writes the fields of a JSON object.
  func post(_ path: [String], seconds: Int64 = ServiceClient.usualSeconds, _ body: (inout JSONText) -> Void) async throws -> [UInt8] {
    var json = JSONText()
    json.object(body)
    let headers = [("Accept", "application/json"), ("Content-Type", "application/json")]
    return try await send("POST", path, query: "", headers: headers, body: json.bytes, seconds)
  }

  private func send(
    _ method: String, _ path: [String], query: String, headers: [(String, String)], body: [UInt8], _ seconds: Int64
  ) async throws -> [UInt8] {
    let url = address + (["/v1"] + path.map(ServiceClient.encode)).joined(separator: "/") + query
    let request = OutboundRequest(
      method: method, url: url, headers: headers.map { (name: $0.0, value: $0.1) } + [("Authorization", "Bearer \(token)")], body: body,
      timeoutNanoseconds: seconds * Timestamp.nanosecondsPerSecond)
    let answer: InboundAnswer
    do { answer = try await transport.send(request) } catch {
      throw ServiceError(transport: error, isChange: method == "POST")
    }
    guard (200..<300).contains(answer.status) else { throw ServiceError(answer) }
    return answer.body
  }

  private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  /// Everything but unreserved characters (RFC 3986, section 2.3), so that a name is one segment whatever it holds.
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = unreserved.contains(byte)
      return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    .joined()
  }
}

/// Why the service did not do what it was asked.
struct ServiceError: Error, CustomStringConvertible {
  var description: String

  /// What the service says itself, as RFC 9457 has it.
  init(_ answer: InboundAnswer) {
    let problem = try? JSONDecoder().decode(Problem.self, from: Data(answer.body))
    let detail = problem?.detail ?? "the answer is no problem of Arrester's; is it the right address?"
    let again = answer.headers["retry-after"].map { " (again in \($0) s)" } ?? ""
    description = "\(PrintedName.line(problem?.title ?? "status \(answer.status)")): \(PrintedName.line(detail))\(again)"
  }

  init(transport error: TransportError, isChange: Bool) {
    let detail = PrintedName.line(error.detail)
    let doubt = isChange && error.mayHaveArrived ? "; it may have been done all the same: look before you ask again" : ""
    description = "the service does not answer: \(detail)\(doubt)"
  }

  /// An answer that is not what it should be.
  init(unreadable what: String) {
    description = "the service's answer cannot be read: \(what); is it another version?"
  }

  private struct Problem: Decodable {
    var title: String?
    var detail: String?
  }
}
