import ArresterEngine
import ArresterEvents

/// What one principal of one kind did, and how near it came to each limit.
public struct PrincipalFacts: Sendable {
  public var key: LatchKey
  /// Successful calls and failed ones; what was planned, and what came while it was tripped, too.
  public var changes = 0
  public var destructive = 0
  public var failed = 0
  /// Event times, nanoseconds since 1970 UTC.
  public var first: Int64
  public var last: Int64
  /// The greatest value of each signal in each window; see `maximum`.
  var maxima: [Float]
  /// The nearest that it came to any limit, as a share of it, and when.
  public var nearest: Float = 0
  public var nearestAt: Int64 = 0
  public var trips = 0
  public var pages = 0
  public var warnings = 0

  init(_ frame: EventFrame, windows: Int) {
    let header = frame.header.pointee
    key = LatchKey(
      platform: header.platform, kind: header.kind, principal: frame.principal.text,
      homeScope: (header.homeScopeLength > 0 ? frame.homeScope : frame.scope).text)
    first = header.time
    last = header.time
    maxima = Array(repeating: 0, count: windows * Signal.allCases.count)
  }

  /// - Parameter window: index into the model's windows.
  public func maximum(_ signal: Signal, window: Int) -> Double { Double(maxima[window * Signal.allCases.count + Int(signal.rawValue)]) }

  mutating func raise(_ signal: Signal, _ window: Int, to value: Float) {
    let index = window * Signal.allCases.count + Int(signal.rawValue)
    if value > maxima[index] { maxima[index] = value }
  }

  mutating func count(_ header: EventHeader, weighs: Bool) {
    if header.flags.contains(.failed) { failed += 1 } else { changes += 1 }
    if weighs { destructive += 1 }
    first = min(first, header.time)
    last = max(last, header.time)
  }

  /// Most changes first.
  static func isBusier(_ left: PrincipalFacts, _ right: PrincipalFacts) -> Bool {
    left.changes != right.changes ? left.changes > right.changes : comesBefore(left, right)
  }

  /// Nearest to a limit first.
  static func isNearer(_ left: PrincipalFacts, _ right: PrincipalFacts) -> Bool {
    left.nearest != right.nearest ? left.nearest > right.nearest : comesBefore(left, right)
  }

  private static func comesBefore(_ left: PrincipalFacts, _ right: PrincipalFacts) -> Bool {
    let (a, b) = (left.key, right.key)
    if !a.principal.utf8.elementsEqual(b.principal.utf8) { return a.principal.utf8.lexicographicallyPrecedes(b.principal.utf8) }
    return (a.platform.rawValue, a.kind.rawValue) < (b.platform.rawValue, b.kind.rawValue)
  }
}
