/// The `ARRESTER_…` variables of the environment.
public enum EnvironmentVariables {
  /// Variables that are no key of the configuration, and what they do.
  public static let others = [
    "ARRESTER_ADDRESS": "the service that arrester breakers asks",
    "ARRESTER_CONFIGURATION": "the configuration file of serve, where --configuration names none",
    "ARRESTER_HEALTH_FILE": "the heartbeat file of serve, where --health-file names none",
    "ARRESTER_MODELS": "the folder of the models",
    "ARRESTER_SHARED": "the folder of test material",
    "ARRESTER_TOKEN": "your token, where no file is named",
    "ARRESTER_TOKEN_FILE": "the file of your token",
  ]

  /// Every variable that means something, sorted.
  public static let known: [String] = (ConfigurationKey.all.map(\.variable) + others.keys).sorted()

  /// Variables that look like ours but mean nothing, each with what was probably meant.
  ///
  /// Kubernetes gives every container `ARRESTER_SERVICE_HOST`, `ARRESTER_PORT_8181_TCP` and the like where a Service is called `arrester`:
  /// nobody wrote those, so nobody is warned.
  static func unknown(in environment: [String: String]) -> [ConfigurationProblem] {
    environment.keys.sorted().filter { $0.hasPrefix("ARRESTER_") && !known.contains($0) && !isServiceLink($0) }.map { name in
      ConfigurationProblem(
        keyPath: "", origin: Origin(.variable(String(name.prefix(80)))), found: "no key has this variable",
        expected: "\(Suggestion.question(for: name, among: known))it is not used")
    }
  }

  private static func isServiceLink(_ name: String) -> Bool {
    name.hasPrefix("ARRESTER_SERVICE_") || name == "ARRESTER_PORT" || name.hasPrefix("ARRESTER_PORT_")
  }
}
