import Dispatch
import Foundation
import Glibc

/// A client that sends exactly the bytes that it is told to, well formed or not.
///
/// It waits on a thread of its own: tests and deferred handlers share a few threads, which must not be held up.
final class RawClient: @unchecked Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "raw-client")
  private var received: [UInt8] = []
  /// What must live as long as this client.
  private let kept: AnyObject?

  /// - Parameter patienceSeconds: after that long without a byte, a read gives up.
  init(port: UInt16, keeping kept: AnyObject? = nil, patienceSeconds: Int = 20) {
    self.kept = kept
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  deinit { close(descriptor) }

  /// Sends a request and reads one response.
  func ask(_ text: String) async -> RawResponse? {
    await send(text)
    return await read()
  }

  /// - Returns: false where the peer has closed.
  @discardableResult
  func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) async -> Bool {
    await onThread { [self] in
      var rest = bytes[...]
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }
  }

  /// The next response; nil where the connection ends, or nothing comes in time.
  /// - Parameter isHead: the response has no body, whatever its headers say.
  func read(isHead: Bool = false) async -> RawResponse? {
    await onThread { [self] in
      while true {
        if let (response, length) = RawResponse.parse(received, isHead: isHead) {
          received.removeFirst(length)
          return response
        }
        guard fill() else { return nil }
      }
    }
  }

  /// Waits until the peer closes; false where it does not in time.
  func isClosed() async -> Bool {
    await onThread { [self] in
      while fill() {}
      return errno != EAGAIN
    }
  }

  /// All that has come and is no part of a response that was read.
  var text: String { get async { await onThread { [self] in String(decoding: received, as: UTF8.self) } } }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    errno = 0
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    received += buffer.prefix(count)
    return true
  }

  private func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
  }
}

struct RawResponse: Sendable {
  var status: Int
  /// Names in lower case.
  var headers: [String: String]
  var body: String

  static func parse(_ bytes: [UInt8], isHead: Bool) -> (RawResponse, length: Int)? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let head = text[..<end.upperBound].utf8.count
    // Of an interim answer, nothing follows.
    let bodyLength = isHead || status < 200 || status == 204 ? 0 : Int(headers["content-length"] ?? "0") ?? 0
    guard bytes.count >= head + bodyLength else { return nil }
    let body = String(decoding: bytes[head..<head + bodyLength], as: UTF8.self)
    return (RawResponse(status: status, headers: headers, body: body), head + bodyLength)
  }
}
