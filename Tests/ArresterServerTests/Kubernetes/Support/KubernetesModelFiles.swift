import ArresterEvents
import Foundation

/// What of `models/` the webhooks and the ingest need.
enum KubernetesModelFiles {
  static let catalog: KubernetesCatalog = {
    do { return KubernetesCatalog(try decode("kubernetes-actions.json")) } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  static let kinds: KindRules = {
    do { return try (decode("default.json") as File).kinds.kindRules } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  /// Reads events of Kubernetes with the model's kinds; of AWS it knows no action.
  static let events: EventModel = {
    do {
      let none = Data(#"{"format":"","services":{},"verbs":[],"actions":{},"rows":[],"types":{},"secretSuffixTypes":[]}"#.utf8)
      let json = JSONDecoder()
      let tables = ActionTables(
        accessLevels: try json.decode(AccessLevelsFile.self, from: none), actions: try json.decode(ActionsFile.self, from: none),
        parameters: try json.decode(ParametersFile.self, from: none), resources: try json.decode(ResourcesFile.self, from: none))
      let lists = ClassificationLists(
        oneStrike: [], statefulTypes: [], disposable: [], fanOutServices: [], globalServices: [], globalEndpointServices: [:])
      var model = EventModel(
        catalog: ActionCatalog(tables: tables, lists: lists), kinds: kinds, breakerResources: [], breakerIdentities: [],
        maximumRecordBytes: 1 << 20)
      model.kubernetes = catalog
      return model
    } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "models")

  private static func decode<Value: Decodable>(_ name: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appending(path: name)))
  }

  private struct File: Decodable {
    var kinds: Kinds
  }

  private struct Kinds: Decodable {
    var rules: [Rule]
    var raiseToAgent: Raise

    struct Rule: Decodable {
      var platform: String?
      var principal: String?
      var session: String?
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
            platform: Platform.allCases.first { $0.name == rule.platform }, principal: rule.principal.map(Glob.init),
            forcedSession: rule.session.map(Glob.init), kind: rule.kind)
        }, agentSessions: raiseToAgent.sessions.map(Glob.init), agentUserAgents: raiseToAgent.userAgents.map(Glob.init),
        agentInvokers: raiseToAgent.invokedBy)
    }
  }
}
