import ArresterEvents

/// What was run: enough to run it again.
public struct RunFacts: Sendable {
  public var command: String
  public var version: String
  public var modelName: String
  public var modelPath: String
  /// As named on the command line.
  public var inputs: [String]
  public var files: Int
  public var bytes: Int
  /// `GLOB=kind`, as declared for the run.
  public var kinds: [String]

  public init(
    command: String, version: String, modelName: String, modelPath: String, inputs: [String], files: Int, bytes: Int, kinds: [String]
  ) {
    self.command = command
    self.version = version
    self.modelName = modelName
    self.modelPath = modelPath
    self.inputs = inputs
    self.files = files
    self.bytes = bytes
    self.kinds = kinds
  }
}
