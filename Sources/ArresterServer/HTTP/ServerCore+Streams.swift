import CMicroHTTPD

/// Answers whose body goes on.
extension ServerCore {
  func begin(_ stream: ResponseStream, _ answer: HTTPResponse, _ exchange: Exchange, _ connection: OpaquePointer) -> MHD_Result {
    guard streams.add(stream) else {
      counting.add(.overStreamLimit)
      stream.end()
      let detail = "the limit is \(options.limits.streams); ask again"
      return send(.tryLater(503, "too many streams", detail, seconds: 10), exchange, connection)
    }
    stream.onSlow { [counting, state = exchange.connection, seconds = options.limits.writeSeconds] in
      counting.add(.slowStreams)
      // Its reader takes nothing: the library would wait for it.
      state.mustFinish(within: seconds)
    }
    let body = StreamedBody(stream, connection, self)
    let context = Unmanaged.passRetained(body).toOpaque()
    // MHD_SIZE_UNKNOWN, a macro that Swift does not see, is all bits set.
    guard let response = MHD_create_response_from_callback(UInt64.max, ServerCore.blockBytes, StreamedBody.read, context, StreamedBody.free)
    else {
      Unmanaged<StreamedBody>.fromOpaque(context).release()
      return .NO
    }
    defer { MHD_destroy_response(response) }
    for header in answer.headers { MHD_add_response_header(response, header.name, header.value) }
    exchange.connection.mayTakeItsTime()
    return MHD_queue_response(connection, UInt32(answer.status), response)
  }

  private static let blockBytes = 32 * 1024
}

/// One body on its way. The library holds it until the connection has ended or the body has.
private final class StreamedBody {
  private let stream: ResponseStream
  private let connection: OpaquePointer
  private let core: ServerCore

  init(_ stream: ResponseStream, _ connection: OpaquePointer, _ core: ServerCore) {
    self.stream = stream
    self.connection = connection
    self.core = core
  }

  static let read: MHD_ContentReaderCallback = { context, _, buffer, size in
    Unmanaged<StreamedBody>.fromOpaque(context!).takeUnretainedValue().take(UnsafeMutableRawBufferPointer(start: buffer, count: size))
  }

  static let free: MHD_ContentReaderFreeCallback = { context in
    let body = Unmanaged<StreamedBody>.fromOpaque(context!).takeRetainedValue()
    body.stream.end()
    body.core.streams.remove(body.stream)
  }

  private func take(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    nonisolated(unsafe) let handle = connection
    return switch stream.take(into: buffer, suspend: { MHD_suspend_connection(handle) }, resume: { MHD_resume_connection(handle) }) {
    case .bytes(let count): count
    case .nothing: 0
    // MHD_CONTENT_READER_END_OF_STREAM
    case .end: -1
    }
  }
}
