import CCurl

/// Where a request goes: what of its URL may be said in an error.
struct CurlTarget: Sendable, Equatable {
  /// `host:port`.
  let authority: String

  /// - Throws: for what is no absolute http or https URL, and for one that holds a user name or password.
  init(_ request: OutboundRequest) throws(TransportError) {
    let url = curl_url()
    defer { curl_url_cleanup(url) }
    guard curl_url_set(url, CURLUPART_URL, request.url, 0) == CURLUE_OK, let scheme = CurlTarget.part(url, CURLUPART_SCHEME),
      scheme == "https" || scheme == "http", let host = CurlTarget.part(url, CURLUPART_HOST)
    else {
      throw TransportError(detail: "the address is no absolute http or https URL", mayHaveArrived: false)
    }
    let port = CurlTarget.part(url, CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)) ?? "?"
    guard CurlTarget.part(url, CURLUPART_USER) == nil, CurlTarget.part(url, CURLUPART_PASSWORD) == nil else {
      throw TransportError(detail: "the URL of \(host):\(port) holds a user name or password; send a header instead", mayHaveArrived: false)
    }
    authority = "\(host):\(port)"
  }

  private static func part(_ url: OpaquePointer?, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
