import ArresterBase
import ArresterEngine
import ArresterEvents

/// The fields of a record as JSON holds them; `BoardRecord+Read` makes the values of them.
struct RecordContent: Decodable {
  var version: Int
  var type: String?
  var revision: UInt64?
  var platform: String?
  var scope: String?
  var principal: String?
  var kind: String?
}

struct BreakerContent: Decodable {
  var state: String
  var mode: String
  var enteredAt: String
  var trip: TripContent?
  var suppressed: SuppressedContent?
  var holdStep: Int
  var hold: HoldContent?
  var cleanSince: String?
  var probation: ProbationContent?
  var exemptUntil: String?
  var enforcers: [EnforcerContent]?
}

struct TripContent: Decodable {
  var id: String
  var number: UInt32
  var rule: String
  var time: String
  var decidedAt: String
  var countsInCaps: Bool

  func value() throws(RecordError) -> TripReference {
    guard let found = Rule.allCases.first(where: { $0.name == rule }) else { throw RecordError.badField("rule", rule) }
    return TripReference(
      identifier: id, number: number, rule: found, time: try RecordError.time("trip.time", time),
      decidedAt: try RecordError.time("trip.decidedAt", decidedAt), countsInCaps: countsInCaps)
  }
}

struct SuppressedContent: Decodable {
  var reason: String
  var effect: String
  var trip: TripContent

  func value() throws(RecordError) -> SuppressedTrip {
    SuppressedTrip(
      trip: try trip.value(), reason: try RecordError.named("suppressed.reason", reason),
      effect: try RecordError.named("suppressed.effect", effect))
  }
}

struct HoldContent: Decodable {
  var seconds: Int64
  var until: String
  var endedAt: String?

  func value() throws(RecordError) -> Hold {
    Hold(
      seconds: seconds, until: try RecordError.time("hold.until", until), endedAt: try RecordError.optionalTime("hold.endedAt", endedAt))
  }
}

struct ProbationContent: Decodable {
  var writes: Int
  var sinceEventTime: String
  var expiresAt: String

  func value() throws(RecordError) -> Probation {
    Probation(
      writes: writes, sinceEventTime: try RecordError.time("probation.sinceEventTime", sinceEventTime),
      expiresAt: try RecordError.time("probation.expiresAt", expiresAt))
  }
}

struct EnforcerContent: Decodable {
  var name: String
  var status: String
}

struct LatchContent: Decodable {
  var tripCount: UInt32
  var tripped: Bool
  var trip: String?
  var tripTime: String?
  var restoredTime: String?
  var holdStep: Int
  var restoresItselfAt: String?
}

struct HaltContent: Decodable {
  var since: String
  var until: String
  var endedAt: String?
}

extension RecordError {
  static func badField(_ name: String, _ value: String) -> RecordError {
    RecordError(code: .badField, detail: "\(name) is `\(value.prefix(80))`")
  }

  static func time(_ name: String, _ text: String) throws(RecordError) -> Int64 {
    guard let time = Timestamp.parse(text) else { throw badField(name, text) }
    return time
  }

  static func optionalTime(_ name: String, _ text: String?) throws(RecordError) -> Int64? {
    guard let text else { return nil }
    return try time(name, text)
  }

  static func platform(_ name: String) throws(RecordError) -> Platform {
    guard let platform = Platform.allCases.first(where: { $0.name == name }) else { throw badField("platform", name) }
    return platform
  }

  static func kind(_ name: String) throws(RecordError) -> PrincipalKind {
    guard let kind = PrincipalKind.allCases.first(where: { $0.name == name }) else { throw badField("kind", name) }
    return kind
  }

  /// Text of a record that is kept and shown.
  static func text(_ name: String, _ text: String, atMost limit: Int) throws(RecordError) -> String {
    guard text.utf8.count <= limit else {
      throw RecordError(code: .badField, detail: "\(name) has \(text.utf8.count) bytes; at most \(limit) are kept")
    }
    return text
  }

  static func named<Value: RawRepresentable>(_ name: String, _ text: String) throws(RecordError) -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text) else { throw badField(name, text) }
    return value
  }
}
