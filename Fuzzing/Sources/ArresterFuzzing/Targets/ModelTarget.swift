import ArresterEvents
import Foundation

@testable import Arrester

/// A model file beside the tables that are delivered: refused in words, or good for an engine.
final class ModelTarget: FuzzTarget {
  static let name = "model"
  private let tables: ActionTables
  private let kubernetes: KubernetesActionsFile

  init() throws {
    guard let model = ModelPaths.defaultModel() else { throw ModelProblems(path: "default.json", problems: [ModelPaths.notFound]) }
    let folder = URL(fileURLWithPath: model).deletingLastPathComponent()
    func read<File: Decodable>(_ name: String) throws -> File {
      try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
    tables = ActionTables(
      accessLevels: try read("aws-access-levels.json"), actions: try read("aws-actions.json"), parameters: try read("aws-parameters.json"),
      resources: try read("aws-resources.json"))
    kubernetes = try read("kubernetes-actions.json")
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    guard let file = try? JSONDecoder().decode(ModelFile.self, from: Data(bytes)) else { return }
    let problems = ModelCheck.problems(in: file, tables, kubernetes)
    require(problems == ModelCheck.problems(in: file, tables, kubernetes), "looked at twice it is wrong in other ways")
    guard problems.isEmpty else { return }
    let model = file.model(path: "", tables: tables, kubernetes: kubernetes, identifier: "", tablesIdentifier: "")
    _ = Replay(model: model, options: Replay.Options())
  }
}
