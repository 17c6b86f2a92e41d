/// Finds values by a dotted path of keys, through arrays.
enum ParameterSearch {
  /// Calls `body` with every string at `path`, and whether it came through an array.
  static func forEach(_ place: JSONCursor, _ path: ParameterPath.Steps, _ body: (JSONString, Bool) -> Void) {
    var cursor = place
    visit(&cursor, path, inArray: false) { cursor, inArray in
      if let value = stringOrContent(&cursor) { body(value, inArray) }
    }
  }

  /// The string that comes next, or that of `{"content": "fl-1", "tag": 1}`, as EC2 writes some lists; all else is stepped over.
  private static func stringOrContent(_ cursor: inout JSONCursor) -> JSONString? {
    guard cursor.peek == UInt8(ascii: "{") else { return cursor.stringOrSkip() }
    cursor.advance()
    var content: JSONString?
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("content") { content = cursor.stringOrSkip() } else { cursor.skipValue() }
    }
    return content
  }

  /// Whether `test` holds for any scalar at `path` (one that denies: for all of them), or for there being none.
  static func holds(_ test: ParameterTest, _ place: JSONCursor?, _ path: ParameterPath.Steps) -> Bool {
    var found = false
    let wantsAll = test.isDenial
    var holds = wantsAll
    guard var cursor = place else { return test.holds(nil) }
    visit(&cursor, path, inArray: false) { cursor, _ in
      guard let value = scalarText(&cursor) else { return }
      found = true
      holds = wantsAll ? holds && test.holds(value) : holds || test.holds(value)
    }
    return found ? holds : test.holds(nil)
  }

  /// The text of a string, number or boolean; null, objects and arrays are stepped over.
  private static func scalarText(_ cursor: inout JSONCursor) -> UnsafeRawBufferPointer? {
    if let text = cursor.stringOrNil() { return text.raw }
    guard let scalar = cursor.scalarOrSkip(), !JSONScalar.equals(scalar, "null") else { return nil }
    return scalar
  }

  /// Calls `body` at every element of the arrays at `path`; it must consume the element.
  static func forEachElement(_ place: JSONCursor, _ path: ParameterPath.Steps, _ body: (inout JSONCursor, Bool) -> Void) {
    var cursor = place
    visit(&cursor, path, inArray: false, body)
  }

  /// Calls `body` at every value at `path`; it must consume the value. Recursion is as deep as the path and arrays directly in arrays.
  private static func visit(
    _ cursor: inout JSONCursor, _ path: ParameterPath.Steps, inArray: Bool, depth: Int = 0, _ body: (inout JSONCursor, Bool) -> Void
  ) {
    guard depth < 16 else { return cursor.skipValue() }
    if cursor.peek == UInt8(ascii: "[") {
      cursor.advance()
      var isFirst = true
      while cursor.nextElement(&isFirst) { visit(&cursor, path, inArray: true, depth: depth + 1, body) }
      return
    }
    guard !path.isEmpty else { return body(&cursor, inArray) }
    guard cursor.peek == UInt8(ascii: "{") else { return cursor.skipValue() }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if path.begins(with: key.raw) {
        visit(&cursor, path.rest, inArray: inArray, depth: depth + 1, body)
      } else {
        cursor.skipValue()
      }
    }
  }
}
