import Foundation
import Testing

@testable import ArresterEnforcement

/// A case of AWS's own test suite (see Vectors/README.md).
struct SigV4Vector: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var request: String
  var canonical: String
  var stringToSign: String
  var authorization: String

  var testDescription: String { name }

  static let all: [SigV4Vector] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Vectors/sigv4.json")
    return (try? JSONDecoder().decode([SigV4Vector].self, from: Data(contentsOf: file))) ?? []
  }()

  /// The request, without what the signer adds by itself.
  var unsigned: OutboundRequest {
    let head = request.range(of: "\n\n").map { request[..<$0.lowerBound] } ?? request[...]
    let body = request.range(of: "\n\n").map { request[$0.upperBound...] } ?? ""
    let lines = head.split(separator: "\n")
    // A target may hold spaces: method and version are the first and the last word.
    let method = lines[0].prefix { $0 != " " }
    let target = lines[0].dropFirst(method.count + 1).dropLast(" HTTP/1.1".count)
    var outbound = OutboundRequest(method: String(method), url: "https://example.amazonaws.com\(target)", body: Array(body.utf8))
    outbound.headers = lines.dropFirst().map { line in
      let name = line.prefix { $0 != ":" }
      return (name: String(name), value: String(line.dropFirst(name.count + 1)))
    }
    return outbound
  }

  /// The token that the signer is to add: it is in the canonical form and not in the request.
  var token: String? {
    let prefix = "x-amz-security-token:"
    guard !request.lowercased().contains(prefix) else { return nil }
    return canonical.split(separator: "\n").first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }

  var credentials: AWSCredentials {
    AWSCredentials(accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: token, expiration: nil)
  }
}
