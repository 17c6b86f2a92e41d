import ArresterBase
import ArresterEnforcement
import Foundation

/// Asks the demonstration's service over HTTP, as machines and people do.
final class DemoClient {
  private let transport: CurlTransport
  private let address: String

  init(port: UInt16) throws {
    transport = try CurlTransport(CurlSettings(proxy: .none))
    address = "http://127.0.0.1:\(port)"
  }

  struct Answer: @unchecked Sendable {
    var status = 0
    var json: [String: Any] = [:]

    func text(_ name: String) -> String? { json[name] as? String }
  }

  /// - Parameter body: nil: GET.
  /// - Throws: `DemoError` where the service does not answer.
  func ask(_ path: String, _ body: [String: String]? = nil, token: String) throws -> Answer {
    let content = try body.map { Array(try JSONSerialization.data(withJSONObject: $0)) } ?? []
    let request = OutboundRequest(
      method: body == nil ? "GET" : "POST", url: address + path,
      headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")], body: content)
    let outcome = Outcome()
    let isDone = DispatchSemaphore(value: 0)
    Task { [transport] in
      do throws(TransportError) { outcome.answer = try await transport.send(request) } catch { outcome.error = error }
      isDone.signal()
    }
    isDone.wait()
    guard let answer = outcome.answer else { throw DemoError(what: "\(path) was not answered: \(outcome.error?.detail ?? "")") }
    let json = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    return Answer(status: answer.status, json: json ?? [:])
  }

  /// Written by one task before the semaphore, read after it.
  private final class Outcome: @unchecked Sendable {
    var answer: InboundAnswer?
    var error: TransportError?
  }
}

/// Whoever takes part in the demonstration, with a token of this run only.
struct DemoPerson {
  let name: String
  let token: String

  init(_ name: String) {
    self.name = name
    token = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }.joined()
  }

  var tokenSHA256: String { SHA256(token).hexadecimal }
}
