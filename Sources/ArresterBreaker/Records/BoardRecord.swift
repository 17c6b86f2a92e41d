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

  /// The layout that is written, and the only one that is read.
  public static let version = 1

  /// The record's key on the topic.
  public var key: String {
    switch self {
    case .breaker(let record): record.breaker.key.recordKey(type: .breaker)
    case .latch(let latch): latch.key.recordKey(type: .latch)
    case .halt: BoardRecord.haltKey
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
      }
    }
    return json.bytes
  }

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
