/// How an enforcer is driven: keys that every one of them has beside its own. nil: the default of docs/enforcers.md.
public struct EnforcerPacing: Sendable, Equatable {
  /// `callTimeout`: how long one call of plan, apply or read-back may take.
  public var callTimeoutNanoseconds: Int64?
  /// `giveUpAfter`: an order that does not hold after this long has failed for good, and is tried on slowly.
  public var giveUpNanoseconds: Int64?
  /// `retryEvery`: between two tries of what failed for good.
  public var retryNanoseconds: Int64?
  /// `reconcileEvery`: between two read-backs of a deny that stands.
  public var reconcileNanoseconds: Int64?

  public init() {}

  init(reading mapping: inout MappingReader) {
    mapping.read("callTimeout", into: &callTimeoutNanoseconds) { $0.duration() }
    mapping.read("giveUpAfter", into: &giveUpNanoseconds) { $0.duration() }
    mapping.read("retryEvery", into: &retryNanoseconds) { $0.duration() }
    mapping.read("reconcileEvery", into: &reconcileNanoseconds) { $0.duration() }
  }

  /// Longer, and a leak would not be one for so long.
  static let mostPropagationNanoseconds = hour

  private static let second: Int64 = 1_000_000_000
  private static let hour = 3600 * second
  private static let day = 24 * hour

  func problems(_ keyPath: String) -> [ConfigurationProblem] {
    let limits: [(String, Int64?, Int64, String)] = [
      ("callTimeout", callTimeoutNanoseconds, EnforcerPacing.hour, "1h"), ("giveUpAfter", giveUpNanoseconds, EnforcerPacing.hour, "1h"),
      ("retryEvery", retryNanoseconds, EnforcerPacing.day, "24h"), ("reconcileEvery", reconcileNanoseconds, EnforcerPacing.day, "24h"),
    ]
    return limits.compactMap { name, value, most, words in
      guard let value, !(EnforcerPacing.second...most).contains(value) else { return nil }
      return ConfigurationProblem(keyPath: "\(keyPath).\(name)", found: "it is out of range", expected: "write 1s to \(words)")
    }
  }
}

extension EnforcerSettings {
  /// As the file has it.
  var kindName: String {
    switch self {
    case .kubernetes: "kubernetes"
    case .aws: "aws"
    case .webhook: "webhook"
    case .commands: "commands"
    }
  }

  /// nil for what calls nobody.
  public var pacing: EnforcerPacing? {
    switch self {
    case .kubernetes: nil
    case .aws(let settings): settings.pacing
    case .webhook(let settings): settings.pacing
    case .commands(let settings): settings.pacing
    }
  }

  /// nil for what calls nobody.
  public var propagationNanoseconds: Int64? {
    switch self {
    case .kubernetes: nil
    case .aws(let settings): settings.propagationNanoseconds
    case .webhook(let settings): settings.propagationNanoseconds
    case .commands(let settings): settings.propagationNanoseconds
    }
  }
}
