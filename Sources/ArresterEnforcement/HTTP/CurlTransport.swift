import Glibc

/// `HTTPTransport` by libcurl: one thread drives all transfers (a multi handle), so connections are kept and used again.
///
/// HTTP/1.1; TLS 1.2 or newer, always verified; redirects are answers and are not followed, so that no header goes where it was not
/// meant to. Errors name host and port only: paths, queries and headers may hold secrets.
public final class CurlTransport: HTTPTransport {
  private let loop: CurlLoop
  private let settings: CurlSettings

  /// - Throws: where a file that the settings name cannot be read, or libcurl does not start.
  public init(_ settings: CurlSettings = CurlSettings()) throws(TransportError) {
    try CurlTransport.check(settings)
    self.settings = settings
    loop = try CurlLoop(settings)
    loop.start()
  }

  deinit { loop.stop() }

  /// Cancelling the task ends the transfer.
  public func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    let target = try CurlTarget(request)
    try CurlTransport.checkHeaders(request)
    let exchange = CurlExchange(request, target: target, settings)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchange.begin(continuation)
        if Task.isCancelled { exchange.cancel() }
        loop.add(exchange)
      }
    } onCancel: {
      exchange.cancel()
      loop.wake()
    }
    return try outcome.get()
  }

  /// A line break would end the header and begin another one, chosen by whoever chose the value.
  private static func checkHeaders(_ request: OutboundRequest) throws(TransportError) {
    let isBroken: (String) -> Bool = { text in text.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F } }
    for (name, value) in request.headers where name.isEmpty || isBroken(name) || name.utf8.contains(UInt8(ascii: ":")) || isBroken(value) {
      throw TransportError(detail: "the header \(name.debugDescription) has characters that no header may have", mayHaveArrived: false)
    }
    let isToken = request.method.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard isToken, !request.method.isEmpty else {
      throw TransportError(detail: "\(request.method.debugDescription) is no HTTP method; write GET, POST, …", mayHaveArrived: false)
    }
  }

  private static func check(_ settings: CurlSettings) throws(TransportError) {
    let files = [settings.authorityFile, settings.clientCertificateFile, settings.clientKeyFile].compactMap { $0 }
    for file in files where access(file, R_OK) != 0 {
      throw TransportError(detail: "\(file) cannot be read: \(String(cString: strerror(errno)))", mayHaveArrived: false)
    }
    guard (settings.clientCertificateFile == nil) == (settings.clientKeyFile == nil) else {
      throw TransportError(detail: "a client certificate needs its key, and a key its certificate", mayHaveArrived: false)
    }
  }
}
