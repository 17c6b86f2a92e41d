/// The keys of one mapping. It remembers what was asked for, so that whatever was not is unknown.
struct MappingReader {
  let entries: [YAMLEntry]
  let origin: Origin
  let keyPath: String
  let problems: ProblemCollector
  private var known: [String] = []

  init(entries: [YAMLEntry], origin: Origin, keyPath: String, problems: ProblemCollector) {
    self.entries = entries
    self.origin = origin
    self.keyPath = keyPath
    self.problems = problems
  }

  /// The value of a key; nil where the key is not there.
  mutating func value(_ key: String) -> ValueReader? {
    known.append(key)
    return entries.first { $0.key == key }.map {
      ValueReader(node: $0.value, keyPath: KeyPathText.join(keyPath, key), problems: problems)
    }
  }

  /// The value of a key that has to be there.
  mutating func required(_ key: String) -> ValueReader? {
    guard let value = value(key) else {
      problems.add(KeyPathText.join(keyPath, key), origin, found: "the key is missing", expected: "add it")
      return nil
    }
    return value
  }

  /// Sets `setting` to what `read` makes of a key's value; leaves its default where the key is not there or wrong.
  mutating func read<Value>(_ key: String, into setting: inout Value, _ read: (ValueReader) -> Value?) {
    if let value = value(key).flatMap(read) { setting = value }
  }

  func reportUnknownKeys() {
    for entry in entries where !known.contains(entry.key) {
      problems.add(
        KeyPathText.join(keyPath, entry.key), entry.keyOrigin, found: "the key is unknown",
        expected: "\(Suggestion.question(for: entry.key, among: known))known here: \(known.sorted().joined(separator: ", "))")
    }
  }
}
