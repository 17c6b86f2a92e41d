import ArresterEvents
import Foundation

/// Every action of AWS that the model's tables know.
enum KnownActions {
  struct Action: Sendable {
    var name: String
    var level: AccessLevelsFile.AccessLevel
    var effect: Effect

    var isRead: Bool { level == .read || level == .list }
  }

  static let models: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("models")
  }()

  static let all: [Action] = (try? load()) ?? []

  private static func load() throws -> [Action] {
    let levels: AccessLevelsFile = try read("aws-access-levels.json")
    let tables = ActionTables(
      accessLevels: levels, actions: try read("aws-actions.json"), parameters: try read("aws-parameters.json"),
      resources: try read("aws-resources.json"))
    let lists = ClassificationLists(
      oneStrike: [], statefulTypes: [], disposable: [], fanOutServices: [], globalServices: [], globalEndpointServices: [:])
    let catalog = ActionCatalog(tables: tables, lists: lists)
    var actions: [Action] = []
    for (service, byLevel) in levels.services {
      for (level, operations) in byLevel {
        for operation in operations {
          let effect = catalog.classify(service: service, operation: operation, readOnly: nil).effect
          actions.append(Action(name: "\(service):\(operation)", level: level, effect: effect))
        }
      }
    }
    return actions.sorted { $0.name < $1.name }
  }

  private static func read<File: Decodable>(_ name: String) throws -> File {
    try JSONDecoder().decode(File.self, from: Data(contentsOf: models.appendingPathComponent(name)))
  }
}
