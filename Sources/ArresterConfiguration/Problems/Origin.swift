/// Where a value of the configuration came from.
public struct Origin: Sendable, Equatable, CustomStringConvertible {
  /// What was read.
  public enum Source: Sendable, Equatable {
    /// A file, by the path that was given.
    case file(String)
    /// An environment variable, by its name.
    case variable(String)
    /// A flag of the command line, by its name with the dashes.
    case flag(String)
  }

  public var source: Source
  /// Counted from 1; 0 where a place inside the source says nothing.
  public var line: Int
  /// In characters, counted from 1; 0 where a place inside the source says nothing.
  public var column: Int

  public init(_ source: Source, line: Int = 0, column: Int = 0) {
    self.source = source
    self.line = line
    self.column = column
  }

  /// `arrester.yaml:3:7`, `ARRESTER_MODE` or `--topic`.
  public var description: String {
    let name =
      switch source {
      case .file(let name), .variable(let name), .flag(let name): name
      }
    return line > 0 ? "\(name):\(line):\(column)" : name
  }
}
