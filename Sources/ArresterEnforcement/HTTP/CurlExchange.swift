import ArresterBase
import CCurl
import Synchronization

/// One request on its way. Its buffers belong to the loop's thread from `CurlLoop.add` until it has finished.
final class CurlExchange: @unchecked Sendable {
  typealias Outcome = Result<InboundAnswer, TransportError>

  let request: OutboundRequest
  let target: CurlTarget
  /// On the clock that only runs forward.
  let deadline: Int64
  private(set) var status = 0
  private(set) var tooLarge: String?

  private let maximumAnswerBytes: Int
  private let maximumHeaderBytes: Int
  private var headers: [String: String] = [:]
  private var headerBytes = 0
  private var body: [UInt8] = []
  private let isCancelledFlag = Atomic<Bool>(false)
  private let continuation = Mutex<CheckedContinuation<Outcome, Never>?>(nil)

  init(_ request: OutboundRequest, target: CurlTarget, _ settings: CurlSettings) {
    self.request = request
    self.target = target
    maximumAnswerBytes = settings.maximumAnswerBytes
    maximumHeaderBytes = settings.maximumHeaderBytes
    let (end, overflow) = SystemClock.monotonic().addingReportingOverflow(max(0, request.timeoutNanoseconds))
    deadline = overflow ? .max : end
  }

  var isCancelled: Bool { isCancelledFlag.load(ordering: .relaxed) }

  func begin(_ continuation: CheckedContinuation<Outcome, Never>) { self.continuation.withLock { $0 = continuation } }

  /// Any thread; the loop notices when it is woken.
  func cancel() { isCancelledFlag.store(true, ordering: .relaxed) }

  /// The first call answers; others do nothing.
  func finish(_ outcome: Outcome) {
    let waiting = continuation.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    waiting?.resume(returning: outcome)
  }

  func fail(_ detail: String, mayHaveArrived: Bool) {
    finish(.failure(TransportError(detail: "\(target.authority): \(detail)", mayHaveArrived: mayHaveArrived)))
  }

  func succeed(status: Int) { finish(.success(InboundAnswer(status: status, headers: headers, body: body))) }

  /// - Returns: whether there was room.
  func append(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= maximumAnswerBytes else {
      tooLarge = "the answer is longer than \(maximumAnswerBytes) bytes"
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// One line of the answer's head. A status line begins a new head: interim answers come before the real one.
  /// - Returns: whether there was room.
  func append(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= maximumHeaderBytes else {
      tooLarge = "the answer's headers are longer than \(maximumHeaderBytes) bytes"
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      headers.removeAll()
    } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let name = line[..<colon].lowercased()
      let value = String(line[line.index(after: colon)...]).trimmedOfBlanks
      headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }
    return true
  }
}

extension String {
  /// Without spaces, tabs and line breaks at both ends.
  var trimmedOfBlanks: String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let bytes = utf8.drop(while: isBlank)
    let end = bytes.lastIndex { !isBlank($0) }.map { bytes.index(after: $0) } ?? bytes.startIndex
    return String(self[bytes.startIndex..<end])
  }
}
