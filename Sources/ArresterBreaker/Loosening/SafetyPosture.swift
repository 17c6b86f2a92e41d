import ArresterBase
import ArresterEvents

/// How strict an installation is: what of its configuration and model decides who is stopped, when, and by whose leave.
///
/// A plain value that the assembly makes of configuration and model, to be compared with the one in force.
public struct SafetyPosture: Sendable, Equatable {
  /// Asked in order, the first that matches decides; where none does, `defaultMode`.
  public var modes: [ModeRule] = []
  public var defaultMode = BreakerMode.shadow
  /// What meeting a rule leads to, by kind.
  public var responses: [PostureResponse] = []
  public var limits: [PostureLimit] = []
  /// Actions that trip on the attempt.
  public var oneStrikes: [String] = []
  /// Globs of principals that are never acted on.
  public var protected: [String] = []
  public var people: [PosturePerson] = []
  public var enforcers: [EnforcerSetting] = []
  /// What each endpoint answers when its picture is too old.
  public var failModes: [PostureFailMode] = []
  public var caps = TripCapLimits()
  public var holds = BreakerPolicy().holds
  public var heldEvidenceSeconds: Int64 = 0
  public var probationWrites = 0
  public var probationSeconds: Int64 = 0
  public var haltSeconds: Int64 = 0
  /// What matters and cannot be compared: its name, and a hash or text. Any difference counts as looser (the rules that find a
  /// principal's kind, the tables of actions).
  public var others: [PostureOther] = []

  public init() {}

  /// What a policy knows; the rest is the assembly's to add.
  public init(_ policy: BreakerPolicy) {
    modes = policy.modes
    defaultMode = policy.defaultMode
    protected = policy.protected
    enforcers = policy.enforcers
    caps = policy.caps
    holds = policy.holds
    heldEvidenceSeconds = policy.heldEvidenceSeconds
    probationWrites = policy.probationWrites
    probationSeconds = policy.probationSeconds
    haltSeconds = policy.haltSeconds
  }
}

public struct PostureResponse: Sendable, Equatable {
  /// Strictest last.
  public enum Response: String, Sendable, CaseIterable, Comparable {
    case none
    case page
    case trip

    public static func < (left: Response, right: Response) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  public var kind: PrincipalKind
  public var response: Response

  public init(kind: PrincipalKind, response: Response) {
    self.kind = kind
    self.response = response
  }
}

/// A limit on one signal of one kind in one window; nil: none.
public struct PostureLimit: Sendable, Equatable {
  public var kind: PrincipalKind
  /// As the model names it.
  public var signal: String
  public var windowSeconds: Int
  public var hard: Double?
  public var soft: Double?

  public init(kind: PrincipalKind, signal: String, windowSeconds: Int, hard: Double?, soft: Double?) {
    self.kind = kind
    self.signal = signal
    self.windowSeconds = windowSeconds
    self.hard = hard
    self.soft = soft
  }
}

/// Somebody who may ask or approve. The token belongs to it: who replaces it becomes that person.
public struct PosturePerson: Sendable, Equatable {
  public var name: String
  public var roles: Set<Person.Role>
  /// Hash of the token, never the token.
  public var credential: String

  public init(name: String, roles: Set<Person.Role>, credential: String) {
    self.name = name
    self.roles = roles
    self.credential = credential
  }
}

public struct PostureFailMode: Sendable, Equatable {
  public var endpoint: String
  /// Denies where it does not know.
  public var isClosed: Bool

  public init(endpoint: String, isClosed: Bool) {
    self.endpoint = endpoint
    self.isClosed = isClosed
  }
}

public struct PostureOther: Sendable, Equatable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

extension SafetyPosture {
  static let hashPrefix = "sha256:"

  /// `sha256:` and 64 hexadecimal digits, over the posture's JSON: the same for the same posture, in whatever order its lists were.
  public var hash: String {
    var json = JSONText()
    json.object { ordered.writeFields(to: &$0) }
    return SafetyPosture.hashPrefix + SHA256(json.bytes).hexadecimal
  }

  /// With every list whose order means nothing in a fixed one. The mode rules keep theirs.
  var ordered: SafetyPosture {
    var ordered = self
    ordered.responses.sort { $0.kind.rawValue < $1.kind.rawValue }
    ordered.limits.sort {
      ($0.kind.rawValue, $0.windowSeconds, $0.signal) < ($1.kind.rawValue, $1.windowSeconds, $1.signal)
    }
    ordered.oneStrikes.sort()
    ordered.protected.sort()
    ordered.people.sort { $0.name < $1.name }
    ordered.enforcers = enforcers.map { enforcer in
      EnforcerSetting(
        name: enforcer.name, platforms: enforcer.platforms.sorted { $0.rawValue < $1.rawValue }, readsBack: enforcer.readsBack)
    }
    .sorted { $0.name < $1.name }
    ordered.failModes.sort { $0.endpoint < $1.endpoint }
    ordered.others.sort { $0.name < $1.name }
    return ordered
  }
}
