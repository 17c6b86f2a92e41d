import ArresterBase
import ArresterEvents

/// Who a latch belongs to. The platform is part of it: identities are unique across platforms only with it.
public struct LatchKey: Hashable, Sendable {
  public var platform: Platform
  public var kind: PrincipalKind
  public var principal: String
  /// The account, cluster or project that the principal lives in; follows from the principal.
  public var homeScope: String

  public init(platform: Platform, kind: PrincipalKind, principal: String, homeScope: String) {
    self.platform = platform
    self.kind = kind
    self.principal = principal
    self.homeScope = homeScope
  }

  /// Byte for byte: to Swift two spellings of one character are the same text, to a cloud they are two principals.
  public static func == (left: LatchKey, right: LatchKey) -> Bool {
    left.platform == right.platform && left.kind == right.kind && left.principal.utf8.elementsEqual(right.principal.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(platform)
    hasher.combine(kind)
    for byte in principal.utf8 { hasher.combine(byte) }
  }

  /// The idempotency key of the principal's trip of that number, everywhere.
  public func tripIdentifier(number: UInt32) -> String {
    SHA256.identifier(of: [platform.name, homeScope, principal, kind.name, String(number)])
  }
}

/// Tripped or not: once tripped it is silent until it is restored, and after that only later events count.
///
/// A pure function of events and recorded restorations; times are event times, in nanoseconds.
public struct Latch: Sendable, Equatable {
  public var trips: UInt32 = 0
  public var isTripped = false
  public var trippedAt: Int64 = .min
  /// When it restores itself; `never` where people do.
  public var restoresAt: Int64 = Latch.never
  /// Events up to here were judged before, and no longer count.
  public var restoredAt: Int64 = .min
  /// The hold of the last trip is first × 2^step.
  public var holdStep: Int = -1
  /// Events that came while it was tripped.
  public var suppressed: UInt64 = 0

  public static let never = Int64.max
  private static let day = 86_400 * Timestamp.nanosecondsPerSecond

  public init() {}

  /// One step longer than the last hold, one step back for each whole day since the restoration.
  public mutating func trip(at time: Int64, _ policy: HoldPolicy, _ restoration: HoldPolicy.Restoration) {
    let cleanDays = restoredAt == .min ? 0 : max(0, (time - restoredAt) / Latch.day)
    holdStep = max(0, holdStep + 1 - Int(cleanDays))
    trips += 1
    isTripped = true
    trippedAt = time
    switch restoration {
    case .never: restoresAt = Latch.never
    case .after(let nanoseconds): restoresAt = time.addingReportingOverflow(nanoseconds).overflow ? Latch.never : time + nanoseconds
    case .atEndOfHold: restoresAt = time + Int64(policy.seconds(step: holdStep)) * Timestamp.nanosecondsPerSecond
    }
  }

  /// Records a restoration; an older one than the last changes nothing.
  public mutating func restore(at time: Int64) {
    guard time >= restoredAt else { return }
    isTripped = false
    restoredAt = time
    restoresAt = Latch.never
  }
}
