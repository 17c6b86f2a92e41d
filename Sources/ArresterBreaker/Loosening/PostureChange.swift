/// What differs between two postures, in words.
public struct PostureChange: Sendable, Equatable {
  public internal(set) var looser: [String] = []
  public internal(set) var tighter: [String] = []

  /// From the one in force to the next.
  public init(from inForce: SafetyPosture, to next: SafetyPosture) {
    compareModes(inForce, next)
    compareRules(inForce, next)
    compareLimits(inForce.limits, next.limits)
    compareProtected(inForce.protected, next.protected)
    comparePeople(inForce.people, next.people)
    compareEnforcers(inForce.enforcers, next.enforcers)
    compareFailModes(inForce.failModes, next.failModes)
    compareNumbers(inForce, next)
    compareOthers(inForce.others, next.others)
  }

  init(incomparable: Void) {
    looser = ["the one in force was written by another version of the program and cannot be compared, so that any other counts as looser"]
  }

  mutating func note(isLooser: Bool, _ words: String) {
    if isLooser { looser.append(words) } else { tighter.append(words) }
  }

  /// A number where more (or less) is looser; nil is no limit at all.
  mutating func compare<Number: Comparable>(
    _ what: String, _ old: Number?, _ new: Number?, looserWhenMore: Bool, _ text: (Number) -> String
  ) {
    guard old != new else { return }
    let isMore =
      switch (old, new) {
      case (let old?, let new?): new > old
      case (_, nil): true
      case (nil, _): false
      }
    note(isLooser: isMore == looserWhenMore, "\(what) was \(old.map(text) ?? "none"), would be \(new.map(text) ?? "none")")
  }

  /// For one message: the first few, and how many more there are.
  var looserWords: String {
    let shown = 20
    let more = looser.count > shown ? ["and \(looser.count - shown) more"] : []
    return (looser.prefix(shown) + more).joined(separator: "; ")
  }

  /// Within the bounds of a request, for asking that `hash` be approved.
  public func loosening(hash: String) -> Loosening {
    let differences = looser.prefix(RequestLimits.maximumDifferences).map { $0.held(toBytes: RequestLimits.maximumDifference) }
    return Loosening(hash: hash, differences: Array(differences))
  }
}
