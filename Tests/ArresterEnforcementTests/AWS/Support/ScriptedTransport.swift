import ArresterBase
import Synchronization

@testable import ArresterEnforcement

/// A transport that answers by a closure, and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
  private let requests = Mutex<[OutboundRequest]>([])
  private let answer: @Sendable (OutboundRequest, _ number: Int) throws(TransportError) -> InboundAnswer

  init(_ answer: @escaping @Sendable (OutboundRequest, _ number: Int) throws(TransportError) -> InboundAnswer) { self.answer = answer }

  var heard: [OutboundRequest] { requests.withLock { $0 } }

  func send(_ request: OutboundRequest) async throws(TransportError) -> InboundAnswer {
    let number = requests.withLock { requests in
      requests.append(request)
      return requests.count
    }
    return try answer(request, number)
  }
}

extension InboundAnswer {
  init(_ status: Int, _ body: String, _ headers: [String: String] = [:]) {
    self.init(status: status, headers: headers, body: Array(body.utf8))
  }

  static func sts(_ action: String, key: String, expiration: String = "2030-01-01T00:00:00Z") -> InboundAnswer {
    InboundAnswer(
      200,
      """
      <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
      <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
      <Expiration>\(expiration)</Expiration></Credentials></\(action)Result></\(action)Response>
      """)
  }

  /// Of the Query protocol.
  static func refusal(_ status: Int, _ code: String, _ message: String = "no") -> InboundAnswer {
    InboundAnswer(
      status,
      "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
    )
  }
}

extension OutboundRequest {
  /// Of a form, decoded.
  func parameter(_ name: String) -> String? {
    for pair in String(decoding: body, as: UTF8.self).split(separator: "&") where pair.hasPrefix("\(name)=") {
      return String(decoding: PercentEncoding.decode(pair.dropFirst(name.count + 1)), as: UTF8.self)
    }
    return nil
  }

  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
}

/// A clock that a test moves.
final class TestClock: WallClock {
  private let time: Mutex<Int64>

  init(_ text: String = "2026-01-02T03:04:05Z") { time = Mutex(Timestamp.parse(text) ?? 0) }

  func now() -> Int64 { time.withLock { $0 } }

  func advance(seconds: Int64) { time.withLock { $0 += seconds * Timestamp.nanosecondsPerSecond } }
}

extension Surroundings {
  static func test(_ variables: [String: String], files: [String: String] = [:]) -> Surroundings {
    Surroundings(variables: variables, read: { files[$0] })
  }
}

extension RetryPolicy {
  /// Without waiting.
  static let atOnce = RetryPolicy(random: { $0.upperBound }, sleep: { _ in })
}

extension STSClient {
  static func test(_ transport: any HTTPTransport) -> STSClient {
    STSClient(
      client: AWSClient(transport: transport, clock: TestClock(), retry: .atOnce),
      endpoint: AWSEndpoints.Endpoint(url: "https://sts.test/", region: "eu-west-1"))
  }
}
