/// `drill`: the canary that drills trip.
public struct DrillSettings: Sendable, Equatable {
  /// A principal that exists for drills and does nothing else: of AWS its ARN, of Kubernetes the user with its cluster, as events call it.
  public var principal = ""
  /// How often a drill is held by itself; nil: people begin each. Drills of the schedule also give the canary its permissions back.
  public var everyNanoseconds: Int64?

  /// A drill takes minutes.
  static let shortestIntervalNanoseconds: Int64 = 600 * 1_000_000_000

  public init() {}

  func problems(hasEndpoints: Bool) -> [ConfigurationProblem] {
    guard let everyNanoseconds else { return [] }
    var problems: [ConfigurationProblem] = []
    if everyNanoseconds < DrillSettings.shortestIntervalNanoseconds {
      problems.append(ConfigurationProblem(keyPath: "drill.every", found: "it is below 10m", expected: "write 10m or longer, as 24h"))
    }
    if !hasEndpoints {
      problems.append(
        ConfigurationProblem(
          keyPath: "drill.every", found: "there is no http", expected: "set http, where people see how a drill went, or leave it out"))
    }
    return problems
  }
}
