import Glibc

@testable import ArresterBench

/// Answers every request of one connection after the other with the same bytes, whatever they are.
///
/// Unchecked: what changes is the kernel's.
final class ScriptedServer: @unchecked Sendable {
  let address: ServiceAddress
  private let listener: Int32

  /// - Parameters:
  ///   - closes: after each answer.
  ///   - delayMicroseconds: before each answer.
  init(answer: String, closes: Bool = false, delayMicroseconds: UInt32 = 0) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw BenchError("no port for a scripted server") }
    self.listener = listener
    address = ServiceAddress(host: "127.0.0.1", port: UInt16(bigEndian: name.sin_port))
    _ = NamedThread("scripted-server") {
      while true {
        let connection = accept(listener, nil, nil)
        // Closed here, by its only user: another server may get the same number at once.
        guard connection >= 0 else {
          close(listener)
          return
        }
        ScriptedServer.serve(connection, Array(answer.utf8), closes, delayMicroseconds)
        close(connection)
      }
    }
  }

  deinit {
    // Wakes the thread out of `accept`.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// A request comes in one piece: it is short, and sent by one call.
  private static func serve(_ connection: Int32, _ answer: [UInt8], _ closes: Bool, _ delayMicroseconds: UInt32) {
    var request = [UInt8](repeating: 0, count: 4096)
    while recv(connection, &request, request.count, 0) > 0 {
      if delayMicroseconds > 0 { usleep(delayMicroseconds) }
      _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
      if closes { return }
    }
  }
}
