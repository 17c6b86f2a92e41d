import Foundation
import Testing

@testable import ArresterEnforcement

/// A TLS server with a certificate of its own making, by the openssl program.
private final class TLSServer: @unchecked Sendable {
  static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { FileManager.default.isExecutableFile(atPath: $0) }

  let folder = NSTemporaryDirectory() + "arrester-tls-\(UUID().uuidString)"
  let port: Int
  private let process = Process()

  init() throws {
    let openssl = try #require(TLSServer.openssl)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let maker = Process()
    maker.executableURL = URL(fileURLWithPath: openssl)
    maker.arguments =
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
      + ["-addext", "subjectAltName=DNS:localhost", "-keyout", "\(folder)/key.pem", "-out", "\(folder)/certificate.pem"]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    // A port that was free a moment ago.
    let free = try LoopbackServer { _ in .hangUp }
    free.close()
    port = Int(free.port)
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = [
      "s_server", "-quiet", "-www", "-accept", "127.0.0.1:\(port)", "-key", "\(folder)/key.pem", "-cert", "\(folder)/certificate.pem",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Asks until the server is up, or says something other than that nobody listens.
  func ask(_ host: String, _ settings: CurlSettings) async throws -> Result<InboundAnswer, TransportError> {
    let transport = try CurlTransport(settings)
    let end = Date(timeIntervalSinceNow: 30)
    while true {
      do throws(TransportError) {
        return .success(try await transport.send(OutboundRequest(method: "GET", url: "https://\(host):\(port)/")))
      } catch {
        guard error.detail.contains("connect"), !error.detail.contains("certificate"), Date() < end else { return .failure(error) }
      }
      try await Task.sleep(nanoseconds: 20_000_000)
    }
  }

}

@Suite("TLS", .enabled(if: TLSServer.openssl != nil, "needs the openssl program"))
struct TLSTests {
  @Test("is spoken with whom the configured authority vouches for, and with nobody else, under no other name")
  func verification() async throws {
    let server = try TLSServer()
    let trusting = CurlSettings(authorityFile: "\(server.folder)/certificate.pem", proxy: .none)
    #expect(try await server.ask("localhost", trusting).get().status == 200)
    for (host, settings) in [("localhost", CurlSettings(proxy: .none)), ("127.0.0.1", trusting)] {
      guard case .failure(let error) = try await server.ask(host, settings) else {
        Issue.record("\(host) was trusted")
        continue
      }
      #expect(error.detail.contains("SSL") && !error.mayHaveArrived, "\(error.detail)")
    }
  }
}
