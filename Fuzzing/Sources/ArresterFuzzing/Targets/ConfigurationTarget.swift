import ArresterConfiguration
import Foundation

/// The configuration of `serve`: refused in words, or taken.
final class ConfigurationTarget: FuzzTarget {
  static let name = "configuration"
  private let path: String

  init() throws { path = FileManager.default.temporaryDirectory.appendingPathComponent("arrester-fuzzing-\(getpid()).yaml").path }

  func run(_ bytes: UnsafeRawBufferPointer) {
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    do throws(ConfigurationProblems) {
      let configuration = try ServeConfiguration.load(file: path, environment: [:], overrides: [])
      let again = try ServeConfiguration.load(file: path, environment: [:], overrides: [])
      require(configuration == again, "read again it is another")
    } catch {
      require(!error.description.isEmpty, "refused without a word")
    }
  }
}
