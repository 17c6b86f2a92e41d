/// A text that was walked once, as far as the walk's outcome depends on it: the codes of its tokens, its keys, and which tokens are
/// numbers or literals.
///
/// ```
/// | codes | places of fields | long keys: first and last 8 bytes | short keys | scalars |
/// ```
struct RecordShape {
  /// The first and the last eight bytes of a key of eight or more: more of a key no walk looks at (`KeyWords`).
  struct LongKey {
    var head: UInt64 = 0
    var tail: UInt64 = 0
  }

  /// A key's token and its length.
  struct KeyPlace {
    var token: UInt16 = 0
    var count: UInt16 = 0
  }

  static let maximumLongKeys = 40
  static let maximumShortKeys = 16
  static let maximumScalars = 24

  var codes = InlineArray<24, UInt64>(repeating: 0)
  var places = InlineArray<40, UInt32>(repeating: 0)
  var longKeys = InlineArray<40, LongKey>(repeating: LongKey())
  var longPlaces = InlineArray<40, KeyPlace>(repeating: KeyPlace())
  /// Zeros behind a key's bytes.
  var shortKeys = InlineArray<16, UInt64>(repeating: 0)
  var shortPlaces = InlineArray<16, KeyPlace>(repeating: KeyPlace())
  var scalars = InlineArray<24, UInt16>(repeating: 0)
  var tokenCount = 0
  var longCount = 0
  var shortCount = 0
  var scalarCount = 0
  /// The token of the last key: 8 bytes behind its quote must be there to be read.
  var lastKey = 0
}

extension UnsafeMutablePointer<RecordShape> {
  /// Whether a walk of the text would end as that of the shape's did, and find the fields in the same places.
  /// - Parameter codes: the text's, of `tokens.count` tokens.
  /// - Complexity: O(tokens / 16 + keys + scalars), nearly without branches.
  @inline(__always)
  func isMatched(by tokens: JSONTokens, _ codes: UnsafeMutablePointer<UInt64>) -> Bool {
    guard pointee.tokenCount == tokens.count, haveCodes(codes), areKeysInReach(tokens) else { return false }
    guard longKeysDiffer(tokens) | shortKeysDiffer(tokens) == 0 else { return false }
    for index in 0..<pointee.scalarCount {
      guard JSONScalar.isValid(tokens.scalar(Int(pointee.scalars[unchecked: index]))) else { return false }
    }
    return true
  }

  @inline(__always)
  private func haveCodes(_ codes: UnsafeMutablePointer<UInt64>) -> Bool {
    var difference: UInt64 = 0
    var index = 0
    while index &* TokenCodes.perWord < pointee.tokenCount {
      difference |= pointee.codes[unchecked: index] ^ codes[index]
      index &+= 1
    }
    return difference == 0
  }

  /// Whether all that is compared lies inside the text, whatever the keys' lengths: the last key begins eight bytes before its end, and
  /// the first long key ends eight bytes behind its beginning.
  @inline(__always)
  private func areKeysInReach(_ tokens: JSONTokens) -> Bool {
    guard Int(tokens.positions[pointee.lastKey]) &+ 9 <= tokens.length else { return false }
    return pointee.longCount == 0 || tokens.positions[Int(pointee.longPlaces[unchecked: 0].token) &+ 1] > 8
  }

  @inline(__always)
  private func longKeysDiffer(_ tokens: JSONTokens) -> UInt64 {
    var difference: UInt64 = 0
    for index in 0..<pointee.longCount {
      let place = pointee.longPlaces[unchecked: index]
      let (start, end) = limits(place, tokens, &difference)
      let key = pointee.longKeys[unchecked: index]
      difference |= key.head ^ tokens.base.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      difference |= key.tail ^ tokens.base.loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self)
    }
    return difference
  }

  @inline(__always)
  private func shortKeysDiffer(_ tokens: JSONTokens) -> UInt64 {
    var difference: UInt64 = 0
    for index in 0..<pointee.shortCount {
      let place = pointee.shortPlaces[unchecked: index]
      let (start, _) = limits(place, tokens, &difference)
      let found = UInt64(littleEndian: tokens.base.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      difference |= pointee.shortKeys[unchecked: index] ^ (found & UInt64.max &>> UInt64(64 &- place.count &* 8))
    }
    return difference
  }

  /// Where the bytes of a key begin and end; noted as a difference where they are not as many as they were. White space behind the key
  /// would count too, and a quote be among its bytes: keys that have one are not remembered.
  @inline(__always)
  private func limits(_ place: RecordShape.KeyPlace, _ tokens: JSONTokens, _ difference: inout UInt64) -> (start: Int, end: Int) {
    let start = Int(tokens.positions[Int(place.token)]) &+ 1
    let end = Int(tokens.positions[Int(place.token) &+ 1]) &- 1
    difference |= UInt64(truncatingIfNeeded: end &- start &- Int(place.count))
    return (start, end)
  }
}
