/// Everything that is wrong with a model, each with its place.
public struct ModelProblems: Error, CustomStringConvertible {
  public var path: String
  public var problems: [String]

  public var description: String {
    "the model \(path) cannot be used:\n" + problems.map { "  - \($0)" }.joined(separator: "\n")
  }
}
