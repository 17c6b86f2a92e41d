import ArresterEnforcement
import Synchronization

/// A webhook's receiver in memory: answers as it is told, and keeps what it got.
final class ReceiverInMemory: HTTPTransport {
  private let answers: Mutex<[Result<InboundAnswer, TransportError>]>
  private let received = Mutex<[OutboundRequest]>([])

  /// - Parameter answers: one after the other; then always 204.
  init(_ answers: [Result<InboundAnswer, TransportError>] = []) { self.answers = Mutex(answers) }

  convenience init(status: Int, headers: [String: String] = [:]) {
    self.init([.success(InboundAnswer(status: status, headers: headers))])
  }

  var requests: [OutboundRequest] { received.withLock { $0 } }

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    received.withLock { $0.append(request) }
    let answer = answers.withLock { $0.isEmpty ? .success(InboundAnswer(status: 204)) : $0.removeFirst() }
    return try answer.get()
  }
}

extension OutboundRequest {
  func webhookHeader(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
