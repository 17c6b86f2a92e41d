import ArresterBase
import Foundation

/// The fields of a request's body, held to the schema that the document says: unknown ones, missing ones, wrong types, duplicates.
///
/// What a value means is the board's business; here it has the right type and is within the bounds.
struct BodyFields {
  private let values: [String: BodyValue]

  /// - Throws: the first thing that is wrong, with what would be right.
  init(_ bytes: [UInt8], _ properties: [Property]) throws(PeopleProblem) {
    values = try BodyFields.read(bytes, properties)
    for name in values.keys.sorted() where !properties.contains(where: { $0.name == name }) {
      throw .badRequest("the field \(BodyFields.quoted(name)) is not known; \(BodyFields.expected(properties))")
    }
    for property in properties {
      if let value = values[property.name] {
        try BodyFields.check(value, property)
      } else if property.isRequired {
        throw .badRequest("the field `\(property.name)` is missing; \(BodyFields.expected(properties))")
      }
    }
  }

  func text(_ name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }

  func integer(_ name: String) -> Int? {
    if case .integer(let integer) = values[name] { integer } else { nil }
  }

  func texts(_ name: String) -> [String]? {
    if case .texts(let texts) = values[name] { texts } else { nil }
  }

  /// Nanoseconds since 1970 UTC.
  func time(_ name: String) -> Int64? { text(name).flatMap { Timestamp.parse($0) } }

  // MARK: Reading

  private static func read(_ bytes: [UInt8], _ properties: [Property]) throws(PeopleProblem) -> [String: BodyValue] {
    let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard !isBlank else {
      guard properties.contains(where: \.isRequired) else { return [:] }
      throw .badRequest("the body is empty; \(expected(properties))")
    }
    // JSONDecoder would guess UTF-16 and UTF-32 from zeros.
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw .badRequest("the body is not UTF-8; \(expected(properties))")
    }
    guard let object = try? JSONDecoder().decode([String: BodyValue].self, from: Data(bytes)) else {
      throw .badRequest("the body is not a JSON object, or nested too deeply; \(expected(properties))")
    }
    // JSONDecoder keeps one of two fields of a name without a word.
    guard JSONMembers.count(bytes) == object.count else {
      throw .badRequest("a field stands there twice; write each once")
    }
    return object
  }

  private static func check(_ value: BodyValue, _ property: Property) throws(PeopleProblem) {
    guard let problem = property.schema.problem(value) else { return }
    throw .badRequest("the field `\(property.name)` \(problem)")
  }

  private static func expected(_ properties: [Property]) -> String {
    guard !properties.isEmpty else { return "nothing, or an empty JSON object, is expected" }
    let names = properties.map { "\($0.name)\($0.isRequired ? "" : " (optional)")" }
    return "a JSON object with \(names.joined(separator: ", ")) is expected"
  }

  /// Of what somebody sent: short, and on one line.
  private static func quoted(_ name: String) -> String {
    let visible = name.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    return "`\(String(String.UnicodeScalarView(visible)))`"
  }
}

/// A value of a field, as far as fields have any.
enum BodyValue: Decodable {
  case text(String)
  case integer(Int)
  case texts([String])
  /// What it is, in words.
  case other(String)

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .other("null")
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if (try? value.decode(Bool.self)) != nil {
      self = .other("true or false")
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if (try? value.decode(Double.self)) != nil {
      self = .other("a number with a fraction, or too large")
    } else if let texts = try? value.decode([String].self) {
      self = .texts(texts)
    } else {
      self = .other(BodyValue.kind(decoder))
    }
  }

  private static func kind(_ decoder: any Decoder) -> String {
    if (try? decoder.unkeyedContainer()) != nil { return "a list of something else than texts" }
    if (try? decoder.container(keyedBy: AnyName.self)) != nil { return "an object" }
    return "a text that is not Unicode, or a number that is too large"
  }

  private struct AnyName: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var words: String {
    switch self {
    case .text: "a text"
    case .integer: "a number"
    case .texts: "a list"
    case .other(let words): words
    }
  }
}

extension Schema {
  /// What is wrong with a body's value, and what would be right; nil where nothing is.
  func problem(_ value: BodyValue) -> String? {
    switch (self, value) {
    case (.text(let bytes, _), .text(let text)): Schema.problem(text, bytes)
    case (.integer(let range), .integer(let integer)):
      range.contains(integer) ? nil : "is \(integer); write \(range.lowerBound) to \(range.upperBound)"
    case (.time, .text(let text)):
      Timestamp.parse(text) == nil ? "is no time; write it as 2026-01-02T03:04:05Z" : nil
    case (.word(let words), .text(let text)): words.contains(text) ? nil : "is none of its words; write \(words.joined(separator: ", "))"
    case (.texts(let count, let bytes), .texts(let texts)):
      count.contains(texts.count)
        ? texts.lazy.compactMap { Schema.problem($0, bytes).map { "has an entry that \($0)" } }.first
        : "has \(texts.count) entries; write \(count.lowerBound) to \(count.upperBound)"
    default: "is \(value.words); write \(words)"
    }
  }

  private static func problem(_ text: String, _ bytes: ClosedRange<Int>) -> String? {
    bytes.contains(text.utf8.count) ? nil : "has \(text.utf8.count) bytes; write \(bytes.lowerBound) to \(bytes.upperBound)"
  }

  private var words: String {
    switch self {
    case .integer: "a whole number"
    case .time: "a time such as \"2026-01-02T03:04:05Z\""
    case .texts, .list: "a list of texts"
    case .flag: "true or false"
    case .object, .openObject, .reference: "an object"
    case .text, .word: "a text"
    }
  }
}
