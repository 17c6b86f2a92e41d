import Foundation
import Synchronization

/// An HTTP server on this machine: a thread for each connection, which may carry several requests.
final class LoopbackServer: Sendable {
  struct Heard: Sendable {
    var connection: Int
    /// Request line and headers, as they came.
    var head: String
    var body: [UInt8]
  }

  /// What to do with a request.
  enum Reply: Sendable {
    /// These bytes, as they are.
    case raw(String)
    case hangUp
    /// Nothing until the connection is closed by the other side.
    case silence
  }

  let port: UInt16
  private let listener: Int32
  private let heardSoFar = Mutex<[Heard]>([])
  private let reply: @Sendable (Heard) -> Reply

  var url: String { "http://127.0.0.1:\(port)" }
  var heard: [Heard] { heardSoFar.withLock { $0 } }

  init(_ reply: @escaping @Sendable (Heard) -> Reply) throws {
    self.reply = reply
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(socket, generic, length) == 0 && listen(socket, 64) == 0 && getsockname(socket, generic, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.featureUnsupported) }
    port = UInt16(bigEndian: address.sin_port)
    Thread { [self] in acceptAll() }.start()
  }

  static func answer(_ status: String = "200 OK", _ body: String = "", headers: [String] = []) -> Reply {
    .raw((["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers).joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func acceptAll() {
    var number = 0
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      number += 1
      let index = number
      Thread { [self] in serve(connection, index) }.start()
    }
    Glibc.close(listener)
  }

  private func serve(_ connection: Int32, _ index: Int) {
    defer { Glibc.close(connection) }
    var buffer: [UInt8] = []
    while let request = read(connection, index, &buffer) {
      heardSoFar.withLock { $0.append(request) }
      switch reply(request) {
      case .raw(let text): _ = send(connection, text, text.utf8.count, Int32(MSG_NOSIGNAL))
      case .hangUp: return
      case .silence:
        var byte: UInt8 = 0
        _ = recv(connection, &byte, 1, 0)
        return
      }
    }
  }

  private func read(_ connection: Int32, _ index: Int, _ buffer: inout [UInt8]) -> Heard? {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: buffer, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = String(text[..<end.lowerBound])
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        let start = head.utf8.count + 4
        if buffer.count >= start + length {
          defer { buffer.removeFirst(start + length) }
          return Heard(connection: index, head: head, body: Array(buffer[start..<start + length]))
        }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      buffer.append(contentsOf: chunk[..<count])
    }
  }
}
