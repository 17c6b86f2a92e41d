import Foundation

@testable import ArresterServer

/// Certificates for 127.0.0.1 by the openssl command, and requests by curl.
struct TestCertificate {
  let folder: URL

  static let canRun = isExecutable("openssl") && isExecutable("curl")

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "arrester-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  var files: HTTPServerOptions.TLS { HTTPServerOptions.TLS(certificatePath: path("certificate.pem"), keyPath: path("key.pem")) }

  /// Makes a new key with a certificate of its own signing, and keeps a copy of the certificate for clients.
  func renew(as name: String) async throws {
    try await TestCertificate.run(
      "openssl",
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=\(name)"]
        + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path("key.pem"), "-out", path("certificate.pem")])
    try? FileManager.default.removeItem(atPath: path(name))
    try FileManager.default.copyItem(atPath: path("certificate.pem"), toPath: path(name))
  }

  /// What curl prints, where it trusts only the certificate that was made under `name`; nil where it does not trust the server, or fails.
  func curl(_ port: UInt16, trusting name: String, _ more: [String] = []) async -> String? {
    try? await TestCertificate.run(
      "curl", ["--silent", "--max-time", "20", "--cacert", path(name), "https://127.0.0.1:\(port)/open"] + more)
  }

  private static func isExecutable(_ name: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  struct CommandFailed: Error { let status: Int32 }

  /// Waits on a thread of its own, as `RawClient` does.
  @discardableResult
  private static func run(_ command: String, _ arguments: [String]) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try runHere(command, arguments) }) }
    }
  }

  private static func runHere(_ command: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailed(status: process.terminationStatus) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
