/// How a document begins that holds records in an array.
enum DocumentHead {
  /// The length of the head, up to and with the opening bracket.
  case array(Int)
  case records(Int)
  case other
  /// Too short to tell.
  case undecided

  static func recognise(_ bytes: UnsafeRawBufferPointer) -> DocumentHead {
    guard let first = bytes.first else { return .undecided }
    if first == UInt8(ascii: "[") { return .array(1) }
    guard first == UInt8(ascii: "{") else { return .other }
    return match(bytes, 1, "\"Records\"") ?? match(bytes, 1, "\"Events\"") ?? .other
  }

  private static func match(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ key: StaticString) -> DocumentHead? {
    var index = from
    let words: InlineArray<3, StaticString> = [key, ":", "["]
    for number in words.indices {
      let word = words[number]
      skipSpace(bytes, &index)
      for offset in 0..<word.utf8CodeUnitCount {
        guard index < bytes.count else { return .undecided }
        guard bytes[index] == word.utf8Start[offset] else { return nil }
        index += 1
      }
    }
    return .records(index)
  }

  private static func skipSpace(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == 0x09 {
      index += 1
    }
  }
}
