/// Writes JSON whose bytes are the same on every run and machine: keys come in the order in which they are written.
///
/// For lines that people and scripts compare; not on the event path.
public struct JSONText {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// - Parameter capacity: bytes that are likely to be enough.
  public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public mutating func object(_ body: (inout JSONText) -> Void) {
    open("{")
    body(&self)
    close("}")
  }

  public mutating func array(_ body: (inout JSONText) -> Void) {
    open("[")
    body(&self)
    close("]")
  }

  public mutating func array(_ values: [String]) {
    array { json in for value in values { json.value(value) } }
  }

  public mutating func key(_ name: String) {
    value(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  public mutating func value(_ value: String) {
    separate()
    appendQuoted(value)
  }

  public mutating func value(_ value: Int) {
    separate()
    DecimalText.append(value, to: &bytes)
  }

  public mutating func value(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// At most `decimals` digits after the point, rounded half away from zero, without trailing zeros.
  /// Not-a-number and infinity, which JSON cannot hold, are written as null.
  public mutating func value(_ value: Double, decimals: Int = 4) {
    separate()
    DecimalText.append(value, decimals: decimals, to: &bytes)
  }

  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Appends text that is JSON already.
  public mutating func raw(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// As `value(_:decimals:)` writes it.
  public static func decimal(_ value: Double, _ decimals: Int) -> String {
    var bytes: [UInt8] = []
    DecimalText.append(value, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func open(_ character: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: character))
    needsComma = false
  }

  private mutating func close(_ character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func appendQuoted(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { text in
      if JSONText.needsEscapes(UnsafeRawBufferPointer(text)) {
        for byte in text { appendCharacter(byte) }
      } else {
        bytes.append(contentsOf: text)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Eight bytes at a time. Whether some byte is 0, or less than another, shows in the borrows of a subtraction (Warren, "Hacker's
  /// Delight", 6-1): which byte it is does not, and is not asked.
  private static func needsEscapes(_ text: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let controls = (word &- every(0x20)) & ~word
      let escapes = zeros(word ^ every(UInt8(ascii: "\""))) | zeros(word ^ every(UInt8(ascii: "\\"))) | zeros(word ^ every(0x7F))
      if (controls | escapes) & every(0x80) != 0 { return true }
      offset += 8
    }
    return text[offset...].contains(where: needsEscape)
  }

  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- every(1)) & ~word }

  @inline(__always)
  private static func every(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendCharacter(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    case 0..<0x20, 0x7F: appendEscape(byte)
    default: bytes.append(byte)
    }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: "\\u00".utf8)
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }
}

extension JSONText {
  public mutating func field(_ name: String, _ value: String) {
    key(name)
    self.value(value)
  }

  public mutating func field(_ name: String, _ value: Int) {
    key(name)
    self.value(value)
  }

  public mutating func field(_ name: String, _ value: Bool) {
    key(name)
    self.value(value)
  }

  public mutating func field(_ name: String, _ value: Double, decimals: Int = 4) {
    key(name)
    self.value(value, decimals: decimals)
  }

  public mutating func field(_ name: String, _ values: [String]) {
    key(name)
    array(values)
  }
}
