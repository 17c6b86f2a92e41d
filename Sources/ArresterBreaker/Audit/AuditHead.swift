import ArresterBase

/// How far a chain had come at some time, signed where a key is configured.
///
/// It stands in the chain as a record of its own, and in the log: whoever can write to the topic can neither shorten the chain below a
/// head in the log nor write anew what a signature covers.
public struct AuditHead: Sendable, Equatable {
  public var writer: String
  /// The newest record that it speaks for.
  public var sequence: UInt64
  /// That record's hash.
  public var hash: String
  /// Wall time, nanoseconds since 1970 UTC.
  public var time: Int64
  public var signature: Signature?

  public struct Signature: Sendable, Equatable {
    /// `Ed25519.PublicKey.identifier`.
    public var key: String
    public var bytes: [UInt8]

    public init(key: String, bytes: [UInt8]) {
      self.key = key
      self.bytes = bytes
    }
  }

  public init(writer: String, sequence: UInt64, hash: String, time: Int64, signature: Signature? = nil) {
    self.writer = writer
    self.sequence = sequence
    self.hash = hash
    self.time = time
    self.signature = signature
  }

  /// What is signed. The first line keeps a signature of something else from being taken for one of these.
  public var statement: [UInt8] {
    var json = JSONText()
    json.object { writeStatement(to: &$0) }
    return Array("arrester audit head 1\n".utf8) + json.bytes
  }

  public func isSigned(by key: Ed25519.PublicKey) -> Bool {
    guard let signature, signature.key == key.identifier else { return false }
    return key.isValid(signature.bytes, of: statement)
  }

  /// The message of the log line that holds a head; `AuditHeads` finds it by this.
  public static let logMessage = "audit head"

  /// The fields of that line.
  public var logFields: KeyValuePairs<String, Log.Value> {
    [
      "writer": .text(writer), "sequence": .number(Int(clamping: sequence)), "hash": .text(hash), "at": .text(Timestamp.format(time)),
      "key": .text(signature?.key ?? ""), "signature": .text(signature.map { Hexadecimal.text($0.bytes) } ?? ""),
    ]
  }

  mutating func sign(with key: Ed25519.PrivateKey) throws(Ed25519.KeyError) {
    signature = Signature(key: key.publicKey.identifier, bytes: try key.sign(statement))
  }

  func writeFields(to json: inout JSONText) {
    writeStatement(to: &json)
    guard let signature else { return }
    json.field("key", signature.key)
    json.field("signature", Hexadecimal.text(signature.bytes))
  }

  private func writeStatement(to json: inout JSONText) {
    json.field("writer", writer)
    json.field("sequence", Int(clamping: sequence))
    json.field("hash", hash)
    json.field("at", Timestamp.format(time))
  }
}

enum Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// - Returns: nil for anything but pairs of hexadecimal digits.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: Int?
    for character in text.utf8 {
      guard let digit = Character(Unicode.Scalar(character)).hexDigitValue else { return nil }
      if let first = high { bytes.append(UInt8(first << 4 | digit)) }
      high = high == nil ? digit : nil
    }
    return high == nil ? bytes : nil
  }
}
