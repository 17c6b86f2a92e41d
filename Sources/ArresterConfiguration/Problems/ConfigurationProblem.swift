/// One thing that is wrong with a configuration: which key, where, what was found and what would be right.
public struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
  /// The key's path, as `kafka.topics[0]`; empty for the document as a whole.
  public var keyPath: String
  /// The place; nil for a value that is missing everywhere or was built by a program.
  public var origin: Origin?
  /// What was found, never a secret's text.
  public var found: String
  /// What would be right.
  public var expected: String

  public init(keyPath: String, origin: Origin? = nil, found: String, expected: String) {
    self.keyPath = keyPath
    self.origin = origin
    self.found = found
    self.expected = expected
  }

  /// `arrester.yaml:3:7: kafka.startAt: found "soon"; write earliest, …`.
  public var description: String {
    [origin?.description, keyPath.isEmpty ? nil : keyPath, "\(found); \(expected)"].compactMap { $0 }.joined(separator: ": ")
  }
}

/// Everything that is wrong with a configuration, at once.
public struct ConfigurationProblems: Error, Sendable, Equatable, CustomStringConvertible {
  public let problems: [ConfigurationProblem]

  public init(_ problems: [ConfigurationProblem]) {
    self.problems = problems
  }

  /// One problem a line.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
