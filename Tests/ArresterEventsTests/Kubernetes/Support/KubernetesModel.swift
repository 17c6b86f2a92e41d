import Foundation

@testable import ArresterEvents

/// `models/default.json` and the Kubernetes table, each rule of the kinds on its own platform.
enum KubernetesModel {
  static let events: EventModel = {
    do {
      let file = try JSONDecoder().decode(File.self, from: data("default.json"))
      let table = try JSONDecoder().decode(KubernetesActionsFile.self, from: data("kubernetes-actions.json"))
      return TestModel.with { model in
        model.kinds = file.kinds.kindRules
        model.kubernetes = KubernetesCatalog(table)
      }
    } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  static let table: KubernetesActionsFile = {
    do { return try JSONDecoder().decode(KubernetesActionsFile.self, from: data("kubernetes-actions.json")) } catch {
      fatalError("models/ cannot be read: \(error)")
    }
  }()

  static func decoder(_ change: (inout EventModel) -> Void = { _ in }) -> RecordDecoder {
    var model = events
    change(&model)
    return RecordDecoder(model: model)
  }

  private static func data(_ name: String) throws -> Data { try Data(contentsOf: ProjectFiles.models.appending(path: name)) }

  private struct File: Decodable {
    var kinds: Kinds
  }

  private struct Kinds: Decodable {
    var rules: [Rule]
    var raiseToAgent: Raise

    struct Rule: Decodable {
      var platform: String?
      var principal: String?
      var kind: PrincipalKind
    }

    struct Raise: Decodable {
      var sessions: [String]
      var userAgents: [String]
      var invokedBy: [String]
    }

    var kindRules: KindRules {
      KindRules(
        rules: rules.map { rule in
          KindRules.Rule(
            platform: Platform.allCases.first { $0.name == rule.platform }, principal: rule.principal.map(Glob.init), forcedSession: nil,
            kind: rule.kind)
        }, agentSessions: raiseToAgent.sessions.map(Glob.init), agentUserAgents: raiseToAgent.userAgents.map(Glob.init),
        agentInvokers: raiseToAgent.invokedBy)
    }
  }
}

/// Real audit events beside the project, where there are any.
enum KubernetesFiles {
  static let folder: URL? = {
    guard let folder = ProjectFiles.shared?.appending(path: "data/kubernetes") else { return nil }
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let absence: String = "no ../shared/data/kubernetes here (ARRESTER_SHARED names another place)"

  static func lines(of name: String) throws -> [[UInt8]] {
    guard let folder else { return [] }
    return try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A).map { Array($0) }
  }
}
