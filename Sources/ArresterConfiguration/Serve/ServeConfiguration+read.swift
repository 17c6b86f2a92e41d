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
      mapping.read("alerts", into: &alerts) { $0.items().compactMap { AlertSettings(reading: $0) } }
      mapping.read("http", into: &http) { $0.node.isNull ? nil : $0.mapping { HTTPSettings(reading: &$0) } }
      mapping.read("people", into: &people) { $0.items().compactMap { $0.mapping { PersonSettings(reading: &$0) } } }
      mapping.read("oidc", into: &oidc) { $0.node.isNull ? nil : $0.mapping { IssuerSettings(reading: &$0) } }
      mapping.read("kubernetes", into: &kubernetes) { $0.mapping { KubernetesSettings(reading: &$0) } }
      mapping.read("drill", into: &drill) { $0.node.isNull ? nil : $0.mapping { DrillSettings(reading: &$0) } }
      mapping.read("audit", into: &audit) { $0.mapping { AuditSettings(reading: &$0) } }
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

extension HTTPSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("listen", into: &listen) { $0.text() }
    mapping.read("tls", into: &tls) { $0.node.isNull ? nil : $0.mapping { TLS(reading: &$0) } }
    mapping.read("behindProxy", into: &behindProxy) { $0.boolean() }
    mapping.read("failMode", into: &failMode) { FailModeSettings(reading: $0) }
    mapping.read("callers", into: &callers) { $0.items().compactMap { $0.mapping { CallerSettings(reading: &$0) } } }
    mapping.read("publicAddress", into: &publicAddress) { $0.text() }
    mapping.read("metricsWithoutToken", into: &metricsWithoutToken) { $0.boolean() }
  }
}

extension HTTPSettings.TLS {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let certificate = mapping.required("certificate")?.text() { self.certificate = certificate }
    if let key = mapping.required("key")?.text() { self.key = key }
  }
}

extension FailModeSettings {
  fileprivate init?(reading value: ValueReader) {
    guard case .mapping = value.node.content else {
      guard let mode = value.choice(Mode.self) else { return nil }
      self.init(all: mode)
      return
    }
    self.init()
    _ = value.mapping { mapping in
      mapping.read("decide", into: &decide) { $0.choice() }
      mapping.read("kubernetes", into: &kubernetes) { $0.choice() }
      mapping.read("envoy", into: &envoy) { $0.choice() }
    }
  }
}

extension CallerSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let name = mapping.required("name")?.text() { self.name = name }
    if let may = mapping.required("may")?.items().compactMap({ $0.choice(Right.self) }) { self.may = may }
    if let digest = mapping.required("tokenSHA256")?.text() { tokenSHA256 = digest }
    mapping.read("namesKinds", into: &namesKinds) { $0.boolean() }
  }
}

extension PersonSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let name = mapping.required("name")?.text() { self.name = name }
    if let roles = mapping.required("roles")?.items().compactMap({ $0.choice(Role.self) }) { self.roles = roles }
    if let digests = mapping.required("tokenSHA256")?.textOrTexts() { tokenSHA256 = digests }
  }
}

extension IssuerSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let issuer = mapping.required("issuer")?.text() { self.issuer = issuer }
    if let audience = mapping.required("audience")?.text() { self.audience = audience }
    mapping.read("authorizedParties", into: &authorizedParties) { $0.items().compactMap { $0.text() } }
    mapping.read("nameClaim", into: &nameClaim) { $0.text() }
    mapping.read("rolesClaim", into: &rolesClaim) { $0.text() }
    mapping.read("maximumAge", into: &maximumAgeNanoseconds) { $0.duration() }
    guard let values = mapping.required("roles")?.entries() else { return }
    for (value, names) in values { roles[value] = names.items().compactMap { $0.choice(PersonSettings.Role.self) } }
  }
}

extension KubernetesSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("cluster", into: &cluster) { $0.text() }
    mapping.read("admissionWithoutToken", into: &admissionWithoutToken) { $0.boolean() }
  }
}

extension DrillSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    if let principal = mapping.required("principal")?.text() { self.principal = principal }
    mapping.read("every", into: &everyNanoseconds) { $0.duration() }
  }
}

extension AuditSettings {
  fileprivate init(reading mapping: inout MappingReader) {
    self.init()
    mapping.read("file", into: &file) { $0.text() }
    mapping.read("spool", into: &spool) { $0.text() }
    mapping.read("signingKey", into: &signingKey) { $0.text() }
  }
}
