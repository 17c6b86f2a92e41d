import CCurl

/// Owner of one libcurl easy handle and of the memory that it points to. Of the loop's thread.
final class CurlHandle {
  let easy: UnsafeMutableRawPointer
  private let exchange: CurlExchange
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>
  /// libcurl keeps the pointer until the transfer is over.
  private let body: UnsafeMutableBufferPointer<UInt8>

  /// nil: libcurl has no memory, or refuses an option.
  init?(_ exchange: CurlExchange, _ settings: CurlSettings, now: Int64) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    self.exchange = exchange
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // Never empty: without an address libcurl would read the body from standard input.
    body = .allocate(capacity: max(1, exchange.request.body.count))
    _ = body.initialize(from: exchange.request.body)
    let milliseconds = max(1, min((exchange.deadline - now) / 1_000_000, Int64(Int32.max)))
    guard setConnection(settings, milliseconds), setMessage(), setCallbacks() else { return nil }
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
    errorText.deallocate()
    body.deallocate()
  }

  /// Whether any of the request was written.
  var mayHaveArrived: Bool {
    var bytes = 0
    return arrester_curl_get_long(easy, CURLINFO_REQUEST_SIZE, &bytes) == CURLE_OK && bytes > 0
  }

  /// Answers the exchange with how the transfer ended.
  func report(_ result: CURLcode) {
    if result == CURLE_OK {
      var status = 0
      _ = arrester_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
      return exchange.succeed(status: status)
    }
    if let reason = exchange.tooLarge { return exchange.fail(reason, mayHaveArrived: true) }
    let said = String(cString: errorText)
    exchange.fail(said.isEmpty ? String(cString: curl_easy_strerror(result)) : said, mayHaveArrived: mayHaveArrived)
  }

  private func setConnection(_ settings: CurlSettings, _ milliseconds: Int64) -> Bool {
    var isSet = set(CURLOPT_NOSIGNAL, 1) && set(CURLOPT_TIMEOUT_MS, Int(milliseconds))
    isSet = isSet && set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, min(settings.connectTimeoutNanoseconds / 1_000_000, milliseconds))))
    isSet = isSet && set(CURLOPT_FOLLOWLOCATION, 0) && arrester_curl_allow_http_only(easy) == CURLE_OK
    isSet = isSet && set(CURLOPT_SSL_VERIFYPEER, 1) && set(CURLOPT_SSL_VERIFYHOST, 2)
    isSet = isSet && set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) && set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    isSet = isSet && set(CURLOPT_TCP_KEEPALIVE, 1) && set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // As signed: libcurl would take `/a/../b` apart.
    isSet = isSet && set(CURLOPT_PATH_AS_IS, 1)
    if let file = settings.authorityFile { isSet = isSet && set(CURLOPT_CAINFO, file) }
    if let file = settings.clientCertificateFile { isSet = isSet && set(CURLOPT_SSLCERT, file) }
    if let file = settings.clientKeyFile { isSet = isSet && set(CURLOPT_SSLKEY, file) }
    // An empty text forbids the environment's proxy too.
    if settings.proxy == .none { isSet = isSet && set(CURLOPT_PROXY, "") }
    return isSet
  }

  private func setMessage() -> Bool {
    let request = exchange.request
    var isSet = set(CURLOPT_URL, request.url)
    if request.method == "HEAD" {
      isSet = isSet && set(CURLOPT_NOBODY, 1)
    } else {
      // An empty body too has a length, where the method usually has one.
      if !request.body.isEmpty || request.method != "GET" && request.method != "DELETE" {
        isSet = isSet && set(CURLOPT_POST, 1) && setBody()
      }
      isSet = isSet && set(CURLOPT_CUSTOMREQUEST, request.method)
    }
    for (name, value) in request.headers {
      // libcurl takes `Name:` as "do not send it", and `Name;` as a header without a value.
      appendHeader(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    // Without being asked to, libcurl would wait for a 100, and call every body a form.
    appendHeader("Expect:")
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) { appendHeader("Content-Type:") }
    if !request.headers.contains(where: { $0.name.lowercased() == "user-agent" }) { appendHeader("User-Agent: arrester") }
    return isSet && arrester_curl_set_list(easy, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
  }

  private func setBody() -> Bool {
    arrester_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, exchange.request.body.count) == CURLE_OK
      && arrester_curl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress) == CURLE_OK
  }

  private func setCallbacks() -> Bool {
    let place = Unmanaged.passUnretained(exchange).toOpaque()
    return arrester_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK
      && arrester_curl_set_data_function(easy, CURLOPT_WRITEFUNCTION, CurlHandle.takeBody) == CURLE_OK
      && arrester_curl_set_pointer(easy, CURLOPT_WRITEDATA, place) == CURLE_OK
      && arrester_curl_set_data_function(easy, CURLOPT_HEADERFUNCTION, CurlHandle.takeHeader) == CURLE_OK
      && arrester_curl_set_pointer(easy, CURLOPT_HEADERDATA, place) == CURLE_OK
  }

  /// libcurl ends the transfer where less is taken than was given.
  private static let takeBody: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    bytes, size, count, place in
    guard let place else { return 0 }
    let exchange = Unmanaged<CurlExchange>.fromOpaque(place).takeUnretainedValue()
    return exchange.append(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  private static let takeHeader: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    bytes, size, count, place in
    guard let place else { return 0 }
    let exchange = Unmanaged<CurlExchange>.fromOpaque(place).takeUnretainedValue()
    return exchange.append(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
  }

  private func appendHeader(_ line: String) { headerList = curl_slist_append(headerList, line) }

  private func set(_ option: CURLoption, _ value: Int) -> Bool { arrester_curl_set_long(easy, option, value) == CURLE_OK }

  private func set(_ option: CURLoption, _ value: String) -> Bool { arrester_curl_set_text(easy, option, value) == CURLE_OK }
}
