extension ServeConfiguration {
  /// Takes every key out of the tree; what is wrong with one goes to the collector and leaves the default in its place.
  init(reading root: ValueReader) {
    self.init()
    _ = root.mapping { mapping in
      mapping.read("kafka", into: &kafka) { $0.mapping { KafkaSettings(reading: &$0) } }
      mapping.read("output", into: &output) { $0.mapping { OutputTopics(reading: &$0) } }
      mapping.read("model", into: &model) { $0.text() }
      mapping.read("mode", into: &mode) { ModeSettings(reading: $0) }
      mapping.read("recordKey", into: &recordKey) { $0.secret() }
      mapping.read("sources", into: &sources) { $0.items().compactMap { $0.mapping { SourceSettings(reading: &$0) } } }
      mapping.read("enforcers", into: &enforcers) { $0.items().compactMap { EnforcerSettings(reading: $0) } }
      mapping.read("http", into: &http) { $0.node.isNull ? nil : $0.mapping { HTTPSettings(reading: &$0) } }
      mapping.read("people", into: &people) { $0.items().compactMap { $0.mapping { PersonSettings(reading: &$0) } } }
    }
  }
}

extension KafkaSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("bootstrapServers", into: &bootstrapServers) { $0.serverList() }
    mapping.read("group", into: &group) { $0.text() }
    mapping.read("topics", into: &topics) { $0.items().compactMap { $0.text() } }
    mapping.read("startAt", into: &startAt) { $0.startAt() }
    mapping.read("createTopics", into: &createTopics) { $0.boolean() }
    mapping.read("instance", into: &instance) { $0.text() }
    mapping.read("librdkafka", into: &librdkafka) { value in
      Dictionary(uniqueKeysWithValues: value.entries().compactMap { key, value in value.secret().map { (key, $0) } })
    }
  }
}

extension OutputTopics {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("findings", into: &findings) { $0.text() }
    mapping.read("breakers", into: &breakers) { $0.text() }
    mapping.read("baselines", into: &baselines) { $0.text() }
    mapping.read("audit", into: &audit) { $0.text() }
    mapping.read("deadLetters", into: &deadLetters) { $0.text() }
  }
}

extension ModeSettings {
  fileprivate init?(reading value: ValueReader) {
    self.init()
    if case .sequence = value.node.content {
      rules = value.items().compactMap { $0.mapping { Rule(reading: &$0) } }
    } else {
      guard let mode = value.choice(EnforcementMode.self) else { return nil }
      fallback = mode
    }
  }
}

extension ModeSettings.Rule {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("kind", into: &kind) { $0.text() }
    mapping.read("scope", into: &scope) { $0.text() }
    if let mode = mapping.required("mode")?.choice(EnforcementMode.self) { self.mode = mode }
  }
}

extension SourceSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let topic = mapping.required("topic")?.text() { self.topic = topic }
    if let duration = mapping.required("longestSilence")?.duration() { longestSilenceNanoseconds = duration }
  }
}

extension EnforcerSettings {
  fileprivate init?(reading value: ValueReader) {
    var found: [EnforcerSettings] = []
    _ = value.mapping { mapping in
      for kind in Kind.allCases {
        guard let settings = mapping.value(kind.rawValue) else { continue }
        // Its keys are checked by the enforcer; that it is a mapping is checked here.
        _ = settings.entries()
        found.append(EnforcerSettings(kind: kind, settings: settings.node))
      }
      if found.count != 1 {
        let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
        value.problems.add(value.keyPath, value.node.origin, found: "found \(found.count) kinds", expected: "name one of \(kinds)")
      }
    }
    guard found.count == 1 else { return nil }
    self = found[0]
  }
}

extension HTTPSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("listen", into: &listen) { $0.text() }
    mapping.read("tls", into: &tls) { $0.node.isNull ? nil : $0.mapping { TLS(reading: &$0) } }
    mapping.read("behindProxy", into: &behindProxy) { $0.boolean() }
    mapping.read("failMode", into: &failMode) { $0.choice() }
  }
}

extension HTTPSettings.TLS {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let certificate = mapping.required("certificate")?.text() { self.certificate = certificate }
    if let key = mapping.required("key")?.text() { self.key = key }
  }
}

extension PersonSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let name = mapping.required("name")?.text() { self.name = name }
    if let roles = mapping.required("roles")?.items().compactMap({ $0.choice(Role.self) }) { self.roles = roles }
    if let digest = mapping.required("tokenSHA256")?.text() { tokenSHA256 = digest }
  }
}
