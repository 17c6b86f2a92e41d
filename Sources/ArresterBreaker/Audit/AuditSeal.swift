import ArresterBase

/// The hash inside a record: where it stands, and what it is the hash of.
enum AuditSeal {
  static let hexadecimalCount = 64
  private static let opening = Array(#","hash":""#.utf8)
  private static let quote = UInt8(ascii: "\"")
  private static let brace = UInt8(ascii: "}")

  /// - Parameters:
  ///   - content: a JSON object that ends with `depth` closing braces.
  ///   - depth: of the object that gets the hash as its last member.
  static func seal(_ content: [UInt8], depth: Int) -> (hash: String, bytes: [UInt8]) {
    let hash = SHA256(content).hexadecimal
    let end = content.count - depth
    var bytes = Array(content[..<end])
    bytes += opening
    bytes += hash.utf8
    bytes.append(quote)
    bytes += content[end...]
    return (hash, bytes)
  }

  /// The hash that a record should have: that of its bytes without the member.
  /// - Returns: nil where no such member stands last.
  static func contentHash(of bytes: [UInt8]) -> String? {
    let depth = bytes.reversed().prefix { $0 == brace }.count
    let end = bytes.count - depth
    let start = end - (opening.count + hexadecimalCount + 1)
    guard depth > 0, start > 0, bytes[end - 1] == quote, bytes[start..<start + opening.count].elementsEqual(opening) else { return nil }
    return SHA256(Array(bytes[..<start] + bytes[end...])).hexadecimal
  }

  static func isHash(_ text: String) -> Bool {
    text.utf8.count == hexadecimalCount && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
