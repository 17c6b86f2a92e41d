import ArresterEvents
import Synchronization

@testable import ArresterBreaker
@testable import ArresterServer

/// The service's side of the people's API in memory: a real board, whose time is the server's test clock.
final class MemoryPort: OperatorPort {
  struct State {
    var board: BreakerBoard
    var isRecorded = true
    /// Whether this instance speaks for the breakers.
    var isOwner = true
    var error: PortError?
    var drills: [String] = []
    var asked: [(limit: Int, kind: PrincipalKind?)] = []
  }

  let state: Mutex<State>
  private let clock: ServerTestClock

  init(_ policy: BreakerPolicy, _ clock: ServerTestClock) {
    self.clock = clock
    state = Mutex(State(board: BreakerBoard(policy: policy)))
  }

  private var moment: Moment { Moment(wallTime: clock.now(), watermark: clock.now()) }

  private func take<Value: Sendable>(_ body: (inout sending State) -> sending Value) throws(PortError) -> Value {
    if let error = state.withLock({ $0.error }) { throw error }
    return state.withLock(body)
  }

  func board() async throws(PortError) -> BreakerBoard { try take { $0.board } }

  func act(
    about key: BreakerKey?, _ act: @escaping @Sendable (inout BreakerBoard, Moment) -> RequestOutcome
  ) async throws(PortError) -> ActResult {
    let now = moment
    return try take { state in
      let outcome = act(&state.board, now)
      if state.isOwner { _ = state.board.carryOutGranted(owned: { _ in true }, moment: { _ in now }) }
      return ActResult(outcome: outcome, isRecorded: state.isRecorded)
    }
  }

  static let objects = (0..<5).map { Array(#"{"id":"t-\#($0)"}"#.utf8) }

  func trip(_ identifier: String) async throws(PortError) -> [UInt8]? { identifier == "t-1" ? MemoryPort.objects[1] : nil }

  func trips(limit: Int) async throws(PortError) -> [[UInt8]] { Array(MemoryPort.objects.prefix(limit)) }

  func findings(limit: Int) async throws(PortError) -> [[UInt8]] { Array(MemoryPort.objects.prefix(limit)) }

  func principals(limit: Int, kind: PrincipalKind?) async throws(PortError) -> [[UInt8]] {
    try take { $0.asked.append((limit, kind)) }
    return Array(MemoryPort.objects.prefix(limit))
  }

  func principal(_ identifier: String) async throws(PortError) -> [UInt8]? {
    identifier == MemoryPort.principal ? Array(#"{"id":"known"}"#.utf8) : nil
  }

  static let principal = "arn:aws:iam::111122223333:role/team/deploy agent"

  func status() async throws(PortError) -> [UInt8] { Array(#"{"blind":false}"#.utf8) }

  func model() async throws(PortError) -> [UInt8] { Array(#"{"version":1}"#.utf8) }

  func manifest(trip identifier: String, format: ManifestFormat) async throws(PortError) -> [UInt8]? {
    identifier == "t-1" ? Array((format == .json ? #"{"format":"json"}"# : format.rawValue).utf8) : nil
  }

  func deadLetters() async throws(PortError) -> [[UInt8]] { MemoryPort.objects }

  func audit(limit: Int) async throws(PortError) -> AuditAnswer { .there(Array(#"{"records":[]}"#.utf8)) }

  func drill(by person: Person) async throws(PortError) -> DrillAnswer {
    try take { $0.drills.append(person.name) }
    return .running(Array(#"{"passed":true}"#.utf8))
  }
}
