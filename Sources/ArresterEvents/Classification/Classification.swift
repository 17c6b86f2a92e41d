/// What an action counts as, and which rule said so.
public struct Classification: Sendable, Equatable {
  public enum DecidedBy: String, Sendable {
    case override
    case readOnly
    case accessLevel
    case verb
    case none
  }

  public var action: String
  public var effect: Effect
  /// Weight of a destructive effect before parameters and names are looked at; 0 for anything else.
  public var severity: UInt8
  public var flags: EventFlags
  /// `service:Noun`, what creates and deletes of the same thing have in common.
  public var resourceType: String
  public var decidedBy: DecidedBy
  /// The matched verb, level or override's reason, in words.
  public var explanation: String

  /// Weights where no table says otherwise (semantics, section 1).
  static func defaultSeverity(_ effect: Effect) -> UInt8 {
    switch effect {
    case .delete: 3
    case .disrupt: 1
    default: 0
    }
  }
}
