import Foundation

/// Where a decision endpoint listens, in plain HTTP.
public struct ServiceAddress: Sendable, Equatable {
  /// A name or an address, an IPv6 address without brackets.
  public var host: String
  public var port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// - Parameter text: `http://HOST:PORT`.
  /// - Throws: what is wrong with it, and what would be right.
  public init(_ text: String) throws(BenchError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, let host = parts.host, !host.isEmpty else {
      throw BenchError("--address is '\(text)'; write one as http://127.0.0.1:8181")
    }
    guard scheme == "http" else {
      throw BenchError("--address is '\(text)', but plain HTTP only is measured; write one as http://127.0.0.1:8181")
    }
    guard ["", "/"].contains(parts.path), parts.query == nil, parts.user == nil, (1...65535).contains(parts.port ?? 80) else {
      throw BenchError("--address is '\(text)'; write a host and a port alone, as http://127.0.0.1:8181: /v1/decide is asked there")
    }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = UInt16(parts.port ?? 80)
  }

  /// As a `Host` header and a URL have it.
  var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

/// A service that somebody else runs.
public struct RunningService: Sendable, Equatable {
  public var address: ServiceAddress
  /// Of a machine that may ask for decisions. In no report, log line or error.
  public var token: String

  /// - Parameter tokenText: what the token's file holds; white space around the token is dropped.
  /// - Throws: where that is no token.
  public init(address: ServiceAddress, tokenText: String) throws(BenchError) {
    self.address = address
    token = tokenText.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw BenchError("the token's file holds no token; write one there, in one line of printable characters")
    }
  }
}
