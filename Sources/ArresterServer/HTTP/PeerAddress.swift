import Glibc

/// Who is at the other end of a connection.
struct PeerAddress: Sendable, Equatable {
  /// Without the port; an IPv4 address inside IPv6 is written as IPv4.
  var text: String
  /// What limits count by: the IPv4 address, or the /64 of an IPv6 address, which one host commonly has to itself.
  var group: String

  init(_ address: UnsafePointer<sockaddr>?) {
    text = PeerAddress.text(address)
    group = PeerAddress.group(of: text)
  }

  static func group(of text: String) -> String {
    var address = in6_addr()
    guard text.contains(":"), inet_pton(AF_INET6, text, &address) == 1 else { return text }
    withUnsafeMutableBytes(of: &address) { bytes in for index in 8..<16 { bytes[index] = 0 } }
    return PeerAddress.write(AF_INET6, &address) + "/64"
  }

  private static func text(_ address: UnsafePointer<sockaddr>?) -> String {
    guard let address else { return "unknown" }
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { inner in
        var raw = inner.pointee.sin_addr
        return write(AF_INET, &raw)
      }
    case AF_INET6:
      return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { inner in
        var raw = inner.pointee.sin6_addr
        let text = write(AF_INET6, &raw)
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
      }
    default: return "unknown"
    }
  }

  private static func write(_ family: Int32, _ address: UnsafeRawPointer) -> String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return "unknown" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}
