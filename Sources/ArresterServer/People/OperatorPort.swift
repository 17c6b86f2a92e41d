import ArresterBreaker
import ArresterEvents

/// What the people's API needs of the running service. The service answers from the one thread that owns the board; any thread asks.
public protocol OperatorPort: Sendable {
  /// A copy as it stands. It shares its storage with the owner's until the owner's next change.
  func board() async throws(PortError) -> BreakerBoard

  /// Runs on the owner's thread. What it grants, and this instance speaks for, is carried out in the same turn. Returns once the
  /// records are durable, or after 2 s with `isRecorded` false: they are still on their way then.
  /// - Parameter key: of the breaker that it is about, for the two clocks; nil for what is about none.
  func act(
    about key: BreakerKey?, _ act: @escaping @Sendable (inout BreakerBoard, Moment) -> RequestOutcome
  ) async throws(PortError) -> ActResult

  // JSON objects, ready to be sent. nil: there is none of this identifier.

  /// The verdict, with its ledger of time and its blast.
  func trip(_ identifier: String) async throws(PortError) -> [UInt8]?
  /// The newest first.
  func trips(limit: Int) async throws(PortError) -> [[UInt8]]
  /// The newest first.
  func findings(limit: Int) async throws(PortError) -> [[UInt8]]
  func principals(limit: Int, kind: PrincipalKind?) async throws(PortError) -> [[UInt8]]
  func principal(_ identifier: String) async throws(PortError) -> [UInt8]?
  func status() async throws(PortError) -> [UInt8]
  func model() async throws(PortError) -> [UInt8]
  func manifest(trip identifier: String, format: ManifestFormat) async throws(PortError) -> [UInt8]?
  /// The newest first, each with the beginning of its record.
  func deadLetters() async throws(PortError) -> [[UInt8]]
  func audit(limit: Int) async throws(PortError) -> AuditAnswer
  /// Begins a drill, or tells how the one that runs is doing, and once how it ended.
  func drill(by person: Person) async throws(PortError) -> DrillAnswer
}

/// The audit log, as far as it is known.
public enum AuditAnswer: Sendable, Equatable {
  /// JSON object of its newest records and its verification, ready to be sent.
  case there([UInt8])
  /// It is being read for the first time.
  case reading
  /// What was wrong.
  case unreadable(String)
}

/// What is said about a drill.
public enum DrillAnswer: Sendable, Equatable {
  /// JSON object of its steps, ready to be sent.
  case running([UInt8])
  /// None can be held: what is wrong, and what would be right.
  case impossible(String)
}

/// What came of an act.
public struct ActResult: Sendable {
  public var outcome: RequestOutcome
  /// Whether its records are durable.
  public var isRecorded: Bool

  public init(outcome: RequestOutcome, isRecorded: Bool) {
    self.outcome = outcome
    self.isRecorded = isRecorded
  }
}

/// Why the service did not take a question. Another attempt, perhaps at another instance, may do better.
public enum PortError: String, Error, Sendable, CaseIterable {
  /// Too many wait already.
  case busy
  /// The partition went to another instance meanwhile.
  case handedOver
  /// The service is going down.
  case closed
}

/// How a rollback manifest is written.
public enum ManifestFormat: String, Sendable, CaseIterable {
  case json
  case markdown
  case html

  var contentType: String {
    switch self {
    case .json: "application/json"
    case .markdown: "text/markdown; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    }
  }
}
