/// How a document begins that holds records in an array.
enum DocumentHead {
  /// The length of the head, up to and with the opening bracket.
  case array(Int)
  case records(Int)
  case other
  /// Too short to tell.
  case undecided

  static func recognise(_ bytes: ArraySlice<UInt8>) -> DocumentHead {
    var index = bytes.startIndex
    guard let first = bytes.first else { return .undecided }
    if first == UInt8(ascii: "[") { return .array(1) }
    guard first == UInt8(ascii: "{") else { return .other }
    index += 1
    return match(bytes, index, "\"Records\"") ?? match(bytes, index, "\"Events\"") ?? .other
  }

  private static func match(_ bytes: ArraySlice<UInt8>, _ from: Int, _ key: StaticString) -> DocumentHead? {
    var index = from
    let words: InlineArray<3, StaticString> = [key, ":", "["]
    for number in words.indices {
      let word = words[number]
      skipSpace(bytes, &index)
      for offset in 0..<word.utf8CodeUnitCount {
        guard index < bytes.endIndex else { return .undecided }
        guard bytes[index] == word.utf8Start[offset] else { return nil }
        index += 1
      }
    }
    return .records(index - bytes.startIndex)
  }

  private static func skipSpace(_ bytes: ArraySlice<UInt8>, _ index: inout Int) {
    while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == 0x09 {
      index += 1
    }
  }
}
