import ArresterBase

/// The shape of a JSON value: what the document says, and what bodies are held to.
indirect enum Schema: Sendable {
  /// - Parameters:
  ///   - bytes: of UTF-8, at most.
  ///   - pattern: a regular expression, for the document only.
  case text(bytes: ClosedRange<Int>, pattern: String? = nil)
  case integer(ClosedRange<Int>)
  case flag
  /// RFC 3339.
  case time
  case word([String])
  case texts(count: ClosedRange<Int>, bytes: ClosedRange<Int>)
  case list(Schema)
  /// - Parameter isClosed: no other fields; only for what is sent to us, since answers may get more of them.
  case object([Property], isClosed: Bool = false)
  /// One of `PeopleSchemas.all`.
  case reference(String)
  /// An object that is described elsewhere.
  case openObject

  /// Any text.
  static let plain = Schema.text(bytes: 0...Int.max)
}

/// A field of an object.
struct Property: Sendable {
  var name: String
  var schema: Schema
  var isRequired = true
  /// One sentence, for the document.
  var about: String

  init(_ name: String, _ schema: Schema, isRequired: Bool = true, _ about: String) {
    self.name = name
    self.schema = schema
    self.isRequired = isRequired
    self.about = about
  }
}

extension Schema {
  /// As a schema object of OpenAPI 3.1 (JSON Schema 2020-12).
  func write(to json: inout JSONText, about: String? = nil) {
    json.object { json in
      if let about { json.field("description", about) }
      writeFields(to: &json)
    }
  }

  private func writeFields(to json: inout JSONText) {
    switch self {
    case .text(let bytes, let pattern):
      json.field("type", "string")
      // Characters are counted there: no text of so many bytes has more.
      if bytes.lowerBound > 0 { json.field("minLength", 1) }
      if bytes.upperBound < Int.max { json.field("maxLength", bytes.upperBound) }
      if let pattern { json.field("pattern", pattern) }
    case .integer(let range):
      json.field("type", "integer")
      json.field("minimum", range.lowerBound)
      if range.upperBound < Int.max { json.field("maximum", range.upperBound) }
    case .flag: json.field("type", "boolean")
    case .time:
      json.field("type", "string")
      json.field("format", "date-time")
    case .word(let words):
      json.field("type", "string")
      json.field("enum", words)
    case .texts(let count, let bytes): Schema.writeArray(of: .text(bytes: bytes), count, to: &json)
    case .list(let element): Schema.writeArray(of: element, nil, to: &json)
    case .object(let properties, let isClosed):
      Schema.write(properties, to: &json)
      if isClosed { json.field("additionalProperties", false) }
    case .reference(let name): json.field("$ref", "#/components/schemas/\(name)")
    case .openObject: json.field("type", "object")
    }
  }

  private static func writeArray(of element: Schema, _ count: ClosedRange<Int>?, to json: inout JSONText) {
    json.field("type", "array")
    json.key("items")
    element.write(to: &json)
    if let count, count.lowerBound > 0 { json.field("minItems", count.lowerBound) }
    if let count { json.field("maxItems", count.upperBound) }
  }

  private static func write(_ properties: [Property], to json: inout JSONText) {
    json.field("type", "object")
    json.field("required", properties.filter(\.isRequired).map(\.name))
    json.key("properties")
    json.object { json in
      for property in properties {
        json.key(property.name)
        property.schema.write(to: &json, about: property.about)
      }
    }
  }
}
