/// What a person may do, as configured. Operators and approvers may look at what viewers see.
public struct Roles: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let viewer = Roles(rawValue: 1)
  public static let `operator` = Roles(rawValue: 2)
  public static let approver = Roles(rawValue: 4)

  /// nil where there is no such role.
  public init?(name: String) {
    switch name {
    case "viewer": self = .viewer
    case "operator": self = .operator
    case "approver": self = .approver
    default: return nil
    }
  }

  /// For errors: which there are.
  var names: [String] {
    [(Roles.viewer, "viewer"), (.operator, "operator"), (.approver, "approver")].filter { contains($0.0) }.map(\.1)
  }
}

/// What a machine may ask.
public struct Capabilities: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `POST /v1/decide`.
  public static let decide = Capabilities(rawValue: 1)
  /// The Kubernetes webhooks.
  public static let kubernetes = Capabilities(rawValue: 2)
  /// Envoy's external authorization.
  public static let envoy = Capabilities(rawValue: 4)
  public static let ingest = Capabilities(rawValue: 8)
  public static let metrics = Capabilities(rawValue: 16)
  /// Its word on a principal's kind is believed.
  public static let nameKind = Capabilities(rawValue: 32)

  /// nil where there is no such capability.
  public init?(name: String) {
    guard let found = Capabilities.named.first(where: { $0.name == name }) else { return nil }
    self = found.capability
  }

  var names: [String] { Capabilities.named.filter { contains($0.capability) }.map(\.name) }

  private static let named: [(capability: Capabilities, name: String)] = [
    (.decide, "decide"), (.kubernetes, "kubernetes"), (.envoy, "envoy"), (.ingest, "ingest"), (.metrics, "metrics"),
    (.nameKind, "nameKind"),
  ]
}

/// Who sent a request, once that is known.
public struct Caller: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case person
    case machine
  }

  /// A person counts once, however many tokens: this is what counts.
  public var name: String
  public var kind: Kind
  public var roles: Roles
  public var capabilities: Capabilities

  public init(name: String, kind: Kind, roles: Roles = [], capabilities: Capabilities = []) {
    self.name = name
    self.kind = kind
    self.roles = roles
    self.capabilities = capabilities
  }

  /// Whoever asks where nobody is asked for.
  public static let anonymous = Caller(name: "", kind: .machine)
}
