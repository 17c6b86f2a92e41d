/// An entry of `people`: who may do what.
public struct PersonSettings: Sendable, Equatable {
  /// What a person may do.
  public enum Role: String, Sendable, CaseIterable {
    case viewer
    case `operator`
    case approver
  }

  public var name = ""
  public var roles: [Role] = []
  /// 64 hexadecimal characters each; the tokens themselves are nowhere. However many there are, it is one person.
  public var tokenSHA256: [String] = []

  public init() {}
}
