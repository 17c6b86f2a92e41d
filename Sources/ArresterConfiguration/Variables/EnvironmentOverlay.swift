/// Lays the environment over the tree of the file.
struct EnvironmentOverlay {
  let environment: [String: String]
  let problems: ProblemCollector

  /// A variable that is set to nothing counts as not set: that is what `${NAME:-}` in a compose file makes of a missing one.
  func apply(to tree: inout YAMLNode) {
    for key in ConfigurationKey.all {
      guard let text = environment[key.variable], !text.isEmpty else { continue }
      let origin = Origin(.variable(key.variable))
      if key.form == .map, !text.hasPrefix("{") {
        for entry in entries(text, key, origin) { tree.set((key.path + [entry.key])[...], to: entry.value) }
      } else if let value = value(text, key, origin) {
        tree.set(key.path[...], to: value)
      }
    }
    refuseTwoRecordKeys()
  }

  private func value(_ text: String, _ key: ConfigurationKey, _ origin: Origin) -> YAMLNode? {
    switch key.form {
    case .text: YAMLNode.text(text, origin)
    case .secretFile: YAMLNode(.mapping([YAMLEntry(key: "file", keyOrigin: origin, value: .text(text, origin))]), origin: origin)
    case .list: YAMLNode.list(text.split(separator: ",").map { trimmed($0) }, origin)
    case .map, .structured: YAMLDocument.parse(Array(text.utf8), source: origin.source, problems: problems)
    }
  }

  /// The text of an entry may be a secret's: messages name its number only.
  private func entries(_ text: String, _ key: ConfigurationKey, _ origin: Origin) -> [(key: String, value: YAMLNode)] {
    var entries: [(key: String, value: YAMLNode)] = []
    for (index, entry) in text.split(separator: ",").enumerated() {
      guard let equals = entry.firstIndex(of: "="), equals > entry.startIndex else {
        problems.add(
          key.path.joined(separator: "."), origin, found: "entry \(index + 1) has no name and \"=\"",
          expected: "write name=value,name=value, or where values hold commas YAML: {name: \"value\"}")
        continue
      }
      entries.append((trimmed(entry[..<equals]), .text(trimmed(entry[entry.index(after: equals)...]), origin)))
    }
    return entries
  }

  private func refuseTwoRecordKeys() {
    let names = ["ARRESTER_RECORD_KEY", "ARRESTER_RECORD_KEY_FILE"]
    guard names.allSatisfy({ environment[$0]?.isEmpty == false }) else { return }
    problems.add("recordKey", Origin(.variable(names[1])), found: "\(names[0]) is set too", expected: "set one of them")
  }

  private func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension YAMLNode {
  /// A list of texts from a variable or a flag.
  static func list(_ texts: [String], _ origin: Origin) -> YAMLNode {
    YAMLNode(.sequence(texts.map { .text($0, origin) }), origin: origin)
  }
}
