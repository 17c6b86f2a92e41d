import ArresterBase

/// Warnings of some time, told together: one by one they would be read by nobody.
///
/// Belongs to one thread; holds at most `mostPrincipals` names, whatever comes.
public struct WarningDigest: Sendable {
  private var byPrincipal: [String: (count: Int, message: String)] = [:]
  private var others = 0
  /// On the wall clock, of the first that was added; nil: there is none.
  public private(set) var beganAt: Int64?

  static let mostPrincipals = 1000
  private static let mostTold = 8

  public init() {}

  /// - Parameter now: nanoseconds since 1970 UTC.
  public mutating func add(principal: String, message: String, at now: Int64) {
    if beganAt == nil { beganAt = now }
    if let known = byPrincipal[principal] {
      byPrincipal[principal] = (known.count + 1, message)
    } else if byPrincipal.count < WarningDigest.mostPrincipals {
      byPrincipal[principal] = (1, message)
    } else {
      others += 1
    }
  }

  /// Ends it and begins anew; nil where there was nothing.
  /// - Parameter name: of the receiver: the same moment may end the digests of several.
  public mutating func take(for name: String, at now: Int64) -> Alert? {
    guard let beganAt else { return nil }
    defer { self = WarningDigest() }
    let count = byPrincipal.values.reduce(others) { $0 + $1.count }
    let sorted = byPrincipal.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let identifier = "warnings-\(SHA256.identifier(of: [name, String(beganAt)]))"
    var alert = Alert(
      .warnings(count: count), identifier: identifier, principal: "", platform: "", scope: "", startedAt: beganAt, time: now,
      message: "\(count) warnings of \(byPrincipal.count) principals since \(Timestamp.format(beganAt)): none of them was stopped.")
    alert.facts = sorted.prefix(WarningDigest.mostTold).map { AlertFact("\($0.value.count) ×", $0.value.message) }
    let untold = max(0, byPrincipal.count - WarningDigest.mostTold)
    if untold > 0 || others > 0 { alert.facts.append(AlertFact("Others", "\(untold) principals, and \(others) warnings of still others")) }
    return alert
  }
}
