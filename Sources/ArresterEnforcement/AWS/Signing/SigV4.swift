import ArresterBase

/// AWS Signature Version 4, in the `Authorization` header.
///
/// Source: AWS, "Create a signed AWS API request". Our own and not libcurl's: 7.88 neither sorts the query nor signs the session token.
struct SigV4: Sendable {
  var credentials: AWSCredentials
  var region: String
  /// As the signature names it: `iam`, `sts`, `organizations`.
  var service: String

  /// The request with the headers `Host`, `X-Amz-Date`, `X-Amz-Security-Token` (temporary credentials) and `Authorization`.
  /// - Parameter now: wall time, nanoseconds since 1970 UTC. AWS refuses what is more than five minutes off.
  func sign(_ request: OutboundRequest, now: Int64) -> OutboundRequest {
    let time = SigV4.basicTime(now)
    var signed = request
    signed.set("Host", CanonicalRequest.host(request.url))
    signed.set("X-Amz-Date", time)
    if let token = credentials.sessionToken { signed.set("X-Amz-Security-Token", token) }
    let canonical = CanonicalRequest(signed)
    let signature = signature(of: stringToSign(canonical, time), date: String(time.prefix(8)))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope(time)), SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
    signed.headers.append((name: "Authorization", value: authorization))
    return signed
  }

  func stringToSign(_ canonical: CanonicalRequest, _ time: String) -> String {
    ["AWS4-HMAC-SHA256", time, scope(time), SHA256(canonical.text).hexadecimal].joined(separator: "\n")
  }

  private func scope(_ time: String) -> String { "\(time.prefix(8))/\(region)/\(service)/aws4_request" }

  private func signature(of text: String, date: String) -> String {
    let key = [date, region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretKey)".utf8)) { key, part in
      HMACSHA256(key: key, message: Array(part.utf8)).bytes
    }
    return HMACSHA256(key: key, message: Array(text.utf8)).hexadecimal
  }

  /// `20150830T123600Z`.
  static func basicTime(_ now: Int64) -> String {
    let wholeSeconds = Timestamp.floorDivide(now, Timestamp.nanosecondsPerSecond) * Timestamp.nanosecondsPerSecond
    return Timestamp.format(wholeSeconds).filter { $0 != "-" && $0 != ":" }
  }
}

extension OutboundRequest {
  /// Replaces every header of that name.
  mutating func set(_ name: String, _ value: String) {
    headers.removeAll { $0.name.lowercased() == name.lowercased() }
    headers.append((name: name, value: value))
  }
}
