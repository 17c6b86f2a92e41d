/// Why there is no tree.
enum YAMLFailure: Error {
  case syntax(YAMLSyntaxError)
  case limit(ConfigurationProblem)

  var problem: ConfigurationProblem {
    switch self {
    case .limit(let problem): problem
    case .syntax(let error):
      ConfigurationProblem(
        keyPath: "", origin: error.origin, found: "this is not YAML (\(error.detail))", expected: "correct it; nothing after it was read")
    }
  }
}

/// Builds the tree from libyaml's events, depth first; the depth limit bounds the recursion.
struct YAMLTreeBuilder: ~Copyable {
  private var events: YAMLEventStream
  private let limits: YAMLLimits
  private let problems: ProblemCollector
  private var nodes = 0

  init(_ events: consuming YAMLEventStream, limits: YAMLLimits, problems: ProblemCollector) {
    self.events = events
    self.limits = limits
    self.problems = problems
  }

  mutating func document(_ source: Origin.Source) throws(YAMLFailure) -> YAMLNode {
    guard case .documentStart = try next().kind else {
      return YAMLNode(.mapping([]), origin: Origin(source, line: 1, column: 1))
    }
    let root = try node(try next(), path: "", depth: 0)
    _ = try next()
    let after = try next()
    if case .documentStart = after.kind {
      problems.add("", after.origin, found: "a second document begins", expected: "one file holds one configuration")
    }
    return root
  }

  private mutating func next() throws(YAMLFailure) -> YAMLEvent {
    do { return try events.next() } catch { throw .syntax(error) }
  }

  private mutating func node(_ event: YAMLEvent, path: String, depth: Int) throws(YAMLFailure) -> YAMLNode {
    try count(event, path, depth)
    if event.hasTag {
      problems.add(path, event.origin, found: "a tag (!…)", expected: "write the value without it")
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return YAMLNode(.scalar(text, isPlain: isPlain), origin: event.origin)
    case .sequenceStart:
      return YAMLNode(.sequence(try items(path, depth)), origin: event.origin)
    case .mappingStart:
      return YAMLNode(.mapping(try entries(path, depth)), origin: event.origin)
    default:
      problems.add(path, event.origin, found: "an alias (*…)", expected: "write the value out; aliases are not read here")
      return YAMLNode(.scalar("", isPlain: false), origin: event.origin)
    }
  }

  private mutating func items(_ path: String, _ depth: Int) throws(YAMLFailure) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(event, path: "\(path)[\(items.count)]", depth: depth + 1))
    }
  }

  private mutating func entries(_ path: String, _ depth: Int) throws(YAMLFailure) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var places: [String: Origin] = [:]
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return entries }
      let key = try key(event, path, depth)
      let keyPath = KeyPathText.join(path, key ?? "?")
      let value = try node(try next(), path: keyPath, depth: depth + 1)
      guard let key else { continue }
      if let first = places.updateValue(event.origin, forKey: key) {
        problems.add(keyPath, event.origin, found: "the key comes twice", expected: "keep one; the first is in line \(first.line)")
      } else {
        entries.append(YAMLEntry(key: key, keyOrigin: event.origin, value: value))
      }
    }
  }

  /// nil, and a problem, for a key that is no text.
  private mutating func key(_ event: YAMLEvent, _ path: String, _ depth: Int) throws(YAMLFailure) -> String? {
    if case .scalar(let text, _) = event.kind, !event.hasTag {
      try count(event, path, depth)
      return text
    }
    problems.add(path, event.origin, found: "a key that is no plain text", expected: "a key is a name")
    _ = try node(event, path: path, depth: depth + 1)
    return nil
  }

  private mutating func count(_ event: YAMLEvent, _ path: String, _ depth: Int) throws(YAMLFailure) {
    nodes += 1
    guard nodes <= limits.nodes else {
      throw .limit(over(event, path, "more than \(limits.nodes) keys and values"))
    }
    guard depth <= limits.depth else {
      throw .limit(over(event, "", "more than \(limits.depth) lists and mappings inside one another"))
    }
  }

  private func over(_ event: YAMLEvent, _ path: String, _ found: String) -> ConfigurationProblem {
    ConfigurationProblem(
      keyPath: path, origin: event.origin, found: found, expected: "a configuration has fewer; nothing after it was read")
  }
}
