import ArresterEvents
import Foundation

/// Why a body is no list of audit events.
struct AuditListProblem: Error, Equatable {
  var detail: String
}

/// Takes an `EventList` of `audit.k8s.io/v1` apart: each event by itself, its bytes unchanged, with its principal. Belongs to one thread.
final class AuditListSplitter {
  private let model: EventModel
  private let maximumEvents: Int
  private var decoder: RecordDecoder

  init(model: EventModel, maximumBodyBytes: Int, maximumEvents: Int) {
    var model = model
    model.maximumRecordBytes = max(model.maximumRecordBytes, maximumBodyBytes)
    self.model = model
    self.maximumEvents = maximumEvents
    decoder = RecordDecoder(model: model)
  }

  /// - Throws: where the body is no such list, or holds what is no audit event of Kubernetes.
  func split(_ body: [UInt8]) throws(AuditListProblem) -> [IngestRecord] {
    let places = try events(of: body)
    var records: [IngestRecord] = []
    records.reserveCapacity(places.count)
    for (index, place) in places.enumerated() {
      let value = Array(body[place])
      guard let key = key(of: value) else {
        throw AuditListProblem(
          detail: "items[\(index)] is another platform's record, or a list; only audit events of Kubernetes belong here")
      }
      records.append(IngestRecord(key: key.isEmpty ? nil : key, value: value))
    }
    return records
  }

  private func events(of body: [UInt8]) throws(AuditListProblem) -> [Range<Int>] {
    var isContainer = false
    body.withUnsafeBytes { if case .container = decoder.decode($0) { isContainer = true } }
    guard isContainer else { throw AuditListSplitter.notAList }
    let places = decoder.innerRecords
    guard places.count <= maximumEvents else {
      // The decoder would keep room for as many.
      decoder = RecordDecoder(model: model)
      throw AuditListProblem(detail: "items has \(places.count) events; at most \(maximumEvents) are taken at once")
    }
    try AuditListHead.check(body, without: places)
    return places
  }

  /// Empty where it has none; nil for a record that API servers do not send.
  private func key(of record: [UInt8]) -> [UInt8]? {
    record.withUnsafeBytes { bytes in
      switch decoder.decode(bytes) {
      case .change(let frame): frame.header.pointee.platform == .kubernetes ? Array(decoder.lastPrincipal.bytes) : nil
      case .read(_, let platform), .dataEvent(_, let platform): platform == .kubernetes ? Array(decoder.lastPrincipal.bytes) : nil
      case .container: nil
      case .skipped, .deadLetter: []
      }
    }
  }

  static let notAList = AuditListProblem(detail: "it is not an EventList of audit.k8s.io/v1, as an API server's audit webhook posts it")
}

/// What stands around the events of a list.
private struct AuditListHead: Decodable {
  var kind: String?
  var apiVersion: String?
  var items: [Nothing]?

  struct Nothing: Decodable {}

  /// The decoder takes arrays and containers of other platforms apart too: with the events cut out, the rest says what it was.
  static func check(_ body: [UInt8], without events: [Range<Int>]) throws(AuditListProblem) {
    var rest = Data(body)
    if let first = events.first, let last = events.last { rest = Data(body[..<first.lowerBound] + body[last.upperBound...]) }
    guard let head = try? JSONDecoder().decode(AuditListHead.self, from: rest), head.kind == "EventList",
      head.apiVersion == "audit.k8s.io/v1", head.items?.isEmpty == true
    else { throw AuditListSplitter.notAList }
  }
}
