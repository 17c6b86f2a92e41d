import Foundation
import Testing

@testable import ArresterServer

@Suite("TLS", .enabled(if: TestCertificate.canRun, "needs the commands openssl and curl"))
struct TLSTests {
  @Test("serves a client that trusts the certificate, and no other")
  func serves() async throws {
    let certificate = try TestCertificate()
    defer { certificate.remove() }
    try await certificate.renew(as: "other")
    try await certificate.renew(as: "own")
    let server = try TestServer {
      $0.host = "0.0.0.0"
      $0.tls = certificate.files
    }
    #expect(await certificate.curl(server.server.port, trusting: "own") == "peer 127.0.0.1")
    #expect(await certificate.curl(server.server.port, trusting: "own", ["--tlsv1.3"]) == "peer 127.0.0.1")
    #expect(await certificate.curl(server.server.port, trusting: "own", ["--tls-max", "1.1"]) == nil)
    #expect(await certificate.curl(server.server.port, trusting: "other") == nil)
  }

  @Test("gives a renewed certificate to the next handshake, without a restart")
  func reload() async throws {
    let certificate = try TestCertificate()
    defer { certificate.remove() }
    try await certificate.renew(as: "first")
    let server = try TestServer { $0.tls = certificate.files }
    #expect(await certificate.curl(server.server.port, trusting: "first") == "peer 127.0.0.1")
    try await certificate.renew(as: "second")
    #expect(await certificate.curl(server.server.port, trusting: "first") == "peer 127.0.0.1")
    try server.server.reloadCertificate()
    #expect(await certificate.curl(server.server.port, trusting: "second") == "peer 127.0.0.1")
    #expect(await certificate.curl(server.server.port, trusting: "first") == nil)
  }

  @Test("keeps the certificate before where the renewed one cannot be used, and says why")
  func badReload() async throws {
    let certificate = try TestCertificate()
    defer { certificate.remove() }
    try await certificate.renew(as: "first")
    let server = try TestServer { $0.tls = certificate.files }
    let key = try Data(contentsOf: URL(fileURLWithPath: certificate.path("key.pem")))
    try await certificate.renew(as: "second")
    try key.write(to: URL(fileURLWithPath: certificate.path("key.pem")))
    let mismatch = try #require(throws: HTTPServerError.self) { try server.server.reloadCertificate() }
    #expect(mismatch.detail.contains("not the one of the first certificate"))
    try Data("no key".utf8).write(to: URL(fileURLWithPath: certificate.path("key.pem")))
    let noKey = try #require(throws: HTTPServerError.self) { try server.server.reloadCertificate() }
    #expect(noKey.detail.contains("no private key in PEM"))
    #expect(!noKey.detail.contains("no key:"))
    try Data("nothing".utf8).write(to: URL(fileURLWithPath: certificate.path("certificate.pem")))
    let noChain = try #require(throws: HTTPServerError.self) { try server.server.reloadCertificate() }
    #expect(noChain.detail.contains("no chain of certificates"))
    #expect(await certificate.curl(server.server.port, trusting: "first") == "peer 127.0.0.1")
  }

  @Test("outlives clients that speak no TLS")
  func plainClient() async throws {
    let certificate = try TestCertificate()
    defer { certificate.remove() }
    try await certificate.renew(as: "own")
    let server = try TestServer { $0.tls = certificate.files }
    #expect(await server.ask("GET", "/open") == nil)
    #expect(await certificate.curl(server.server.port, trusting: "own") == "peer 127.0.0.1")
  }

  @Test("serves deferred routes too")
  func deferred() async throws {
    let certificate = try TestCertificate()
    defer { certificate.remove() }
    try await certificate.renew(as: "own")
    let server = try TestServer { $0.tls = certificate.files }
    let later = "https://127.0.0.1:\(server.server.port)/later"
    #expect(await certificate.curl(server.server.port, trusting: "own", [later]) == "peer 127.0.0.1later")
  }
}
