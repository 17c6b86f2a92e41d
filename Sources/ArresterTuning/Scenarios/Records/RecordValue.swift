import ArresterBase

/// A piece of JSON whose keys keep their order, written as a literal: `["tableName": "\(name)", "size": 3]`.
enum RecordValue: Sendable, Equatable {
  case null
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([RecordValue])
  case object([Field])

  struct Field: Sendable, Equatable {
    var name: String
    var value: RecordValue
  }

  func write(to json: inout JSONText) {
    switch self {
    case .null: json.null()
    case .text(let text): json.value(text)
    case .number(let number): json.value(number)
    case .flag(let flag): json.value(flag)
    case .list(let values): json.array { json in for value in values { value.write(to: &json) } }
    case .object(let fields):
      json.object { json in
        for field in fields {
          json.key(field.name)
          field.value.write(to: &json)
        }
      }
    }
  }

  /// The same object with a field before its others; anything else stays as it is.
  func preceded(by name: String, _ value: RecordValue) -> RecordValue {
    guard case .object(let fields) = self else { return self }
    return .object([Field(name: name, value: value)] + fields)
  }

  /// The value of a field of this object.
  subscript(name: String) -> RecordValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }
}

extension RecordValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(nilLiteral: ()) { self = .null }
}

extension RecordValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral elements: RecordValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, RecordValue)...) { self = .object(elements.map { Field(name: $0.0, value: $0.1) }) }

  /// `{"items": […]}`, as EC2's lists are logged.
  static func items(_ values: [RecordValue]) -> RecordValue { ["items": .list(values)] }

  static func texts(_ values: [String]) -> RecordValue { .list(values.map(RecordValue.text)) }
}
