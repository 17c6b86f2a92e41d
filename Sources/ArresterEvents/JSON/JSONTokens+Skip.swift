extension JSONTokens {
  /// The token behind the value that `token` begins, whatever it is; its grammar is checked.
  @inline(__always)
  func skipValue(_ token: Int) -> Int {
    let first = byte(token)
    if first == UInt8(ascii: "\"") { return token &+ 1 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return skipContainer(token) }
    return skipScalar(token)
  }

  func skipScalar(_ token: Int) -> Int {
    guard token < count else { return JSONTokens.truncated }
    return JSONScalar.isValid(scalar(token)) ? token &+ 1 : JSONTokens.syntax
  }

  /// The token behind a key and its colon.
  @inline(__always)
  func skipKey(_ token: Int) -> Int {
    guard byte(token) == UInt8(ascii: "\"") else { return faulty(at: token) }
    guard byte(token &+ 1) == UInt8(ascii: ":") else { return faulty(at: token &+ 1) }
    return token &+ 2
  }

  /// The token behind the object or array that `token` begins.
  /// - Complexity: O(tokens), no recursion, no allocation.
  func skipContainer(_ token: Int) -> Int {
    var at = token
    var nesting = JSONNesting()
    repeat {
      // A value.
      switch byte(at) {
      case UInt8(ascii: "\""): at &+= 1
      case UInt8(ascii: "{"):
        guard nesting.push(isObject: true) else { return JSONTokens.tooDeep }
        at &+= 1
        guard byte(at) == UInt8(ascii: "}") else {
          at = skipKey(at)
          if at < 0 { return at }
          continue
        }
        at &+= 1
        nesting.pop()
      case UInt8(ascii: "["):
        guard nesting.push(isObject: false) else { return JSONTokens.tooDeep }
        at &+= 1
        guard byte(at) == UInt8(ascii: "]") else { continue }
        at &+= 1
        nesting.pop()
      default:
        at = skipScalar(at)
        if at < 0 { return at }
      }
      // What follows it: the next value, or the ends of what it was the last of.
      while nesting.depth > 0 {
        let next = byte(at)
        if next == UInt8(ascii: ",") {
          at = nesting.isObject ? skipKey(at &+ 1) : at &+ 1
          if at < 0 { return at }
          break
        }
        guard next == (nesting.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return faulty(at: at) }
        at &+= 1
        nesting.pop()
      }
    } while nesting.depth > 0
    return at
  }
}
