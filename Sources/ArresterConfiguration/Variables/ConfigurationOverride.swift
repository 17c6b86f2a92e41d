/// A flag of the command line that sets a key.
public struct ConfigurationOverride: Sendable, Equatable {
  /// With the dashes, for messages: `--topic`.
  public var flag: String
  /// `kafka.topics`.
  public var keyPath: String
  /// As given: one, or for a list as many as there were.
  public var values: [String]

  public init(flag: String, keyPath: String, values: [String]) {
    self.flag = flag
    self.keyPath = keyPath
    self.values = values
  }

  /// Lays the flag over the tree.
  /// - Precondition: the key exists and its value is a text or a list; anything else is a mistake of ours.
  func apply(to tree: inout YAMLNode) {
    guard let key = ConfigurationKey.all.first(where: { $0.path.joined(separator: ".") == keyPath }), let last = values.last else {
      preconditionFailure("\(flag) sets \(keyPath), which is no key or got no value")
    }
    let origin = Origin(.flag(flag))
    switch key.form {
    case .text: tree.set(key.path[...], to: .text(last, origin))
    case .list: tree.set(key.path[...], to: .list(values, origin))
    case .secretFile, .map, .structured: preconditionFailure("\(flag) cannot set \(keyPath)")
    }
  }
}
