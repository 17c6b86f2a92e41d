/// RFC 8259 as plainly as it can be written: what the fast walk is held against. Recursive and slow.
struct ReferenceJSON {
  private let bytes: [UInt8]
  private var position = 0

  /// Whether `bytes` are one JSON text in UTF-8. Nesting is limited only by `maximumDepth`.
  static func accepts(_ bytes: [UInt8], maximumDepth: Int = 512) -> Bool {
    guard String(validating: bytes, as: UTF8.self) != nil else { return false }
    var parser = ReferenceJSON(bytes: bytes)
    guard parser.value(maximumDepth) else { return false }
    parser.space()
    return parser.position == bytes.count
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func space() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard peek == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(_ depth: Int) -> Bool {
    space()
    switch peek {
    case UInt8(ascii: "{"): return depth > 0 && object(depth - 1)
    case UInt8(ascii: "["): return depth > 0 && array(depth - 1)
    case UInt8(ascii: "\""): return string()
    default: return ["true", "false", "null"].contains { word($0) } || number()
    }
  }

  private mutating func object(_ depth: Int) -> Bool {
    position += 1
    space()
    if take("}") { return true }
    repeat {
      space()
      guard string() else { return false }
      space()
      guard take(":"), value(depth) else { return false }
      space()
    } while take(",")
    return take("}")
  }

  private mutating func array(_ depth: Int) -> Bool {
    position += 1
    space()
    if take("]") { return true }
    repeat {
      guard value(depth) else { return false }
      space()
    } while take(",")
    return take("]")
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = peek {
      position += 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
      if byte == UInt8(ascii: "\\"), !escape() { return false }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let letter = peek else { return false }
    position += 1
    guard letter == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(letter) }
    let digits = bytes.dropFirst(position).prefix(4)
    position += 4
    return digits.count == 4 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes.dropFirst(position).starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    guard take("e") || take("E") else { return true }
    if !take("+") { _ = take("-") }
    return digits()
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position > start
  }
}
