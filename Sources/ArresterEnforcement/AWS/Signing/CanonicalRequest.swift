import ArresterBase

/// A request in the one form that both sides hash.
///
/// Source: AWS, "Create a signed AWS API request", step 1; paths are normalised and encoded twice, as every service but S3 does.
struct CanonicalRequest: Sendable, Equatable {
  let text: String
  /// Names in lower case, sorted, joined by semicolons.
  let signedHeaders: String

  /// Every header of the request is signed.
  init(_ request: OutboundRequest) {
    let target = CanonicalRequest.target(request.url)
    let headers = CanonicalRequest.headers(request.headers)
    signedHeaders = headers.map(\.name).joined(separator: ";")
    let lines =
      [request.method, CanonicalRequest.path(target.path), CanonicalRequest.query(target.query)]
      + headers.map { "\($0.name):\($0.value)" } + ["", signedHeaders, SHA256(request.body).hexadecimal]
    text = lines.joined(separator: "\n")
  }

  /// The authority of an absolute URL, as the `Host` header says it: without the port that its scheme has anyway.
  static func host(_ url: String) -> String {
    let authority = target(url).authority
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] where url.hasPrefix(scheme) && authority.hasSuffix(port) {
      return String(authority.dropLast(port.count))
    }
    return authority
  }

  private static func target(_ url: String) -> (authority: String, path: String, query: String) {
    let afterScheme = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
    let withoutFragment = afterScheme.prefix { $0 != "#" }
    let end = withoutFragment.firstIndex { $0 == "/" || $0 == "?" } ?? withoutFragment.endIndex
    let rest = withoutFragment[end...]
    let path = rest.prefix { $0 != "?" }
    return (String(withoutFragment[..<end]), String(path), String(rest.dropFirst(path.count + 1)))
  }

  private static func path(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment != ".." {
        segments.append(segment)
      } else if !segments.isEmpty {
        segments.removeLast()
      }
    }
    guard !segments.isEmpty else { return "/" }
    let endsWithSlash = path.hasSuffix("/") || path.hasSuffix("/.") || path.hasSuffix("/..")
    return "/" + segments.map { PercentEncoding.encode($0.utf8) }.joined(separator: "/") + (endsWithSlash ? "/" : "")
  }

  private static func query(_ query: String) -> String {
    let pairs = query.split(separator: "&").map { pair -> (name: String, value: String) in
      let name = pair.prefix { $0 != "=" }
      let value = pair.dropFirst(name.count + 1)
      return (PercentEncoding.encode(PercentEncoding.decode(name)), PercentEncoding.encode(PercentEncoding.decode(value)))
    }
    let sorted = pairs.sorted { left, right in
      left.name == right.name ? left.value.precedesByBytes(right.value) : left.name.precedesByBytes(right.name)
    }
    return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  /// Values of one name are joined in the order in which they are sent; runs of spaces count as one.
  private static func headers(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for (name, value) in headers {
      values[name.lowercased(), default: []].append(value.split(separator: " ").joined(separator: " "))
    }
    return values.keys.sorted { $0.precedesByBytes($1) }.map { ($0, values[$0, default: []].joined(separator: ",")) }
  }
}
