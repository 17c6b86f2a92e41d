import ArresterBase
import ArresterBreaker
import ArresterEvents

/// What an endpoint answers when its picture is too old, for whoever is not known to be open.
public enum FailMode: String, Sendable, CaseIterable {
  case open
  case closed
}

/// What is known of all breakers, and how old that is.
public struct DecisionPicture: Sendable {
  public var snapshot: DecisionSnapshot
  /// Since the breakers topic was last read to its end.
  public var ageSeconds: Double

  public init(snapshot: DecisionSnapshot, ageSeconds: Double) {
    self.snapshot = snapshot
    self.ageSeconds = ageSeconds
  }
}

/// Where endpoints get their picture from, and what they do with an old one.
public struct DecisionSource: Sendable {
  /// Asked for each request, on the server's threads.
  public var picture: @Sendable () -> DecisionPicture
  /// An older picture is stale (semantics, section 7).
  public var maximumAgeSeconds: Double
  /// Whether anybody of this kind could be denied at all: failing closed must not deny those on whom no breaker would act (shadow, kinds
  /// that only page, the protected). nil: the kind is not known.
  public var canBeDenied: @Sendable (_ platform: Platform, _ principal: String, _ kind: PrincipalKind?) -> Bool

  public init(
    maximumAgeSeconds: Double = 30,
    canBeDenied: @escaping @Sendable (_ platform: Platform, _ principal: String, _ kind: PrincipalKind?) -> Bool = { _, _, kind in
      kind == nil || kind == .agent || kind == .unknown
    },
    picture: @escaping @Sendable () -> DecisionPicture
  ) {
    self.maximumAgeSeconds = maximumAgeSeconds
    self.canBeDenied = canBeDenied
    self.picture = picture
  }

  /// The service's own picture.
  public init(
    _ snapshot: DecisionSnapshot, maximumAgeSeconds: Double = 30,
    canBeDenied: (@Sendable (_ platform: Platform, _ principal: String, _ kind: PrincipalKind?) -> Bool)? = nil
  ) {
    self.init(maximumAgeSeconds: maximumAgeSeconds) {
      let seconds = Double(snapshot.ageNanoseconds) / Double(Timestamp.nanosecondsPerSecond)
      return DecisionPicture(snapshot: snapshot, ageSeconds: seconds)
    }
    if let canBeDenied { self.canBeDenied = canBeDenied }
  }

  public struct Answer: Sendable, Equatable {
    public var decision: Decision
    /// The fail mode answered.
    public var isStale: Bool
  }

  /// May this principal make this change now?
  public func decide(
    platform: Platform, principal: String, kind: PrincipalKind?, change: RequestedChange, failMode: FailMode
  ) -> Answer {
    let picture = picture()
    var decision = picture.snapshot.decide(principal: principal, kind: kind, platform: platform, change: change)
    let isFresh = picture.ageSeconds <= maximumAgeSeconds
    guard !isFresh, decision.isAllowed, change != .read else { return Answer(decision: decision, isStale: false) }
    let age = picture.ageSeconds.isFinite ? "is \(Int(picture.ageSeconds.rounded())) s old" : "was never complete"
    if failMode == .closed, canBeDenied(platform, principal, kind) {
      decision.isAllowed = false
      decision.wouldDeny = false
      decision.reason = "stale: the picture \(age), and failMode is closed"
    } else {
      decision.reason += "; stale: the picture \(age), and failMode is \(failMode.rawValue)"
    }
    return Answer(decision: decision, isStale: true)
  }
}
