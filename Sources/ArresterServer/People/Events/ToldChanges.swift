import ArresterBase
import ArresterBreaker

/// What listeners have been told, to tell what is new.
struct ToldChanges: Sendable {
  private var breakers: [BreakerKey: (revision: UInt64, mode: BreakerMode)] = [:]
  private var requests: [String: PersonRequest] = [:]
  /// Hashes of the newest as they were told.
  private var trips: Set<String> = []
  private var isFirst = true
  private var rounds = 0

  static let mostTrips = 100
  static let mostPrincipals = 100
  /// Principals are told every so many rounds.
  private static let principalRounds = 2

  /// Asks the service once. Of the first time only what is told whole is told: whoever begins to listen reads the rest.
  mutating func look(_ port: any OperatorPort, at now: Int64) async throws -> [ChangeFeed.Change] {
    var changes = [ChangeFeed.Change(type: "status", json: try await port.status(), isKept: false)]
    if rounds % ToldChanges.principalRounds == 0 {
      let principals = try await port.principals(limit: ToldChanges.mostPrincipals, kind: nil)
      changes.append(ChangeFeed.Change(type: "principals", json: HTTPResponse.ready("principals", principals).body, isKept: false))
    }
    let board = try await port.board()
    let fresh = note(board, at: now) + note(try await port.trips(limit: ToldChanges.mostTrips))
    rounds += 1
    defer { isFirst = false }
    return isFirst ? changes : changes + fresh
  }

  private mutating func note(_ board: BreakerBoard, at now: Int64) -> [ChangeFeed.Change] {
    var changes: [ChangeFeed.Change] = []
    for breaker in board.breakers.values {
      guard breakers[breaker.key].map({ $0 != (breaker.revision, breaker.mode) }) ?? true else { continue }
      breakers[breaker.key] = (breaker.revision, breaker.mode)
      changes.append(ToldChanges.kept("breaker") { json in breaker.writeAnswer(to: &json, board, at: now) })
    }
    for request in board.requests where requests[request.identifier] != request {
      requests[request.identifier] = request
      changes.append(ToldChanges.kept("request") { json in request.writeAnswer(to: &json) })
    }
    // The board forgets those that ended an hour ago.
    if requests.count > 2 * board.requests.count + 100 {
      let known = Set(board.requests.map(\.identifier))
      requests = requests.filter { known.contains($0.key) }
    }
    return changes
  }

  private mutating func note(_ newest: [[UInt8]]) -> [ChangeFeed.Change] {
    let hashes = newest.map { SHA256($0).hexadecimal }
    defer { trips = Set(hashes) }
    return zip(newest, hashes).filter { !trips.contains($0.1) }.map { ChangeFeed.Change(type: "trip", json: $0.0, isKept: true) }
  }

  private static func kept(_ type: String, _ write: (inout JSONText) -> Void) -> ChangeFeed.Change {
    ChangeFeed.Change(type: type, json: HTTPResponse.json { write(&$0) }.body, isKept: true)
  }
}
