/// One option of a command: how it is written, and what it takes.
struct OptionDescription: Sendable {
  /// What follows the option.
  enum Value: Sendable {
    /// Nothing: it is there or not.
    case none
    /// Any text. The name stands for it in the help, as `FILE`.
    case text(String)
    /// A whole number within the range.
    case integer(String, ClosedRange<Int>)
    /// `15m`, or one of the words.
    case duration(words: [String])
    /// `GLOB=WORD`, the word after the last `=` being one of these.
    case pair(String, words: [String])
    /// One of these words.
    case word(String, [String])
  }

  /// Without the dashes.
  var name: String
  /// The letter of a short form, as `h` for `-h`.
  var letter: Character?
  var value = Value.none
  /// May be given more than once, and all of them count.
  var isRepeated = false
  var isRequired = false
  /// One line, for the help.
  var summary: String
  /// A variable that gives the value where the option is not given.
  var variable: String?
  /// The key of `serve`'s configuration that the option sets.
  var configurationKey: String?

  /// `--topic`.
  var flag: String { "--" + name }

  /// `--topic NAME`, as the help and the usage line show it.
  var form: String {
    switch value {
    case .none: flag
    case .text(let name), .integer(let name, _), .word(let name, _): "\(flag) \(name)"
    case .duration(let words): "\(flag) \((words + ["DURATION"]).joined(separator: "|"))"
    case .pair(let left, let words): "\(flag) \(left)=\(words.first ?? "")"
    }
  }
}
