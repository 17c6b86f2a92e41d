import ArresterBase
import Foundation
import Testing

/// One instance of `arrester serve` in enforce mode, with an enforcer and people of its own.
final class GroupMember {
  /// Short enough for a test, longer than a rebalance.
  static let sessionSeconds = 3

  let program: Program
  private let port: UInt16

  /// People's tokens are their names and a number; olga has two.
  private static let people = ["olga": ["olga-1", "olga-2"], "anna": ["anna-1"], "ben": ["ben-1"]]

  /// - Parameters:
  ///   - folder: where `key` and `model/model.json` are.
  ///   - webhook: where its enforcer calls.
  init(_ name: String, _ topics: Topics, folder: String, webhook: String) throws {
    port = try FreePort.find()
    let people = Self.people.sorted { $0.key < $1.key }.map { name, tokens in
      let hashes = tokens.map { SHA256($0).hexadecimal }.joined(separator: ", ")
      return "- {name: \(name), roles: [viewer, operator, approver], tokenSHA256: [\(hashes)]}"
    }
    let configuration = """
      kafka:
        bootstrapServers: \(topics.broker.address)
        group: \(topics.group)
        topics: [\(topics.input)]
        startAt: earliest
        librdkafka: {session.timeout.ms: "\(Self.sessionSeconds)000", heartbeat.interval.ms: "500"}
      output: {findings: \(topics.findings), breakers: \(topics.breakers), audit: \(topics.audit), deadLetters: \(topics.deadLetters)}
      model: \(folder)/model/model.json
      mode: enforce
      recordKey: {file: \(folder)/key}
      enforcers:
      - webhook: {url: "\(webhook)", secrets: ["\(Data(repeating: 7, count: 32).base64EncodedString())"], platforms: [aws]}
      http: {listen: "127.0.0.1:\(port)"}
      people:
      \(people.joined(separator: "\n"))
      """
    let file = "\(folder)/\(name).yaml"
    try configuration.write(toFile: file, atomically: true, encoding: .utf8)
    program = try Program(["serve", "--configuration", file])
  }

  func isAssigned() -> Bool { !program.logged("assigned").isEmpty }

  func pause() { kill(program.identifier, SIGSTOP) }
  func goOn() { kill(program.identifier, SIGCONT) }

  func ask(_ method: String, _ path: String, as token: String, body: String? = nil) throws -> WebAnswer {
    try WebAnswer.of(method, "http://127.0.0.1:\(port)\(path)", token: token, body: body)
  }

  /// nil where there is no such breaker, or nobody answers.
  func breaker(_ principal: String) throws -> [String: Any]? {
    let breakers = try ask("GET", "/v1/breakers", as: "anna-1").fields["breakers"] as? [[String: Any]]
    return breakers?.first { $0["principal"] as? String == principal }
  }

  func state(of principal: String) throws -> String? { try breaker(principal)?["state"] as? String }
}
