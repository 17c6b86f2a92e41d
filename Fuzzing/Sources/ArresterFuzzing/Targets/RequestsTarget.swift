import Arrester
import ArresterEvents

@testable import ArresterServer

/// Bodies that anyone who may connect can send. The first byte says to which address.
final class RequestsTarget: FuzzTarget {
  static let name = "requests"
  private let splitter: AuditListSplitter
  private let bodies: [PeopleOperation.Body]

  init() throws {
    splitter = AuditListSplitter(model: try ModelLoader.load().events, maximumBodyBytes: 1 << 20, maximumEvents: 100)
    let operations = BreakerActs.all + RequestOperations.all + HaltOperations.all + PlanOperations.all
    bodies = operations.compactMap(\.body)
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    guard let address = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    switch address % 4 {
    case 0: _ = try? DecideEndpoint.question(body)
    case 1: review(body)
    case 2: ingest(body)
    default: for operation in bodies { _ = try? BodyFields(body, operation.properties) }
    }
  }

  private func review(_ body: [UInt8]) {
    let access = try? SubjectAccessReview.read(body)
    _ = access?.action
    _ = access?.identity
    let admission = try? AdmissionReview.read(body)
    require(access == nil || admission == nil, "it is a review of two kinds")
  }

  /// Each record by itself, its bytes unchanged.
  private func ingest(_ body: [UInt8]) {
    guard let records = try? splitter.split(body) else { return }
    require(records.reduce(0) { $0 + $1.value.count } <= body.count, "more comes out than went in")
  }
}
