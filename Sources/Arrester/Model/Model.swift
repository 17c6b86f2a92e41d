import ArresterEngine
import ArresterEvents

/// A model ready for use: what decoding and scoring need of it.
public struct Model: Sendable {
  public var name: String
  public var version: String
  /// The file it came from.
  public var path: String
  public var engine: EngineModel
  public var events: EventModel
  /// Globs of principals that no breaker may act on.
  public var protectedPrincipals: [String]

  /// Actions that trip on the attempt.
  public var oneStrikes: [String]
  /// Hash of the tables, and of what is in the model file beside limits, responses, holds, one-strikes and protected principals: of what
  /// cannot be said to be looser or tighter, only to be another.
  public var tablesIdentifier: String

  /// `sha256:…` over the model file and its tables, in the order in which the model names them.
  public var identifier: String { engine.identifier }

  /// Declares principals for this run, before the model's own rules.
  public mutating func declare(_ declarations: [KindDeclaration]) {
    events.kinds.rules.insert(contentsOf: declarations.map(\.rule), at: 0)
  }
}

/// `GLOB=kind` of the command line.
public struct KindDeclaration: Sendable, Equatable {
  public var glob: String
  public var kind: PrincipalKind

  /// nil where the text is not `GLOB=kind` with a known kind.
  public init?(_ text: String) {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex, let kind = PrincipalKind(name: text[text.index(after: equals)...])
    else { return nil }
    glob = String(text[..<equals])
    self.kind = kind
  }

  var rule: KindRules.Rule { KindRules.Rule(platform: nil, principal: Glob(glob), forcedSession: nil, kind: kind) }
}
