import Foundation
import Testing

extension SharedFolder {
  /// The script that starts real API servers.
  static let kubeScript: String? = {
    guard let script = path.map({ $0 + "/kubernetes/kube" }) else { return nil }
    return FileManager.default.isExecutableFile(atPath: script) ? script : nil
  }()
}

/// A real API server with its etcd, by the shared script, in a temporary folder.
struct APIServer: Sendable {
  let folder: String

  /// - Parameters:
  ///   - folder: one that is not there yet.
  ///   - options: of the script's `start`.
  static func start(in folder: String, _ options: [String]) throws -> APIServer {
    let script = try #require(SharedFolder.kubeScript)
    var result = try ShellCommand.run(script, ["start", folder] + options)
    // The script can look for a process too early, before its command line is there, and then takes it for one that ended.
    for _ in 0..<mostResumes where !result.succeeded {
      _ = try ShellCommand.run(script, ["stop", folder])
      result = try ShellCommand.run(script, ["resume", folder])
    }
    try #require(result.succeeded, "\(result.output)")
    return APIServer(folder: folder)
  }

  private static let mostResumes = 3

  func stop() { _ = try? ShellCommand.run(SharedFolder.kubeScript ?? "", ["stop", folder]) }

  /// Runs kubectl as admin, agent or operator.
  func kubectl(_ user: String, _ arguments: String..., input: String? = nil) throws -> ShellCommand {
    try kubectl(user, arguments, input: input)
  }

  func kubectl(_ user: String, _ arguments: [String], input: String? = nil) throws -> ShellCommand {
    try ShellCommand.run(try #require(SharedFolder.kubeScript), ["as", folder, user] + arguments, input: input)
  }

  /// Makes a namespace of its own for a test.
  func makeNamespace() throws -> String {
    let name = "shop-\(UUID().uuidString.prefix(8).lowercased())"
    let made = try kubectl("admin", "create", "namespace", name)
    try #require(made.succeeded, "\(made.output)")
    return name
  }
}
