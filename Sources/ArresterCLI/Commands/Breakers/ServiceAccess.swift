import ArresterEnforcement
import Foundation

/// `--address`, `--token-file` and `--ca`.
enum ServiceAccess {
  static let usualAddress = "http://127.0.0.1:8181"
  /// Longer than any token.
  static let maximumTokenBytes = 16 * 1024

  static func client(
    _ options: ParsedOptions, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> ServiceClient {
    let address = try address(options)
    let token = try token(options, environment)
    do {
      let transport = try CurlTransport(CurlSettings(authorityFile: options.string("ca"), maximumAnswerBytes: 64 << 20))
      return ServiceClient(address: address, token: token, transport: transport)
    } catch {
      throw UsageError(found: error.detail, expected: "name a file that can be read", command: options.command.name)
    }
  }

  static func address(_ options: ParsedOptions) throws -> String {
    var address = options.string("address") ?? usualAddress
    while address.hasSuffix("/") { address.removeLast() }
    guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty, parts.query == nil, parts.user == nil,
      ["http", "https"].contains(parts.scheme)
    else {
      throw wrong(options, "the address is \(PrintedName.line(address))", "write it as https://arrester.example:8181")
    }
    guard parts.scheme == "https" || isLoopback(host) else {
      throw wrong(
        options, "the address is plain http to \(PrintedName.line(host))",
        "use https, or a tunnel to this machine: your token would be read on the way")
    }
    return address
  }

  static func token(_ options: ParsedOptions, _ environment: [String: String]) throws -> String {
    let text: String
    if let path = options.string("token-file") {
      guard let file = FileHandle(forReadingAtPath: path), let bytes = try? file.read(upToCount: maximumTokenBytes + 1) else {
        throw wrong(options, "the token file \(PrintedName.line(path)) cannot be read or is empty", "name a file that holds your token")
      }
      guard bytes.count <= maximumTokenBytes, let token = String(data: bytes, encoding: .utf8) else {
        throw wrong(
          options, "the token file \(PrintedName.line(path)) holds no token", "name a file that holds your token and nothing else")
      }
      text = token
    } else {
      text = environment["ARRESTER_TOKEN"] ?? ""
    }
    let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty else {
      throw wrong(options, "there is no token", "give --token-file FILE, or set ARRESTER_TOKEN_FILE or ARRESTER_TOKEN")
    }
    guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw wrong(options, "the token has spaces or characters that no token has", "give the token and nothing else")
    }
    return token
  }

  private static func isLoopback(_ host: String) -> Bool {
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil)
  }

  private static func wrong(_ options: ParsedOptions, _ found: String, _ expected: String) -> UsageError {
    UsageError(found: found, expected: expected, command: options.command.name)
  }
}
