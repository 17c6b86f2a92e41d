import Foundation

/// JSON of any shape, for documents whose claims are named by the settings. Refuses two members of one name, at every depth: readers that
/// keep different ones of them would believe different things.
indirect enum JSONTree: Sendable, Equatable {
  case object([String: JSONTree])
  case list([JSONTree])
  case text(String)
  case number(Double)
  case flag(Bool)
  case null

  /// The members of the object that the bytes are; nil where they are none.
  /// - Parameter bytes: bounded by the caller.
  static func object(_ bytes: [UInt8]) -> [String: JSONTree]? {
    // JSONDecoder would guess UTF-16 and UTF-32 from zeros.
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { return nil }
    guard case .object(let members)? = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes)) else { return nil }
    return JSONTree.object(members).memberCount == colons(bytes) ? members : nil
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }

  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// A text, or a list of nothing but texts; nil for anything else.
  var texts: [String]? {
    switch self {
    case .text(let text): return [text]
    case .list(let values):
      let texts = values.compactMap(\.text)
      return texts.count == values.count ? texts : nil
    default: return nil
    }
  }

  private var memberCount: Int {
    switch self {
    case .object(let members): members.values.reduce(members.count) { $0 + $1.memberCount }
    case .list(let values): values.reduce(0) { $0 + $1.memberCount }
    default: 0
    }
  }

  /// How many members were written, those included that the decoder dropped.
  private static func colons(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: ":") {
        count += 1
      }
    }
    return count
  }
}

extension JSONTree: Decodable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if var values = try? decoder.unkeyedContainer() {
      var list: [JSONTree] = []
      while !values.isAtEnd { list.append(try values.decode(JSONTree.self)) }
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }
}
