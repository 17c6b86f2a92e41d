/// The structure of one JSON text, as simdjson's first stage left it: the place of every brace, bracket, colon, comma, opening
/// quote and first byte of a number or literal. A view of an indexer's memory; functions take a token's number and give one back.
///
/// A token number below 0 is a fault (`JSONTokens.fault`): so a walk keeps its place in a register and looks once, at its end.
struct JSONTokens {
  let base: UnsafeRawPointer
  /// Bytes of the text.
  let length: Int
  /// Byte offsets, `count` of them and then `length`.
  let positions: UnsafePointer<UInt32>
  let count: Int
  let hasEscapes: Bool

  /// The byte that a token begins with; 0 at the end.
  @inline(__always)
  func byte(_ token: Int) -> UInt8 {
    token < count ? base.load(fromByteOffset: Int(positions[token]), as: UInt8.self) : 0
  }

  /// One past the last byte of a token: white space before the next token is not part of it.
  @inline(__always)
  func end(of token: Int) -> Int {
    let start = Int(positions[token])
    var end = Int(positions[token &+ 1])
    while end > start &+ 1, JSONScalar.isSpace(base.load(fromByteOffset: end &- 1, as: UInt8.self)) { end &-= 1 }
    return end
  }

  /// The string that `token` begins, which was seen to be a quote.
  @inline(__always)
  func string(_ token: Int) -> JSONString {
    let start = Int(positions[token]) &+ 1
    return JSONString(UnsafeRawBufferPointer(start: base + start, count: end(of: token) &- 1 &- start), mayHaveEscapes: hasEscapes)
  }

  /// The bytes of the number or literal that `token` begins.
  @inline(__always)
  func scalar(_ token: Int) -> UnsafeRawBufferPointer {
    let start = Int(positions[token])
    return UnsafeRawBufferPointer(start: base + start, count: end(of: token) &- start)
  }

  // MARK: Faults

  static let syntax = -1
  static let tooDeep = -2

  /// What went wrong in a walk that reached `token` last, if anything.
  func fault(_ token: Int) -> JSONFault? {
    switch token {
    case 0...: nil
    case JSONTokens.tooDeep: .tooDeep
    case JSONTokens.truncated: .truncated
    default: .syntax
    }
  }

  static let truncated = -3

  /// A text that ended where more was expected is truncated, any other is wrong.
  @inline(__always)
  func faulty(at token: Int) -> Int { token >= count ? JSONTokens.truncated : JSONTokens.syntax }
}
