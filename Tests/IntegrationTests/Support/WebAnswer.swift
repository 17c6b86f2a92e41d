import Foundation
import Testing

/// What a server answered to curl, a client that is not ours.
struct WebAnswer: Sendable {
  /// 0: nobody answered.
  var status: Int
  /// Headers and body, as they came.
  var text: String

  /// - Parameters:
  ///   - token: of a bearer.
  ///   - options: further ones of curl's.
  static func of(_ method: String, _ url: String, token: String? = nil, body: String? = nil, options: [String] = []) throws -> WebAnswer {
    var arguments = ["curl", "--silent", "--include", "--path-as-is", "--max-time", "10", "--write-out", "\n%{http_code}"]
    arguments += method == "HEAD" ? ["--head"] : ["--request", method]
    if let token { arguments += ["--header", "Authorization: Bearer \(token)"] }
    if let body { arguments += ["--header", "Content-Type: application/json", "--data-binary", body] }
    let output = try ShellCommand.run("/usr/bin/env", arguments + options + [url]).output
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    return WebAnswer(status: Int(lines.last ?? "") ?? 0, text: lines.dropLast().joined(separator: "\n"))
  }

  /// The body as a JSON object; empty where it is none.
  var fields: [String: Any] {
    guard let start = text.firstIndex(of: "{") else { return [:] }
    return (try? JSONSerialization.jsonObject(with: Data(text[start...].utf8)) as? [String: Any]) ?? [:]
  }
}
