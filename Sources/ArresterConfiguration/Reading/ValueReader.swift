import ArresterBase

/// One value of the tree on its way to a setting. Each function returns nil, and has told the collector, where the value is not what it wants.
struct ValueReader {
  let node: YAMLNode
  let keyPath: String
  let problems: ProblemCollector

  /// Any scalar with characters in it.
  func text() -> String? {
    guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else { return refuse("write a text") }
    return text
  }

  /// `true` or `false`. YAML 1.1's yes, no, on and off are refused, not guessed at.
  func boolean() -> Bool? {
    switch node.content {
    case .scalar("true", _): true
    case .scalar("false", _): false
    default: refuse("write true or false")
    }
  }

  /// Nanoseconds.
  func duration() -> Int64? {
    guard case .scalar(let text, _) = node.content, let duration = DurationText.parse(text) else {
      return refuse("write \(DurationText.expectation)")
    }
    return duration
  }

  /// `HOST:PORT,HOST:PORT`, or a list of them, as one text.
  func serverList() -> String? {
    guard case .sequence = node.content else { return text() }
    return items().compactMap { $0.text() }.joined(separator: ",")
  }

  func startAt() -> StartAt? {
    switch node.content {
    case .scalar("earliest", _): .earliest
    case .scalar("latest", _): .latest
    case .scalar(let text, _): DurationText.parse(text).map { .back(nanoseconds: $0) } ?? refuse("write \(StartAt.expectation)")
    default: refuse("write \(StartAt.expectation)")
    }
  }

  /// One of the raw values of `Choice`.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type = Choice.self) -> Choice? {
    let names = Choice.allCases.map(\.rawValue)
    guard case .scalar(let text, _) = node.content, !node.isNull else { return refuse("write \(names.joined(separator: ", "))") }
    if let choice = Choice(rawValue: text) { return choice }
    return refuse("\(Suggestion.question(for: text, among: names))write one of \(names.joined(separator: ", "))")
  }

  /// A text, or `{file: PATH}`. What was found is not shown.
  func secret() -> Secret? {
    if case .mapping = node.content {
      return mapping { mapping in mapping.required("file")?.text().map { .file($0) } } ?? nil
    }
    guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
      problems.add(keyPath, node.origin, found: "found no secret", expected: "write a text or {file: PATH}")
      return nil
    }
    return .text(text)
  }

  /// The items of a list; of a single text where a list was meant, an error that shows how.
  func items() -> [ValueReader] {
    guard case .sequence(let items) = node.content else {
      if !node.isNull { let _: Never? = refuse("write a list: [\(listExample)]") }
      return []
    }
    return items.enumerated().map { ValueReader(node: $1, keyPath: "\(keyPath)[\($0)]", problems: problems) }
  }

  /// A text, or a list of them.
  func textOrTexts() -> [String]? {
    guard case .sequence = node.content else { return text().map { [$0] } }
    return items().compactMap { $0.text() }
  }

  /// Gives the mapping to `body` and reports the keys that it did not ask for. A section without content is an empty one.
  func mapping<Result>(_ body: (inout MappingReader) -> Result) -> Result? {
    if node.isNull { return mapping(of: [], body) }
    guard case .mapping(let entries) = node.content else { return refuse("write a mapping of keys to values") }
    return mapping(of: entries, body)
  }

  /// The entries of a mapping whose keys are free.
  func entries() -> [(key: String, value: ValueReader)] {
    guard case .mapping(let entries) = node.content else {
      if !node.isNull { let _: Never? = refuse("write a mapping of keys to values") }
      return []
    }
    return entries.map { ($0.key, ValueReader(node: $0.value, keyPath: KeyPathText.join(keyPath, $0.key), problems: problems)) }
  }

  private func mapping<Result>(of entries: [YAMLEntry], _ body: (inout MappingReader) -> Result) -> Result {
    var reader = MappingReader(entries: entries, origin: node.origin, keyPath: keyPath, problems: problems)
    let result = body(&reader)
    reader.reportUnknownKeys()
    return result
  }

  private var listExample: String {
    guard case .scalar(let text, _) = node.content else { return "…" }
    return text.utf8.count < 40 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ? text : "…"
  }

  private func refuse<Result>(_ expected: String) -> Result? {
    problems.add(keyPath, node.origin, found: "found \(node.summary)", expected: expected)
    return nil
  }
}
