/// The files of `models/` that say what actions do, as they are decoded.
public struct ActionTables: Sendable {
  public var accessLevels: AccessLevelsFile
  public var actions: ActionsFile
  public var parameters: ParametersFile
  public var resources: ResourcesFile

  public init(accessLevels: AccessLevelsFile, actions: ActionsFile, parameters: ParametersFile, resources: ResourcesFile) {
    self.accessLevels = accessLevels
    self.actions = actions
    self.parameters = parameters
    self.resources = resources
  }
}

/// `aws-access-levels.json`: the Service Authorization Reference's level of each action.
public struct AccessLevelsFile: Decodable, Sendable {
  public var format: String
  public var services: [String: [AccessLevel: [String]]]

  public enum AccessLevel: String, Codable, CodingKeyRepresentable, Sendable {
    case read = "Read"
    case list = "List"
    case write = "Write"
    case tagging = "Tagging"
    case permissions = "Permissions"
  }
}

/// `aws-actions.json`: verbs, and what verbs and levels get wrong.
public struct ActionsFile: Decodable, Sendable {
  public var format: String
  /// Prefix of `eventSource` -> IAM service prefix, where they differ.
  public var services: [String: String]
  public var verbs: [Verb]
  public var actions: [String: Override]

  public struct Verb: Decodable, Sendable {
    public var prefix: String
    public var effect: Effect
  }

  public struct Override: Decodable, Sendable {
    public var effect: Effect?
    public var severity: UInt8?
    public var flags: [String]?
    public var irreversible: Bool?
    public var reason: String
  }
}

/// `aws-parameters.json`: request parameters that decide what a call does.
public struct ParametersFile: Decodable, Sendable {
  public var format: String
  public var rows: [Row]

  public struct Row: Decodable, Sendable {
    public var action: String
    public var when: [Condition]
    public var effect: Effect?
    public var severity: UInt8?
    public var irreversible: Bool?
    public var flags: [String]?
    public var oneStrike: OneStrikeClass?
    public var reason: String
  }

  /// All that are given must hold for the scalar at `parameter`, a dotted path inside `requestParameters`.
  public struct Condition: Decodable, Sendable {
    public var parameter: String
    public var `is`: String?
    public var isNot: String?
    public var atMost: Double?
    public var exists: Bool?
  }
}

/// `aws-resources.json`: where the names of what an action touched stand, if the general rule does not find them.
public struct ResourcesFile: Decodable, Sendable {
  public var format: String
  public var actions: [String: Rule]
  /// Types whose ARN ends in a random suffix of six characters behind the name.
  public var secretSuffixTypes: [String]

  public struct Rule: Decodable, Sendable {
    public var type: String
    public var names: [String]?
    public var join: [String]?
  }
}

/// What a one-strike action destroys: what was made just before excuses the loss of data, never of a guardrail.
public enum OneStrikeClass: String, Decodable, Sendable {
  case data
  case guardrail
}

extension Effect: Decodable {
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let effect = Effect(name: name) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(name)' is no effect: read, create, modify, disrupt, delete"))
    }
    self = effect
  }
}

extension PrincipalKind: Decodable {
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let kind = PrincipalKind(name: name) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(name)' is no kind: agent, automation, human, service, unknown"))
    }
    self = kind
  }
}

extension EventFlags {
  /// The label of a model's `flags`; nil if there is no such label.
  public init?(label: String) {
    switch label {
    case "permission": self = .permission
    case "credential": self = .credential
    case "tagging": self = .tagging
    case "guardrail": self = .guardrail
    case "dataEvent": self = .dataEvent
    default: return nil
    }
  }
}
