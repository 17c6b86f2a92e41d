/// Remembers how texts were walked. Records come in the same few shapes again and again: of one whose structure and keys are those of
/// an earlier one only what differs is looked at, numbers and literals, and its fields are where they were.
///
/// What a walk finds is a function of the tokens' first bytes, of the keys as `KeyTrail` tells them apart, and of whether each number and
/// literal is one; all of these are compared. A shape is remembered when it comes the second time, in a set of four by its hash, in place
/// of one that a hand points at: shapes that come once displace none. Of fixed size; belongs to one thread.
final class RecordShapes<Field: RecordField> {
  private static var sets: Int { 256 }
  private static var ways: Int { 4 }
  private static var sightingCount: Int { 4096 }
  private static var maximumKeys: Int { RecordShape.maximumLongKeys + RecordShape.maximumShortKeys }

  private let codes = TokenCodes()
  private let hashes: UnsafeMutablePointer<UInt64>
  private let shapes: UnsafeMutablePointer<RecordShape>
  /// Of each hash's last bits, the hash that came last and was not known.
  private let sightings: UnsafeMutablePointer<UInt32>
  private var hand = 0
  /// Of the text that is being walked; 0 where it is too long.
  private var hash: UInt64 = 0
  /// Tokens of the keys that the walk has seen.
  private let keys: UnsafeMutablePointer<UInt16>
  private var keyCount = 0

  init() {
    hashes = .allocate(capacity: Self.sets * Self.ways)
    hashes.initialize(repeating: 0, count: Self.sets * Self.ways)
    // Not initialised: of memory that was never used the machine gives none.
    shapes = .allocate(capacity: Self.sets * Self.ways)
    sightings = .allocate(capacity: Self.sightingCount)
    sightings.initialize(repeating: 0, count: Self.sightingCount)
    keys = .allocate(capacity: Self.maximumKeys)
    keys.initialize(repeating: 0, count: Self.maximumKeys)
  }

  deinit {
    hashes.deallocate()
    shapes.deallocate()
    sightings.deallocate()
    keys.deallocate()
  }

  /// Fills in the fields of a text of a known shape, all of which it then has walked. Otherwise walk it, tell its keys, and call `learn`.
  /// - Complexity: O(tokens), less than half of a walk's instructions, and hardly a branch among them.
  func recall(_ fields: inout FieldPlaces<Field>) -> Bool {
    keyCount = 0
    hash = 0
    guard fields.tokens.count <= TokenCodes.maximumTokens else { return false }
    hash = codes.note(fields.tokens) | 1
    let set = self.set
    for way in set..<set &+ Self.ways where hashes[way] == hash {
      let shape = shapes + way
      guard shape.isMatched(by: fields.tokens, codes.words) else { continue }
      fields.restore(shape.pointee.places)
      return true
    }
    return false
  }

  private var set: Int { Int(truncatingIfNeeded: hash &>> 56) &* Self.ways }

  /// Tells of a key that the walk looks at.
  @inline(__always)
  func note(key token: Int) {
    if keyCount < Self.maximumKeys { keys[keyCount] = UInt16(truncatingIfNeeded: token) }
    keyCount &+= 1
  }

  /// Remembers a text that was walked to its end without a fault, where it came before.
  func learn(_ fields: FieldPlaces<Field>) {
    guard hash != 0, keyCount <= Self.maximumKeys else { return }
    let sighting = sightings + Int(truncatingIfNeeded: hash &>> 20) & (Self.sightingCount &- 1)
    let tag = UInt32(truncatingIfNeeded: hash)
    let isKnown = sighting.pointee == tag
    sighting.pointee = tag
    if isKnown { learnSlow(fields) }
  }

  @inline(never)
  private func learnSlow(_ fields: FieldPlaces<Field>) {
    guard let shape = RecordShape(fields.tokens, codes.words, UnsafeBufferPointer(start: keys, count: keyCount), fields.all) else { return }
    hand = (hand &+ 1) & (Self.ways &- 1)
    let way = set &+ hand
    (shapes + way).initialize(to: shape)
    hashes[way] = hash
  }
}

extension RecordShape {
  /// - Parameters:
  ///   - keys: tokens of the keys that the walk looked at.
  ///   - places: where it found the fields.
  /// - Returns: nil where there is more of something than a shape holds.
  init?(
    _ tokens: JSONTokens, _ words: UnsafeMutablePointer<UInt64>, _ keys: UnsafeBufferPointer<UInt16>, _ places: InlineArray<40, UInt32>
  ) {
    self.places = places
    tokenCount = tokens.count
    for index in 0..<(tokens.count + TokenCodes.perWord - 1) / TokenCodes.perWord { codes[index] = words[index] }
    for key in keys {
      guard add(key, tokens) else { return nil }
    }
    for token in 0..<tokens.count {
      let code = words[token / TokenCodes.perWord] >> UInt64(token % TokenCodes.perWord * 4) & 15
      guard code == UInt64(TokenCodes.scalar) else { continue }
      guard scalarCount < RecordShape.maximumScalars else { return nil }
      scalars[scalarCount] = UInt16(token)
      scalarCount += 1
    }
  }

  private mutating func add(_ token: UInt16, _ tokens: JSONTokens) -> Bool {
    let string = tokens.string(Int(token))
    let key = string.raw
    let isFollowed = Int(tokens.positions[Int(token)]) + 2 + key.count == Int(tokens.positions[Int(token) + 1])
    guard isFollowed, key.count > 0, key.count <= UInt16.max, !string.hasEscapes else { return false }
    lastKey = max(lastKey, Int(token))
    let place = KeyPlace(token: token, count: UInt16(key.count))
    if key.count >= 8 {
      guard longCount < RecordShape.maximumLongKeys else { return false }
      longPlaces[longCount] = place
      longKeys[longCount] = LongKey(
        head: key.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        tail: key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self))
      longCount += 1
    } else {
      guard shortCount < RecordShape.maximumShortKeys else { return false }
      shortPlaces[shortCount] = place
      shortKeys[shortCount] = key.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      shortCount += 1
    }
    return true
  }
}
