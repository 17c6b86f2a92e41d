/// `HOST:PORT`, as `127.0.0.1:9092`, `kafka.example.org:9093` or `[::1]:9092`.
public struct ServerAddress: Sendable, Equatable {
  /// Without the brackets of an IPv6 address.
  public let host: String
  public let port: UInt16

  /// - Parameter allowsAnyPort: port 0 is one: whichever is free, for who listens.
  /// - Returns: nil where a part is missing, the port is not 1-65535, or an IPv6 address stands without brackets.
  public init?(_ text: String, allowsAnyPort: Bool = false) {
    guard let colon = text.lastIndex(of: ":"), text[text.index(after: colon)...].allSatisfy({ $0.isASCII && $0.isNumber }),
      let port = UInt16(text[text.index(after: colon)...]), port > 0 || allowsAnyPort
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
      guard host.contains(":") else { return nil }
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }) else { return nil }
    self.host = String(host)
    self.port = port
  }
}
