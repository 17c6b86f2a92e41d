import ArresterEvents
import Synchronization

/// Takes what the audit webhook of an API server posts into the topic of events: `POST /v1/ingest/kubernetes`.
///
/// An API server posts a batch again after 429 and after a lost connection, with ever longer pauses, and then gives it up; after any
/// other error it gives up at once. So 200 is said once Kafka has every event, and 429 where it has not.
public final class KubernetesIngest: Sendable {
  public struct Limits: Sendable {
    public var bodyBytes = 16 * 1024 * 1024
    /// In one list; API servers send 400 unless told otherwise.
    public var events = 50_000
    /// Of all bodies that Kafka has not acknowledged yet.
    public var bytesOnTheirWay = 64 * 1024 * 1024
    public var retryAfterSeconds = 5

    public init() {}
  }

  private let sink: any EventSink
  private let limits: Limits
  private let ledger = IngestLedger()
  private let splitter: Mutex<AuditListSplitter>

  /// - Parameter model: its `cluster` is part of the keys, as it is of the principals that the service sees.
  public init(model: EventModel, sink: any EventSink, limits: Limits = Limits()) {
    self.sink = sink
    self.limits = limits
    splitter = Mutex(
      AuditListSplitter(model: model, maximumBodyBytes: limits.bodyBytes, maximumEvents: limits.events))
  }

  public var counters: IngestCounters { ledger.counters }

  /// For the server: a body beyond it is refused before it is read.
  public var maximumBodyBytes: Int { limits.bodyBytes }

  /// 200 once all is durable; 429 with Retry-After where it is not; 400 for what is no list; 413 beyond the limit.
  public func handle(_ request: HTTPRequest) async -> HTTPResponse {
    guard request.body.count <= limits.bodyBytes else {
      ledger.count { $0.bodyTooLarge += 1 }
      return .problem(413, "too large", "the body has \(request.body.count) bytes; at most \(limits.bodyBytes) are taken at once")
    }
    guard ledger.take(request.body.count, atMost: limits.bytesOnTheirWay) else {
      return again("\(limits.bytesOnTheirWay) bytes are on their way already")
    }
    defer { ledger.giveBack(request.body.count) }
    do throws(AuditListProblem) {
      let body = request.body
      return await pass(try splitter.withLock { splitter throws(AuditListProblem) in try splitter.split(body) })
    } catch {
      ledger.count { $0.notALists += 1 }
      return .problem(400, "not a list of audit events", error.detail)
    }
  }

  private func pass(_ records: [IngestRecord]) async -> HTTPResponse {
    do throws(EventSinkError) {
      let tooLarge = records.isEmpty ? 0 : try await sink.accept(records)
      let unkeyed = records.count { $0.key == nil }
      ledger.count { counters in
        counters.accepted += 1
        counters.events += records.count
        counters.unkeyed += unkeyed
        counters.tooLarge += tooLarge
      }
      return .json { $0.field("accepted", records.count - tooLarge) }
    } catch {
      return refuse(error)
    }
  }

  private func refuse(_ error: EventSinkError) -> HTTPResponse {
    if error == .queueFull {
      ledger.count { $0.queueFull += 1 }
      return again("the queue to Kafka is full")
    }
    ledger.count { $0.notAcknowledged += 1 }
    return again("Kafka has not acknowledged the events")
  }

  private func again(_ detail: String) -> HTTPResponse {
    var response = HTTPResponse.problem(429, "post it again later", detail)
    response.headers.append(("Retry-After", String(limits.retryAfterSeconds)))
    return response
  }
}
