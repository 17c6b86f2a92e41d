import Foundation

@testable import ArresterEvents

/// `models/default.json` and its tables, read with Foundation: these tests stand below the module that loads models.
enum TestModel {
  static let events: EventModel = {
    do { return try load() } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  static let tables: ActionTables = {
    do {
      return ActionTables(
        accessLevels: try decode("aws-access-levels.json"), actions: try decode("aws-actions.json"),
        parameters: try decode("aws-parameters.json"), resources: try decode("aws-resources.json"))
    } catch { fatalError("models/ cannot be read: \(error)") }
  }()

  /// The default model with other rules for kinds, or other lists.
  static func with(_ change: (inout EventModel) -> Void) -> EventModel {
    var model = events
    change(&model)
    return model
  }

  private static func load() throws -> EventModel {
    let file: File = try decode("default.json")
    let lists = ClassificationLists(
      oneStrike: file.oneStrike, statefulTypes: file.statefulTypes, disposable: file.disposable, fanOutServices: file.fanOutServices,
      globalServices: file.globalServices, globalEndpointServices: file.globalEndpointServices)
    return EventModel(
      catalog: ActionCatalog(tables: tables, lists: lists), kinds: file.kinds.kindRules,
      breakerResources: file.breaker.resources.map(Glob.init),
      breakerIdentities: file.breaker.identities.map(Glob.init), maximumRecordBytes: file.bounds.recordBytes)
  }

  private static func decode<Value: Decodable>(_ name: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(contentsOf: ProjectFiles.models.appending(path: name)))
  }

  private struct File: Decodable {
    var kinds: Kinds
    var oneStrike: [ClassificationLists.OneStrike]
    var statefulTypes: [String]
    var disposable: [String]
    var fanOutServices: [String]
    var globalServices: [String]
    var globalEndpointServices: [String: String]
    var breaker: Breaker
    var bounds: Bounds
  }

  private struct Breaker: Decodable {
    var resources: [String]
    var identities: [String]
  }

  private struct Bounds: Decodable {
    var recordBytes: Int
  }

  private struct Kinds: Decodable {
    var rules: [Rule]
    var raiseToAgent: Raise

    struct Rule: Decodable {
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
        rules: rules.map {
          KindRules.Rule(platform: .aws, principal: $0.principal.map(Glob.init), forcedSession: $0.session.map(Glob.init), kind: $0.kind)
        }, agentSessions: raiseToAgent.sessions.map(Glob.init), agentUserAgents: raiseToAgent.userAgents.map(Glob.init),
        agentInvokers: raiseToAgent.invokedBy)
    }
  }
}
