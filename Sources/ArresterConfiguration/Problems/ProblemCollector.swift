/// Gathers problems while a configuration is read, so that all are reported at once. One reading, one thread.
final class ProblemCollector {
  /// A hostile file can be wrong in every line: what comes after this many is counted, not kept.
  static let limit = 100

  private var kept: [ConfigurationProblem] = []
  private var omitted = 0

  /// Whether this key, or one above or below it, was already found wrong: its default in its place must not be found wrong again.
  func hasProblem(at keyPath: String) -> Bool {
    kept.contains { isPart($0.keyPath, of: keyPath) || isPart(keyPath, of: $0.keyPath) }
  }

  private func isPart(_ path: String, of other: String) -> Bool {
    guard !path.isEmpty, other.utf8.starts(with: path.utf8) else { return false }
    let rest = other.utf8.dropFirst(path.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[")
  }

  func add(_ keyPath: String, _ origin: Origin?, found: String, expected: String) {
    add(ConfigurationProblem(keyPath: keyPath, origin: origin, found: found, expected: expected))
  }

  func add(_ problem: ConfigurationProblem) {
    if kept.count < ProblemCollector.limit { kept.append(problem) } else { omitted += 1 }
  }

  /// - Throws: everything gathered, if there is anything: the file's from top to bottom, then those of variables, flags and no place.
  func throwIfAny() throws(ConfigurationProblems) {
    guard !kept.isEmpty else { return }
    var problems = kept.enumerated().sorted { (order($0.element), $0.offset) < (order($1.element), $1.offset) }.map(\.element)
    if omitted > 0 {
      problems.append(ConfigurationProblem(keyPath: "", found: "\(omitted) more problems", expected: "correct those above first"))
    }
    throw ConfigurationProblems(problems)
  }

  /// Places in a file by line and column (a megabyte has fewer than 2^21), then the kinds of source.
  private func order(_ problem: ConfigurationProblem) -> Int {
    guard let origin = problem.origin else { return Int.max }
    switch origin.source {
    case .file: return (origin.line << 21) + origin.column
    case .variable: return Int.max - 2
    case .flag: return Int.max - 1
    }
  }
}
