extension ServeConfiguration {
  /// Every problem of the values themselves, in the order of the keys; empty where the configuration can be served. Reads no file.
  public func validate() -> [ConfigurationProblem] {
    kafka.problems() + output.problems(input: kafka.topics) + mode.problems() + recordKeyProblems() + sourceProblems()
      + (http?.problems() ?? []) + peopleProblems() + enforcerProblems() + alertProblems()
      + (drill?.problems(hasEndpoints: http != nil) ?? [])
  }

  /// Files that are named and cannot be read: the record key, the model, secrets and certificates. Reads them, so not part of `validate`.
  public func fileProblems() -> [ConfigurationProblem] {
    var secrets = kafka.librdkafka.map { (keyPath: "kafka.librdkafka.\($0.key)", secret: $0.value) }
    if let recordKey { secrets.append(("recordKey", recordKey)) }
    for (index, enforcer) in enforcers.enumerated() {
      guard case .webhook(let webhook) = enforcer else { continue }
      secrets += webhook.secrets.enumerated().map { ("enforcers[\(index)].webhook.secrets[\($0)]", $1) }
    }
    for (index, alert) in alerts.enumerated() { secrets += alert.secrets.map { ("alerts[\(index)].\(alert.form.name).\($0)", $1) } }
    var problems: [ConfigurationProblem] = []
    for (keyPath, secret) in secrets.sorted(by: { $0.keyPath < $1.keyPath }) {
      do { _ = try secret.read() } catch { problems.append(unreadable(keyPath, error)) }
    }
    let files = [
      ("model", model), ("http.tls.certificate", http?.tls?.certificate), ("http.tls.key", http?.tls?.key),
      ("audit.signingKey", audit.signingKey),
    ]
    for case (let keyPath, let path?) in files {
      do { _ = try BoundedFile.read(path, limit: 0) } catch { problems.append(unreadable(keyPath, error)) }
    }
    return problems
  }

  private func unreadable(_ keyPath: String, _ error: FileError) -> ConfigurationProblem {
    let found = "cannot read \(Quotation.quote(error.path)) (\(error.detail))"
    return ConfigurationProblem(keyPath: keyPath, found: found, expected: "name a file that this user may read")
  }

  private func recordKeyProblems() -> [ConfigurationProblem] {
    guard mode.canEnforce, recordKey == nil else { return [] }
    return [
      ConfigurationProblem(
        keyPath: "recordKey", found: "it is missing, and mode is enforce", expected: "set {file: PATH}, or ARRESTER_RECORD_KEY_FILE")
    ]
  }

  private func sourceProblems() -> [ConfigurationProblem] {
    var problems = repeats(sources.map(\.topic), "sources", "topic")
    // Without topics that is the problem, and not that none of the sources is among them.
    for (index, source) in sources.enumerated() where !kafka.topics.isEmpty {
      if !source.topic.isEmpty, !kafka.topics.contains(source.topic) {
        let question = Suggestion.question(for: source.topic, among: kafka.topics)
        problems.append(
          ConfigurationProblem(
            keyPath: "sources[\(index)].topic", found: "\(Quotation.quote(source.topic)) is not among kafka.topics",
            expected: "\(question)name a topic that is read"))
      }
    }
    return problems
  }

  private func peopleProblems() -> [ConfigurationProblem] {
    var problems = repeats(people.map(\.name), "people", "name")
    var tokens: Set<String> = []
    for (index, person) in people.enumerated() {
      for digest in person.tokenSHA256 where !tokens.insert(digest).inserted {
        problems.append(
          ConfigurationProblem(
            keyPath: "people[\(index)].tokenSHA256", found: "another entry has the same tokenSHA256", expected: "keep one"))
      }
      problems += person.tokenSHA256.flatMap { TokenDigest.problems($0, "people[\(index)].tokenSHA256") }
    }
    return problems
  }

  private func enforcerProblems() -> [ConfigurationProblem] {
    var problems = repeats(enforcers.map(\.name), "enforcers", "name")
    for (index, enforcer) in enforcers.enumerated() {
      if let propagation = enforcer.propagationNanoseconds, !(0...EnforcerPacing.mostPropagationNanoseconds).contains(propagation) {
        problems.append(
          ConfigurationProblem(
            keyPath: "enforcers[\(index)].\(enforcer.kindName).propagation", found: "it is out of range", expected: "write 0s to 1h"))
      }
      problems += enforcer.pacing?.problems("enforcers[\(index)].\(enforcer.kindName)") ?? []
      if case .webhook(let webhook) = enforcer, webhook.secrets.isEmpty {
        problems.append(
          ConfigurationProblem(
            keyPath: "enforcers[\(index)].webhook.secrets", found: "there is none",
            expected: "name one: who receives a command must know that it is ours"))
      }
    }
    return problems
  }

  private func alertProblems() -> [ConfigurationProblem] {
    var problems = repeats(alerts.map(\.name), "alerts", "name")
    for (index, alert) in alerts.enumerated() { problems += alert.problems("alerts[\(index)]") }
    if alerts.count > AlertSettings.most {
      problems.append(
        ConfigurationProblem(keyPath: "alerts", found: "there are \(alerts.count)", expected: "name at most \(AlertSettings.most)"))
    }
    return problems
  }

  private func repeats(_ values: [String], _ list: String, _ key: String) -> [ConfigurationProblem] {
    var seen: Set<String> = []
    return values.enumerated().filter { !$1.isEmpty && !seen.insert($1).inserted }.map { index, _ in
      ConfigurationProblem(keyPath: "\(list)[\(index)].\(key)", found: "another entry has the same \(key)", expected: "keep one")
    }
  }
}

extension ModeSettings {
  fileprivate func problems() -> [ConfigurationProblem] {
    rules.enumerated().filter { $1.kind != "*" && !ModeSettings.kinds.contains($1.kind) }.map { index, rule in
      ConfigurationProblem(
        keyPath: "mode[\(index)].kind", found: "found \(Quotation.quote(rule.kind))",
        expected:
          "\(Suggestion.question(for: rule.kind, among: ModeSettings.kinds))write one of \(ModeSettings.kinds.joined(separator: ", ")), *")
    }
  }
}

extension HTTPSettings {
  fileprivate func problems() -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    if ServerAddress(listen, allowsAnyPort: true) == nil {
      problems.append(
        ConfigurationProblem(keyPath: "http.listen", found: "found \(Quotation.quote(listen))", expected: "write HOST:PORT"))
    }
    for (index, caller) in callers.enumerated() {
      problems += TokenDigest.problems(caller.tokenSHA256, "http.callers[\(index)].tokenSHA256")
    }
    return problems
  }
}

/// What stands for a token.
private enum TokenDigest {
  static func problems(_ digest: String, _ keyPath: String) -> [ConfigurationProblem] {
    let isDigest = digest.utf8.count == 64 && digest.allSatisfy { $0.isASCII && $0.isHexDigit }
    guard !digest.isEmpty, !isDigest else { return [] }
    return [
      ConfigurationProblem(
        keyPath: keyPath, found: "found something else than a SHA-256",
        expected: "write 64 hexadecimal characters, as `printf %s TOKEN | sha256sum` prints")
    ]
  }
}
