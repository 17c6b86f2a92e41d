import Foundation
import Testing

@testable import ArresterConfiguration

@Suite struct SecretTests {
  @Test(
    "one line end after a secret is not part of it, everything else is",
    arguments: [("key\n", "key"), ("key\r\n", "key"), ("key", "key"), ("key\n\n", "key\n"), (" key ", " key ")])
  func lineEnd(contents: String, expected: String) throws {
    let file = try TemporaryFile(Array(contents.utf8))
    #expect(try Secret.file(file.path).read() == Array(expected.utf8))
  }

  @Test("an empty secret and one of 70 kB are refused", arguments: [0, 70_000])
  func refused(size: Int) throws {
    let file = try TemporaryFile([UInt8](repeating: 65, count: size))
    #expect(throws: FileError.self) { try Secret.file(file.path).read() }
  }

  @Test("every file that cannot be read is named with the key that names it")
  func fileProblems() throws {
    let configuration = try load(complete)
    #expect(
      configuration.fileProblems().map(\.keyPath) == [
        "alerts[0].slack.url", "alerts[1].pagerDuty.routingKey", "alerts[3].webhook.secrets[0]", "enforcers[2].webhook.secrets[0]",
        "kafka.librdkafka.sasl.password", "recordKey", "model", "http.tls.certificate", "http.tls.key",
        "audit.signingKey",
      ])
  }
}

/// A file that goes when it is no longer used.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8]) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(bytes).write(to: url)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
