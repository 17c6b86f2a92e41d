/// Reads an entry of `enforcers`: a mapping with exactly one kind.
extension EnforcerSettings {
  init?(reading value: ValueReader) {
    var found: [EnforcerSettings] = []
    var named = 0
    _ = value.mapping { mapping in
      for (kind, read) in EnforcerSettings.kinds {
        guard let settings = mapping.value(kind) else { continue }
        named += 1
        if let enforcer = read(settings) { found.append(enforcer) }
      }
    }
    guard named == 1 else {
      let kinds = EnforcerSettings.kinds.map(\.0).joined(separator: ", ")
      value.problems.add(value.keyPath, value.node.origin, found: "found \(named) kinds", expected: "name one of \(kinds)")
      return nil
    }
    guard let first = found.first else { return nil }
    self = first
  }

  private static let kinds: [(String, @Sendable (ValueReader) -> EnforcerSettings?)] = [
    ("kubernetes", { $0.mapping { _ in .kubernetes } }),
    ("aws", { $0.mapping { .aws(AWSSettings(reading: &$0)) } }),
    ("webhook", { $0.mapping { .webhook(WebhookSettings(reading: &$0)) } }),
    ("commands", { $0.mapping { .commands(CommandSettings(reading: &$0)) } }),
  ]

  /// As breakers' records name it; unique among the enforcers.
  public var name: String {
    switch self {
    case .kubernetes: "kubernetes"
    case .aws(let settings): settings.name
    case .webhook(let settings): settings.name
    case .commands(let settings): settings.name
    }
  }
}

extension ServeConfiguration {
  /// The topics that enforcers put commands on.
  public var commandTopics: [String] { enforcers.compactMap { if case .commands(let settings) = $0 { settings.topic } else { nil } } }
}

extension AWSSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("name", into: &name) { $0.text() }
    mapping.read("region", into: &region) { $0.text() }
    mapping.read("endpoint", into: &endpoint) { $0.text() }
    mapping.read("partition", into: &partition) { $0.text() }
    mapping.read("denyWritesPolicy", into: &denyWritesPolicy) { $0.text() }
    mapping.read("denyDestructivePolicy", into: &denyDestructivePolicy) { $0.text() }
    mapping.read("mode", into: &mode) { $0.choice() }
    mapping.read("policyPath", into: &policyPath) { $0.text() }
    mapping.read("assumeRole", into: &assumeRole) { $0.text() }
    mapping.read("externalIdentifier", into: &externalIdentifier) { $0.text() }
    mapping.read("profile", into: &profile) { $0.text() }
    mapping.read("authorityFile", into: &authorityFile) { $0.text() }
    mapping.read("handover", into: &handoverNanoseconds) { $0.duration() }
    mapping.read("expectedPrincipals", into: &expectedPrincipals) { $0.items().compactMap { $0.text() } }
    mapping.read("propagation", into: &propagationNanoseconds) { $0.duration() }
    pacing = EnforcerPacing(reading: &mapping)
  }
}

extension WebhookSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("name", into: &name) { $0.text() }
    if let url = mapping.required("url")?.text() { self.url = url }
    if let secrets = mapping.required("secrets")?.items().compactMap({ $0.secret() }) { self.secrets = secrets }
    if let platforms = mapping.required("platforms")?.platforms() { self.platforms = platforms }
    mapping.read("timeout", into: &timeoutNanoseconds) { $0.duration() }
    mapping.read("allowInsecure", into: &allowInsecure) { $0.boolean() }
    mapping.read("propagation", into: &propagationNanoseconds) { $0.duration() }
    pacing = EnforcerPacing(reading: &mapping)
  }
}

extension CommandSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("name", into: &name) { $0.text() }
    if let topic = mapping.required("topic")?.text() { self.topic = topic }
    if let platforms = mapping.required("platforms")?.platforms() { self.platforms = platforms }
    mapping.read("propagation", into: &propagationNanoseconds) { $0.duration() }
    pacing = EnforcerPacing(reading: &mapping)
  }
}

/// The platforms that an enforcer can be for.
private enum PlatformName: String, CaseIterable {
  case aws
  case kubernetes
  case gcp
  case azure
}

extension ValueReader {
  fileprivate func platforms() -> [String] { items().compactMap { $0.choice(PlatformName.self)?.rawValue } }
}
