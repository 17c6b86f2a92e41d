import Foundation
import Testing

/// moto (PyPI), which answers as AWS does, in a process of its own.
final class MotoServer: @unchecked Sendable {
  struct Keys: Decodable {
    var key: String
    var secret: String
  }

  struct Identities: Decodable {
    var agent: Keys
    var starter: Keys
    var arrester: Keys
    var controller: Keys
    /// An account of the organization that is not its management account.
    var member: String
  }

  static let account = "123456789012"
  static let absent = "needs moto and boto3: python3 with venv, and a package index the first time (Scripts/test-tools python)"

  /// The python of Scripts/test-tools; nil: it cannot be made here.
  static let python: String? = {
    guard let output = try? output("/usr/bin/env", ["bash", root + "/Scripts/test-tools", "python"]) else { return nil }
    return output.split(separator: "\n").last.map(String.init)
  }()

  let url: String
  private(set) var identities: Identities
  private let process: Process

  /// Starts it, makes identities and policies, and then lets it enforce IAM.
  init() throws {
    let python = try #require(MotoServer.python)
    let port = try MotoServer.freePort()
    url = "http://127.0.0.1:\(port)"
    process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-m", "moto.server", "-H", "127.0.0.1", "-p", "\(port)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let url = url
    let isUp = Waiting.until(seconds: 60) { (try? MotoServer.post(url + "/moto-api/reset-auth", "inf")) == 200 }
    let process = process
    guard isUp else {
      MotoServer.end(process)
      throw CocoaError(.executableLoad)
    }
    let made = try MotoServer.output(python, [MotoServer.folder + "/setup.py", url, MotoServer.root + "/deploy/aws"])
    identities = try JSONDecoder().decode(Identities.self, from: Data(made.utf8))
    try #require(try MotoServer.post(url + "/moto-api/reset-auth", "0") == 200)
  }

  deinit { MotoServer.end(process) }

  /// Killed: who runs tests may have SIGTERM blocked, and it stays so in their children.
  private static func end(_ process: Process) {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardized.path

  /// - Throws: where the program fails.
  static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    return text
  }

  private static func post(_ url: String, _ body: String) throws -> Int {
    let options = ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "5", "-H", "Content-Type: text/plain"]
    return Int(try output("/usr/bin/env", ["curl"] + options + ["-d", body, url])) ?? 0
  }

  private static func freePort() throws -> Int {
    let code = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"
    return Int(try output(try #require(python), ["-c", code]).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }
}

/// A boto3 program that works, line by line.
final class Agent {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var buffer = ""

  init(_ server: MotoServer, _ keys: MotoServer.Keys, role: String? = nil) throws {
    process.executableURL = URL(fileURLWithPath: try #require(MotoServer.python))
    process.arguments = [MotoServer.folder + "/agent.py", server.url] + (role.map { [$0] } ?? [])
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
    environment.merge(["AWS_ACCESS_KEY_ID": keys.key, "AWS_SECRET_ACCESS_KEY": keys.secret, "AWS_EC2_METADATA_DISABLED": "true"]) { $1 }
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    // An agent that is gone is an answer, and not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
    try process.run()
    try #require(line() == "ready")
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// - Returns: `allowed`, or AWS's code.
  func tries(_ action: String) -> String {
    try? input.fileHandleForWriting.write(contentsOf: Data("\(action)\n".utf8))
    return line()
  }

  private func line() -> String {
    while !buffer.contains("\n") {
      let chunk = output.fileHandleForReading.availableData
      guard !chunk.isEmpty else { return "the agent is gone" }
      buffer += String(decoding: chunk, as: UTF8.self)
    }
    let line = String(buffer.prefix { $0 != "\n" })
    buffer.removeFirst(line.count + 1)
    return line
  }
}
