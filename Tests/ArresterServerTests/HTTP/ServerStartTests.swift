import Testing

@testable import ArresterServer

@Suite("Starting the HTTP server")
struct ServerStartTests {
  private func start(_ change: (inout HTTPServerOptions) -> Void) throws -> HTTPServer {
    var options = HTTPServerOptions()
    options.port = 0
    change(&options)
    let counting = ServerCounting()
    return try HTTPServer(options, router: Router([]), access: AccessControl(TokenDirectory(), counting: counting), counting: counting)
  }

  @Test("is refused off loopback without TLS", arguments: ["0.0.0.0", "::", "::ffff:0.0.0.0"])
  func offLoopback(host: String) throws {
    let error = try #require(throws: HTTPServerError.self) { try start { $0.host = host } }
    #expect(error.detail.contains("needs TLS"))
    #expect(error.detail.contains("behindProxy"))
  }

  @Test("is possible on loopback, by either family", arguments: ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
  func onLoopback(host: String) throws {
    #expect(try start { $0.host = host }.port > 0)
  }

  @Test("is possible off loopback behind a proxy")
  func behindProxy() throws {
    let server = try start {
      $0.host = "0.0.0.0"
      $0.behindProxy = true
    }
    #expect(server.port > 0)
  }

  @Test("fails with the reason where the port is taken, and where the host is none")
  func failures() throws {
    let first = try start { _ in }
    let taken = try #require(throws: HTTPServerError.self) { try start { $0.port = first.port } }
    #expect(taken.operation == "listen on 127.0.0.1:\(first.port)")
    #expect(taken.detail == "Address already in use")
    let unknown = try #require(throws: HTTPServerError.self) { try start { $0.host = "no host" } }
    #expect(unknown.detail.contains("127.0.0.1"))
  }

  @Test("names the file that cannot be read")
  func missingCertificate() throws {
    let error = try #require(throws: HTTPServerError.self) {
      try start { $0.tls = HTTPServerOptions.TLS(certificatePath: "/nowhere/certificate.pem", keyPath: "/nowhere/key.pem") }
    }
    #expect(error.operation == "read /nowhere/certificate.pem")
  }
}
