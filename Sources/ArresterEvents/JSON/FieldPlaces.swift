/// A field of some kind of record. Raw values are places in `FieldPlaces`: from 0, which is every other key's, without gaps, below 40.
protocol RecordField: RawRepresentable where RawValue == UInt8 {
  /// Its value is an object with fields of its own.
  var hasFields: Bool { get }
}

/// Where the fields of a record stand; what they say is looked at when it is asked for.
struct FieldPlaces<Field: RecordField> {
  let tokens: JSONTokens
  /// By field: the token of its value; 0, the token that a text begins with, where it is absent.
  private var places = InlineArray<40, UInt32>(repeating: 0)

  init(_ tokens: JSONTokens) { self.tokens = tokens }

  @inline(__always)
  mutating func note(_ field: Field, at token: Int) { places[Int(field.rawValue)] = UInt32(truncatingIfNeeded: token) }

  /// The token of the field's value; 0 where it is absent.
  @inline(__always)
  func token(of field: Field) -> Int { Int(places[Int(field.rawValue)]) }

  @inline(__always)
  func has(_ field: Field) -> Bool { token(of: field) != 0 }

  /// The field's string; nil where it is absent or anything else.
  @inline(__always)
  subscript(_ field: Field) -> JSONString? {
    let token = token(of: field)
    return token != 0 && tokens.byte(token) == UInt8(ascii: "\"") ? tokens.string(token) : nil
  }

  /// By field, as they were noted.
  var all: InlineArray<40, UInt32> { places }

  /// Takes over what was noted of a text of the same shape.
  @inline(__always)
  mutating func restore(_ places: InlineArray<40, UInt32>) { self.places = places }

  /// Where the field's value begins, for a second look.
  @inline(__always)
  func cursor(at field: Field) -> JSONCursor? { has(field) ? JSONCursor(tokens, at: token(of: field)) : nil }

  /// Of an object that stands twice the last counts, whole: nobody is put together from two.
  mutating func forget(_ first: Field, through last: Field) {
    var place = Int(first.rawValue)
    while place <= Int(last.rawValue) {
      places[place] = 0
      place += 1
    }
  }

  /// Notes where the values of an object's fields stand.
  /// - Parameters:
  ///   - shapes: are told of each key.
  ///   - inner: steps over the value of a field that has fields of its own, and gives the token behind it, or a fault.
  /// - Returns: the token behind the object, or a fault.
  /// - Complexity: O(tokens), no allocation.
  @inline(__always)
  mutating func readObject(
    _ start: Int, _ trail: KeyTrail<Field>, _ shapes: RecordShapes<Field>, _ inner: (Field, Int, inout FieldPlaces) -> Int
  ) -> Int {
    let tokens = tokens
    guard tokens.byte(start) == UInt8(ascii: "{") else { return tokens.faulty(at: start) }
    var at = start &+ 1
    if tokens.byte(at) == UInt8(ascii: "}") { return at &+ 1 }
    var place = trail.beginning
    while true {
      let value = tokens.skipKey(at)
      if value < 0 { return value }
      shapes.note(key: at)
      let field = trail.field(of: tokens.string(at), after: &place)
      note(field, at: value)
      at = field.hasFields ? inner(field, value, &self) : tokens.skipValue(value)
      if at < 0 { return at }
      let next = tokens.byte(at)
      if next == UInt8(ascii: ",") {
        at &+= 1
      } else {
        return next == UInt8(ascii: "}") ? at &+ 1 : tokens.faulty(at: at)
      }
    }
  }
}
