extension ServeConfiguration {
  /// Reads the configuration: flags beat the environment, which beats the file, which beats the defaults.
  ///
  /// Every problem of every source is found before it throws; only what stands after a place that is not YAML stays unread.
  /// - Parameters:
  ///   - file: the path of the YAML file; nil for none.
  ///   - environment: all of it; what does not begin with `ARRESTER_` is left alone. Unknown variables become `warnings`.
  ///   - overrides: the flags, as given.
  public static func load(
    file: String?, environment: [String: String], overrides: [ConfigurationOverride]
  ) throws(ConfigurationProblems) -> ServeConfiguration {
    let problems = ProblemCollector()
    var tree = YAMLNode(.mapping([]), origin: Origin(.file(file ?? "configuration")))
    if let file {
      guard let parsed = parse(file, problems) else {
        try problems.throwIfAny()
        return ServeConfiguration()
      }
      tree = parsed
    }
    EnvironmentOverlay(environment: environment, problems: problems).apply(to: &tree)
    for override in overrides { override.apply(to: &tree) }
    return try read(tree, environment, problems)
  }

  private static func parse(_ file: String, _ problems: ProblemCollector) -> YAMLNode? {
    let limits = YAMLLimits()
    do {
      return YAMLDocument.parse(try BoundedFile.read(file, limit: limits.bytes), source: .file(file), limits: limits, problems: problems)
    } catch {
      problems.add("", Origin(.file(file)), found: "cannot read it (\(error.detail))", expected: "name a file that this user may read")
      return nil
    }
  }

  private static func read(
    _ tree: YAMLNode, _ environment: [String: String], _ problems: ProblemCollector
  ) throws(ConfigurationProblems) -> ServeConfiguration {
    var configuration = ServeConfiguration(reading: ValueReader(node: tree, keyPath: "", problems: problems))
    for var problem in configuration.validate() where !problems.hasProblem(at: problem.keyPath) {
      problem.origin = tree.origin(ofKeyPath: problem.keyPath)
      problems.add(problem)
    }
    try problems.throwIfAny()
    configuration.warnings = EnvironmentVariables.unknown(in: environment)
    return configuration
  }
}
