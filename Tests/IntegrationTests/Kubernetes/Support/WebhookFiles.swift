import Foundation

/// The files of `deploy/kubernetes`, with the places of a test put in for those of an installation.
struct WebhookFiles {
  /// A temporary folder.
  let folder: String
  let port: UInt16

  static let deploy = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "deploy/kubernetes")

  var authority: String { "\(folder)/ca.crt" }
  var certificate: String { "\(folder)/tls.crt" }
  var key: String { "\(folder)/tls.key" }

  /// A certificate for the name of the Service, as an installation has one, and for its address here.
  static func makeCertificate(in folder: String) throws {
    let names = "subjectAltName=DNS:arrester.arrester.svc,IP:127.0.0.1"
    try ShellCommand.require(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=arrester",
        "-addext", names, "-keyout", "\(folder)/tls.key", "-out", "\(folder)/tls.crt",
      ])
    try FileManager.default.copyItem(atPath: "\(folder)/tls.crt", toPath: "\(folder)/ca.crt")
  }

  /// Writes everything that the API server is started with.
  func write(token: String) throws {
    try Data(token.utf8).write(to: URL(filePath: "\(folder)/token"))
    let names = [
      "authorization.yaml", "authorization-webhook.kubeconfig", "audit-webhook.kubeconfig", "admission.yaml",
      "admission-webhook.kubeconfig",
      "audit-policy.yaml",
    ]
    for name in names { try Data(text("api-server/\(name)").utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
  }

  /// The options of the script that starts the API server.
  var options: [String] {
    [
      "--authorization", "\(folder)/authorization.yaml", "--audit-webhook", "\(folder)/audit-webhook.kubeconfig", "--audit-policy",
      "\(folder)/audit-policy.yaml", "--set", "admission-control-config-file=\(folder)/admission.yaml", "--set",
      "audit-webhook-initial-backoff=500ms",
    ]
  }

  func text(_ name: String) throws -> String {
    let text = try String(contentsOf: WebhookFiles.deploy.appending(path: name), encoding: .utf8)
    return text.replacing("/etc/kubernetes/arrester/", with: folder + "/")
      .replacing("https://10.96.0.81:8443", with: "https://127.0.0.1:\(port)")
      .replacing("arrester.arrester.svc:8443", with: "127.0.0.1:\(port)")
  }

  /// A webhook configuration that calls this process instead of a Service.
  func configuration(_ name: String) throws -> String {
    let bundle = try Data(contentsOf: URL(filePath: authority)).base64EncodedString()
    return try text(name)
      .replacing(
        "service: {namespace: arrester, name: arrester, path: /v1/kubernetes/admission, port: 8443}",
        with: "url: https://127.0.0.1:\(port)/v1/kubernetes/admission"
      )
      .replacing("caBundle: \"\"", with: "caBundle: \(bundle)")
  }
}
