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
    for word in ["\"Records\"", "\"Events\""] {
      if let end = match(bytes, index, word) { return end }
    }
    return .other
  }

  private static func match(_ bytes: ArraySlice<UInt8>, _ from: Int, _ word: String) -> DocumentHead? {
    var index = from
    for expected in [Array(word.utf8), [UInt8(ascii: ":")], [UInt8(ascii: "[")]] {
      while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == 0x09 {
        index += 1
      }
      for byte in expected {
        guard index < bytes.endIndex else { return .undecided }
        guard bytes[index] == byte else { return nil }
        index += 1
      }
    }
    return .records(index - bytes.startIndex)
  }
}
