import ArresterConfiguration
import Foundation
import Testing

@Suite("The files in deploy/kubernetes")
struct DeployedConfigurationTests {
  @Test("hold a configuration that serve takes")
  func configuration() throws {
    let file = NSTemporaryDirectory() + "arrester-deployed-\(UUID().uuidString).yaml"
    try Data(configMap().utf8).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let configuration = try ServeConfiguration.load(file: file, environment: [:], overrides: [])
    #expect(configuration.http?.listen == "0.0.0.0:8443" && configuration.kubernetes.cluster == "production")
    #expect(configuration.enforcers == [.kubernetes] && !configuration.mode.canEnforce)
  }

  /// What stands under the key `arrester.yaml` of the ConfigMap.
  private func configMap() throws -> String {
    let text = try String(contentsOf: WebhookFiles.deploy.appending(path: "cluster/arrester.yaml"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "  arrester.yaml: |" })
    return lines[(start + 1)...].prefix { $0.hasPrefix("    ") }.map { $0.dropFirst(4) }.joined(separator: "\n")
  }
}
