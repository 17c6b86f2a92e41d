import Arrester
import Foundation

/// The default model with something changed, as a person would change it: in the file.
enum ChangedModel {
  private typealias Object = [String: Any]

  /// - Parameter change: gets the model file as an object.
  static func load(_ change: (inout [String: Any]) -> Void) throws -> Model {
    let folder = try TemporaryFolder()
    let models = PackageFolder.path + "/models"
    for name in try FileManager.default.contentsOfDirectory(atPath: models) where name.hasSuffix(".json") && name != "default.json" {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: "\(models)/\(name)")
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: models + "/default.json"))
    var file = try JSONSerialization.jsonObject(with: bytes) as? Object ?? [:]
    change(&file)
    let path = "\(folder.path)/changed.json"
    try JSONSerialization.data(withJSONObject: file).write(to: URL(fileURLWithPath: path))
    return try withExtendedLifetime(folder) { try ModelLoader.load(path: path) }
  }

  /// Changes one number of an agent's limits; nil takes it away.
  static func setAgent(_ file: inout [String: Any], _ signal: String, in seconds: Int, _ part: String, to value: Double?) {
    agentLimits(&file) { limits in
      for index in limits.indices where limits[index]["signal"] as? String == signal && limits[index]["windowSeconds"] as? Int == seconds {
        limits[index][part] = value
      }
    }
  }

  /// Changes the list of an agent's limits.
  static func agentLimits(_ file: inout [String: Any], _ change: (inout [[String: Any]]) -> Void) {
    var limits = file["limits"] as? Object ?? [:]
    var agent = limits["agent"] as? [Object] ?? []
    change(&agent)
    limits["agent"] = agent
    file["limits"] = limits
  }
}
