import ArresterBase
import ArresterBreaker
import ArresterKafka
import Glibc

/// What `arrester audit verify` does, without its command line.
public enum AuditVerification {
  /// Records as JSON Lines. Empty lines are skipped.
  /// - Parameter path: `-` for standard input.
  public static func file(_ path: String, _ options: AuditVerifier.Options) throws(AuditFileError) -> AuditReport {
    var verifier = AuditVerifier(options)
    let reader = try LineReader(path: path, maximumBytes: AuditRecord.maximumBytes)
    var number = 0
    while let line = try reader.next() {
      number += 1
      switch line {
      case .overlong: verifier.takeOverlong(at: .line(number))
      case .line([]): break
      case .line(let bytes): verifier.take(bytes, at: .line(number))
      }
    }
    return verifier.finish()
  }

  /// All that is on the topic now.
  public static func topic(
    _ name: String, _ settings: ArresterKafka.KafkaSettings, _ options: AuditVerifier.Options
  ) throws(KafkaError) -> AuditReport {
    var verifier = AuditVerifier(options)
    try AuditTopic.read(settings, topic: name) { bytes, place in verifier.take(bytes, at: place) }
    return verifier.finish()
  }

  /// Heads out of a log. Lines of anything else are passed over, however long they are.
  public static func heads(_ path: String) throws -> AuditHeads {
    var heads = AuditHeads()
    let reader = try LineReader(path: path, maximumBytes: AuditRecord.maximumBytes)
    var number = 0
    while let line = try reader.next() {
      number += 1
      if case .line(let bytes) = line { try heads.addLine(bytes, number: number) }
    }
    return heads
  }

  /// - Throws: `AuditFileError` or `Ed25519.KeyError` with the path.
  public static func publicKey(_ path: String) throws -> Ed25519.PublicKey {
    do { return try Ed25519.PublicKey(fileContent: try keyFile(path)) } catch let error as Ed25519.KeyError {
      throw AuditFileError(.unreadable, path, error.description)
    }
  }

  /// For `audit.signingKey` of the configuration.
  public static func signingKey(_ path: String) throws -> Ed25519.PrivateKey {
    do { return try Ed25519.PrivateKey(fileContent: try keyFile(path)) } catch let error as Ed25519.KeyError {
      throw AuditFileError(.unreadable, path, error.description)
    }
  }

  private static let maximumKeyFileBytes = 16_384

  private static func keyFile(_ path: String) throws(AuditFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AuditFileError.system(.unreadable, path, "open it") }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: maximumKeyFileBytes + 1)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw AuditFileError.system(.unreadable, path, "read it") }
    guard count <= maximumKeyFileBytes else { throw AuditFileError(.unreadable, path, "is too large for a key") }
    return Array(bytes[..<count])
  }
}
