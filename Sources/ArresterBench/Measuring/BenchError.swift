/// Why a benchmark could not be run.
public struct BenchError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
