import Synchronization

/// What happens to tokens of persons, and to the keys that they are checked with.
public enum OIDCEvent: Int, Sendable, CaseIterable {
  case accepted
  /// No JSON Web Token: too large, not three parts, no base64url, no JSON, a name twice, or headers that ask for what is not done here.
  case malformed
  /// `none`, HMAC and every other algorithm but RS256 and ES256.
  case algorithmRefused
  /// No key was read yet, or none for so long that those known are not believed any more.
  case keysTooOld
  /// A key that the issuer's last document does not name.
  case keyUnknown
  case signatureWrong
  case issuerWrong
  /// Made for somebody else, or issued to a party that is not authorized.
  case audienceWrong
  case expired
  case notYetValid
  /// A claim is missing or has another type than its standard says.
  case claimsWrong
  /// The claim with the person's name is missing, not verified, or no name.
  case nameRefused
  /// One subject under a second name, while it may still count under the first.
  case nameChanged
  /// More subjects at once than are remembered.
  case subjectsAtLimit
  case refreshes
  case refreshFailures
  /// Keys of the issuer that are for something else, or unusable.
  case keysIgnored

  /// The metric's name: the case's.
  public var name: String { String(describing: self) }
}

/// Where verifier and refresher count. Any thread, no lock.
public final class OIDCCounting: Sendable {
  private final class Count: Sendable { let value = Atomic<Int>(0) }

  private let counts = OIDCEvent.allCases.map { _ in Count() }

  public init() {}

  func add(_ event: OIDCEvent, _ count: Int = 1) { counts[event.rawValue].value.wrappingAdd(count, ordering: .relaxed) }

  public subscript(_ event: OIDCEvent) -> Int { counts[event.rawValue].value.load(ordering: .relaxed) }

  /// By name, in a fixed order.
  public var all: [(name: String, count: Int)] { OIDCEvent.allCases.map { ($0.name, self[$0]) } }
}
