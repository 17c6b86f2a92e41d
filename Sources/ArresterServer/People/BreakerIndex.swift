import ArresterBase
import ArresterBreaker
import Synchronization

/// Names breakers in URLs, and finds them again. Any thread.
///
/// An identifier is `b-` and the first 20 hexadecimal digits of SHA-256 over platform, scope, principal and kind (each preceded by its
/// length), so it is the same at every instance and after every restart. 80 bits keep anyone from making a principal whose identifier
/// is another one's; where two of one's own share one, neither can be named by it.
final class BreakerIndex: Sendable {
  private struct State {
    var identifiers: [BreakerKey: String] = [:]
    var keys: [String: BreakerKey] = [:]
    /// Those that more than one breaker has.
    var ambiguous: Set<String> = []
  }

  static let digits = 20
  /// Remembered beyond those of the board, before all are looked up anew.
  private static let reserve = 1_000

  private let state = Mutex(State())

  static func identifier(of key: BreakerKey) -> String {
    "b-" + SHA256.identifier(of: [key.platform.name, key.homeScope, key.principal, key.kind.name]).prefix(digits)
  }

  /// Every breaker of the board that is wanted, by identifier.
  /// - Complexity: O(breakers), and a hash for each that is new.
  func list(_ board: BreakerBoard, where isWanted: (Breaker) -> Bool) -> [(identifier: String, breaker: Breaker)] {
    let wanted = board.breakers.values.filter(isWanted)
    let identifiers = state.withLock { state -> [String] in
      BreakerIndex.makeRoom(&state, board)
      return wanted.map { BreakerIndex.remember($0.key, &state) }
    }
    return zip(identifiers, wanted).map { (identifier: $0, breaker: $1) }.sorted { $0.identifier < $1.identifier }
  }

  /// - Complexity: O(1) for one that is known, else O(breakers).
  func find(_ identifier: String, _ board: BreakerBoard) throws(PeopleProblem) -> Breaker {
    let (key, isAmbiguous) = state.withLock { state -> (BreakerKey?, Bool) in
      if state.keys[identifier] == nil {
        BreakerIndex.makeRoom(&state, board)
        for key in board.breakers.keys { _ = BreakerIndex.remember(key, &state) }
      }
      return (state.keys[identifier], state.ambiguous.contains(identifier))
    }
    guard !isAmbiguous else {
      throw PeopleProblem(
        status: 409, code: "ambiguous", detail: "two breakers have this identifier; open them by platform, scope, principal and kind")
    }
    guard let key, let breaker = board.breakers[key] else { throw BreakerIndex.unknown }
    return breaker
  }

  private static let unknown = PeopleProblem.notFound(
    "no breaker has this identifier; GET /v1/breakers lists them, and POST /v1/breakers/open takes a principal that never tripped")

  private static func remember(_ key: BreakerKey, _ state: inout State) -> String {
    if let known = state.identifiers[key] { return known }
    let identifier = identifier(of: key)
    state.identifiers[key] = identifier
    if state.keys.updateValue(key, forKey: identifier) != nil { state.ambiguous.insert(identifier) }
    return identifier
  }

  private static func makeRoom(_ state: inout State, _ board: BreakerBoard) {
    if state.identifiers.count > board.breakers.count + reserve { state = State() }
  }
}
