import ArresterBase
import ArresterConfiguration

/// The options and arguments of one call of a command, already checked against its description.
///
/// Asking for an option that the command does not have, or as a type that it is not, is a mistake of ours and stops the program.
struct ParsedOptions: Sendable {
  let command: CommandDescription
  /// What stood after the options, in order.
  let arguments: [String]
  private let values: [String: [String]]

  /// - Parameter values: by the option's name, as given; one that takes nothing has an empty text.
  init(command: CommandDescription, values: [String: [String]], arguments: [String]) {
    self.command = command
    self.values = values
    self.arguments = arguments
  }

  /// Whether the option was given.
  func flag(_ name: String) -> Bool {
    !strings(name).isEmpty
  }

  /// The value as given; nil where the option was not.
  func string(_ name: String) -> String? {
    strings(name).last
  }

  /// All values of a repeated option, in order.
  func strings(_ name: String) -> [String] {
    precondition(command.option(named: name) != nil, "\(command.name) has no --\(name)")
    return values[name] ?? []
  }

  func integer(_ name: String) -> Int? {
    guard case .integer = command.option(named: name)?.value else { preconditionFailure("--\(name) is no number") }
    return string(name).flatMap { Int($0) }
  }

  /// Nanoseconds, or one of the words that the option also takes.
  enum DurationOrWord: Equatable {
    case nanoseconds(Int64)
    case word(String)
  }

  func duration(_ name: String) -> DurationOrWord? {
    guard case .duration = command.option(named: name)?.value else { preconditionFailure("--\(name) is no duration") }
    return string(name).map { text in DurationText.parse(text).map { .nanoseconds($0) } ?? .word(text) }
  }

  /// Both sides of each `GLOB=WORD`, in order. A glob may hold `=`: the last one divides.
  func pairs(_ name: String) -> [(left: String, right: String)] {
    guard case .pair = command.option(named: name)?.value else { preconditionFailure("--\(name) is no pair") }
    return strings(name).compactMap(OptionValue.divide)
  }

  /// What the options say about the keys of `serve`'s configuration.
  var configurationOverrides: [ConfigurationOverride] {
    command.options.compactMap { option in
      guard let key = option.configurationKey, let values = values[option.name] else { return nil }
      return ConfigurationOverride(flag: option.flag, keyPath: key, values: values)
    }
  }
}
