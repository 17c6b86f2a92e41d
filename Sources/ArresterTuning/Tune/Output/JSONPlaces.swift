/// Where values stand in a JSON text that is known to be valid: to change one and leave every other byte as it is.
struct JSONPlaces {
  /// One step down: a key of an object, or a place in an array.
  enum Step: Hashable {
    case key(String)
    case index(Int)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var path: [Step] = []
  /// The bytes of each value, by its path.
  private(set) var ranges: [[Step]: Range<Int>] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    walk()
  }

  private mutating func walk() {
    skipSpace()
    guard position < bytes.count else { return }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "{"): walkMembers(until: "}", isObject: true)
    case UInt8(ascii: "["): walkMembers(until: "]", isObject: false)
    case UInt8(ascii: "\""): skipText()
    default: skipWord()
    }
    ranges[path] = start..<position
  }

  private mutating func walkMembers(until end: Unicode.Scalar, isObject: Bool) {
    position += 1
    var number = 0
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] != UInt8(ascii: end) else { break }
      if bytes[position] == UInt8(ascii: ",") {
        position += 1
        continue
      }
      if isObject { path.append(.key(key())) } else { path.append(.index(number)) }
      walk()
      path.removeLast()
      number += 1
    }
    position += 1
  }

  /// With its colon. An escape in a key is left as it is: keys that are asked for have none.
  private mutating func key() -> String {
    let start = position + 1
    skipText()
    let key = String(decoding: bytes[start..<position - 1], as: UTF8.self)
    skipSpace()
    position += 1
    return key
  }

  private mutating func skipText() {
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
    position += 1
  }

  private mutating func skipWord() {
    let ends = Array(",]} \n\r\t".utf8)
    while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
  }

  private mutating func skipSpace() {
    let spaces = Array(" \n\r\t".utf8)
    while position < bytes.count, spaces.contains(bytes[position]) { position += 1 }
  }
}
