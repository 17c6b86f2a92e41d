import ArresterBase
import ArresterConfiguration

/// Checks the texts that options are given.
enum OptionValue {
  /// What would be right; nil where `text` is.
  static func expectation(of option: OptionDescription, for text: String) -> String? {
    switch option.value {
    case .none: nil
    case .text(let name): text.isEmpty ? "write \(option.flag) \(name)" : nil
    case .integer(_, let range):
      Int(text).map(range.contains) == true ? nil : "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .duration(let words):
      words.contains(text) || DurationText.parse(text) != nil
        ? nil : "write \((words + [DurationText.expectation]).joined(separator: " or "))"
    case .word(_, let words): wordExpectation(text, words)
    case .pair(let left, let words):
      divide(text).map { wordExpectation($0.right, words).map { "after the \"=\" \($0)" } } ?? "write \(left)=\(words.first ?? "WORD")"
    }
  }

  /// Both sides of the last `=`; nil where one of them is empty.
  static func divide(_ text: String) -> (left: String, right: String)? {
    guard let equals = text.lastIndex(of: "="), equals > text.startIndex, text.index(after: equals) < text.endIndex else { return nil }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  private static func wordExpectation(_ text: String, _ words: [String]) -> String? {
    words.contains(text) ? nil : "\(Suggestion.question(for: text, among: words))write one of \(words.joined(separator: ", "))"
  }
}
