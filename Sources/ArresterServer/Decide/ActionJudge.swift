import ArresterBreaker
import ArresterEvents

/// What an action does, before it is done.
public struct ActionJudgement: Sendable, Equatable {
  public var change: RequestedChange
  /// False only where a table says that what it destroys is gone for good.
  public var isReversible: Bool
  /// Hands out rights or credentials, and so writes through others: of a tripped principal it is denied under any verb.
  public var isGrantOfWrite: Bool

  public init(change: RequestedChange, isReversible: Bool = true, isGrantOfWrite: Bool = false) {
    self.change = change
    self.isReversible = isReversible
    self.isGrantOfWrite = isGrantOfWrite
  }

  /// For what nobody knows: it may destroy. It is not held to be irreversible, for then every name that is new here would need a person.
  public static let unknown = ActionJudgement(change: .destructive)

  /// What breakers are asked about: a read that hands out rights is a write.
  public var requestedChange: RequestedChange { change == .read && isGrantOfWrite ? .nonDestructive : change }
}

/// Says what an action does. Called on the server's threads: it must not wait for anything.
public protocol ActionJudge: Sendable {
  func judge(platform: Platform, action: String, resource: String?) -> ActionJudgement
}
