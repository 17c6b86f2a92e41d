import ArresterBase

/// The breaker of one (principal, kind) as it stands on the breakers topic.
public struct BreakerRecord: Sendable, Equatable {
  public let breaker: Breaker

  public init(_ breaker: Breaker) { self.breaker = breaker }
}

/// A record of the compacted topic.
public enum BoardRecord: Sendable, Equatable {
  case breaker(BreakerRecord)
  case latch(RecordedLatch)
  case halt(Halt)
  /// A person's, or about a staged action.
  case request(PersonRequest)
  case plannedChange(PlannedChange)
  case posture(PostureRecord)

  /// The layout that is written, and the only one that is read.
  public static let version = 1

  /// The record's key on the topic.
  public var key: String {
    switch self {
    case .breaker(let record): record.breaker.key.recordKey(type: .breaker)
    case .latch(let latch): latch.key.recordKey(type: .latch)
    case .halt: BoardRecord.haltKey
    case .request(let request): BoardRecord.key(of: request.asked.isStaged ? .staged : .request, request.identifier)
    case .plannedChange(let plan): plan.recordKey
    case .posture: BoardRecord.postureKey
    }
  }

  /// The record's value: one JSON object, the same bytes for the same record. Whoever writes it may seal it with an HMAC.
  public var bytes: [UInt8] {
    var json = JSONText()
    json.object { json in
      json.field("version", BoardRecord.version)
      switch self {
      case .breaker(let record): record.breaker.writeFields(to: &json)
      case .latch(let latch): latch.writeFields(to: &json)
      case .halt(let halt): halt.writeFields(to: &json)
      case .request(let request): request.writeFields(to: &json)
      case .plannedChange(let plan): plan.writeRecord(to: &json)
      case .posture(let posture): posture.writeFields(to: &json)
      }
    }
    return json.bytes
  }

  /// The most that is read: a longer one is refused unread.
  public static let maximumBytes = 1_048_576

  static func key(of type: RecordType, _ identifier: String) -> String {
    var json = JSONText()
    json.array([type.rawValue, identifier])
    return json.text
  }

  static let postureKey = "[\"\(RecordType.posture.rawValue)\"]"
  static let haltKey = "[\"\(RecordType.halt.rawValue)\"]"
}

/// Why a record could not be read. It is counted and ignored, never guessed at.
public struct RecordError: Error, Sendable, Equatable {
  public enum Code: String, Sendable {
    case notARecord
    case unknownVersion
    case badField
    /// It stands under another key than its content says.
    case keyMismatch
  }

  public var code: Code
  public var detail: String
}
