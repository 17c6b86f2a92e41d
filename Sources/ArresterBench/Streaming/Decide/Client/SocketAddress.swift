import Glibc

/// An address that a socket can connect to.
struct SocketAddress {
  private var storage = sockaddr_storage()
  private let length: socklen_t
  let family: Int32

  /// The first that the name has.
  /// - Throws: where it has none.
  init(_ address: ServiceAddress) throws {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(address.host, String(address.port), &hints, &found)
    guard code == 0, let found, let source = found.pointee.ai_addr else {
      throw BenchError("\(address.authority): \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(found) }
    length = found.pointee.ai_addrlen
    family = found.pointee.ai_family
    withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(length))) }
  }

  /// Begins to connect.
  /// - Returns: as `connect` does.
  func connect(_ descriptor: Int32) -> Int32 {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
    }
  }
}
