import ArresterEvents
import Foundation

extension BoardRecord {
  /// Reads what `bytes` wrote. Fields that are not known are ignored, another version is not.
  /// - Parameter key: the key it stood under on the topic; a record under another's key is refused.
  public init(bytes: [UInt8], key: String) throws(RecordError) {
    guard bytes.count <= BoardRecord.maximumBytes else {
      throw RecordError(code: .notARecord, detail: "it has \(bytes.count) bytes; at most \(BoardRecord.maximumBytes) are read")
    }
    let data = Data(bytes)
    let content: RecordContent = try BoardRecord.decode(data)
    guard content.version == BoardRecord.version else {
      throw RecordError(code: .unknownVersion, detail: "version \(content.version); this program reads \(BoardRecord.version)")
    }
    self = try BoardRecord.read(content, data)
    guard self.key.utf8.elementsEqual(key.utf8) else {
      throw RecordError(code: .keyMismatch, detail: "its content belongs under \(self.key.prefix(200))")
    }
  }

  private static func read(_ content: RecordContent, _ data: Data) throws(RecordError) -> BoardRecord {
    guard let revision = content.revision else { throw RecordError(code: .notARecord, detail: "no revision") }
    switch content.type.flatMap(RecordType.init(rawValue:)) {
    case .breaker: return .breaker(BreakerRecord(try breaker(try key(of: content), revision, try decode(data))))
    case .latch: return .latch(try latch(try key(of: content), revision, try decode(data)))
    case .halt: return .halt(try halt(revision, try decode(data)))
    case .request: return .request(try request(content, revision, isStaged: false, try decode(data)))
    case .staged: return .request(try request(content, revision, isStaged: true, try decode(data)))
    case .plannedChange: return .plannedChange(try plannedChange(revision, try decode(data)))
    case .posture:
      let posture: PostureRecordContent = try decode(data)
      return .posture(try posture.value(revision: revision))
    case nil: throw RecordError.badField("type", content.type ?? "")
    }
  }

  private static func decode<Content: Decodable>(_ data: Data) throws(RecordError) -> Content {
    do { return try JSONDecoder().decode(Content.self, from: data) } catch {
      throw RecordError(code: .notARecord, detail: String("\(error)".prefix(200)))
    }
  }

  static func key(of content: RecordContent) throws(RecordError) -> BreakerKey {
    let platform = try RecordError.platform(content.platform ?? "")
    let kind = try RecordError.kind(content.kind ?? "")
    guard let scope = content.scope, let principal = content.principal else {
      throw RecordError(code: .notARecord, detail: "no scope or no principal")
    }
    return BreakerKey(platform: platform, homeScope: scope, principal: principal, kind: kind)
  }

  private static func breaker(_ key: BreakerKey, _ revision: UInt64, _ content: BreakerContent) throws(RecordError) -> Breaker {
    var breaker = Breaker(
      key: key, mode: try RecordError.named("mode", content.mode), at: try RecordError.time("enteredAt", content.enteredAt))
    breaker.state = try RecordError.named("state", content.state)
    breaker.revision = revision
    breaker.trip = try content.trip?.value()
    breaker.suppressed = try content.suppressed?.value()
    breaker.holdStep = content.holdStep
    breaker.hold = try content.hold?.value()
    breaker.cleanSince = try RecordError.optionalTime("cleanSince", content.cleanSince)
    breaker.probation = try content.probation?.value()
    breaker.exemptUntil = try RecordError.optionalTime("exemptUntil", content.exemptUntil)
    for enforcer in content.enforcers ?? [] {
      breaker.enforcers.append(EnforcerProgress(name: enforcer.name, status: try RecordError.named("status", enforcer.status)))
    }
    return breaker
  }

  private static func latch(_ key: BreakerKey, _ revision: UInt64, _ content: LatchContent) throws(RecordError) -> RecordedLatch {
    var latch = RecordedLatch(key: key)
    latch.revision = revision
    latch.tripCount = content.tripCount
    latch.isTripped = content.tripped
    latch.tripIdentifier = content.trip
    latch.tripTime = try RecordError.optionalTime("tripTime", content.tripTime)
    latch.restoredTime = try RecordError.optionalTime("restoredTime", content.restoredTime)
    latch.holdStep = content.holdStep
    latch.restoresItselfAt = try RecordError.optionalTime("restoresItselfAt", content.restoresItselfAt)
    return latch
  }

  private static func halt(_ revision: UInt64, _ content: HaltContent) throws(RecordError) -> Halt {
    Halt(
      revision: revision, since: try RecordError.time("since", content.since), until: try RecordError.time("until", content.until),
      endedAt: try RecordError.optionalTime("endedAt", content.endedAt))
  }
}
