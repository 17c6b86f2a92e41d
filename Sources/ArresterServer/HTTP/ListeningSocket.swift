import Glibc

/// A socket that is bound and listens. Whoever holds it closes it.
struct ListeningSocket {
  let descriptor: Int32
  let port: UInt16
  let isIPv6: Bool

  /// - Throws: what could not be bound, or an address that is not loopback without TLS or a proxy in front: tokens would cross the
  ///   network in the clear.
  init(_ options: HTTPServerOptions) throws(HTTPServerError) {
    let operation = "listen on \(options.host):\(options.port)"
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(options.host, String(options.port), &hints, &found)
    guard code == 0, let found, let address = found.pointee.ai_addr else {
      let reason = String(cString: gai_strerror(code))
      throw HTTPServerError(operation: operation, detail: "\(reason); give an address of this machine, as 127.0.0.1 or ::1")
    }
    defer { freeaddrinfo(found) }
    guard options.tls != nil || options.behindProxy || ListeningSocket.isLoopback(address) else {
      throw HTTPServerError(
        operation: operation,
        detail: "anything but loopback needs TLS, for tokens would be read on the way; give http.tls a certificate and a key, "
          + "or set http.behindProxy where a proxy in front ends TLS")
    }
    isIPv6 = found.pointee.ai_family == AF_INET6
    descriptor = socket(found.pointee.ai_family, hints.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw ListeningSocket.failure(operation) }
    var (one, zero): (Int32, Int32) = (1, 0)
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, size)
    if isIPv6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &zero, size) }
    guard bind(descriptor, address, found.pointee.ai_addrlen) == 0, listen(descriptor, SOMAXCONN) == 0 else {
      let failure = ListeningSocket.failure(operation)
      close(descriptor)
      throw failure
    }
    port = ListeningSocket.port(of: descriptor)
  }

  private static func failure(_ operation: String) -> HTTPServerError {
    HTTPServerError(operation: operation, detail: String(cString: strerror(errno)))
  }

  /// 127.0.0.0/8, ::1, and the former inside IPv6.
  private static func isLoopback(_ address: UnsafePointer<sockaddr>) -> Bool {
    let text = PeerAddress(address).text
    return text == "::1" || (text.hasPrefix("127.") && !text.contains(":"))
  }

  private static func port(of descriptor: Int32) -> UInt16 {
    var address = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(descriptor, $0, &length) }
      // The port stands at the same place in both families.
      return UInt16(bigEndian: pointer.pointee.sin6_port)
    }
  }
}
