import Testing

@testable import ArresterEvents

@Suite("Identity: globs")
struct GlobTests {
  @Test(
    "star is any run, question mark one byte, case does not matter",
    arguments: [
      ("*", "", true), ("", "", true), ("", "a", false), ("a*", "a", true), ("a*", "ba", false), ("*a", "ba", true), ("*a*", "bab", true),
      ("a?c", "abc", true), ("a?c", "ac", false), ("??", "a", false), ("A*C", "abbbC", true), ("**a**", "a", true),
      ("*ab*ab", "ababab", true),
      ("*ab*abc", "ababab", false), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("[a]", "a", false),
      ("*.com", "x.com.evil", false),
    ])
  func table(_ pattern: String, _ text: String, _ matches: Bool) { #expect(Glob(pattern).matches(text) == matches) }

  @Test("agrees with a plain recursive matcher on 20,000 random patterns and texts")
  func reference() {
    var random = SeededRandom(seed: 21)
    for _ in 0..<20_000 {
      let pattern = String((0..<Int.random(in: 0...7, using: &random)).map { _ in "ab*?".randomElement(using: &random)! })
      let text = String((0..<Int.random(in: 0...8, using: &random)).map { _ in "abA".randomElement(using: &random)! })
      #expect(Glob(pattern).matches(text) == Self.matches(Substring(pattern), Substring(text.lowercased())), "\(pattern) on \(text)")
    }
  }

  private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" { return matches(pattern.dropFirst(), text) || (!text.isEmpty && matches(pattern, text.dropFirst())) }
    return !text.isEmpty && (first == "?" || first == text.first) && matches(pattern.dropFirst(), text.dropFirst())
  }
}
