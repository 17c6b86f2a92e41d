/// One value of a YAML document, with its place.
public struct YAMLNode: Sendable, Equatable {
  /// What a node holds. Scalars stay text: the reader of a key knows what it should be, and the file's author did not choose YAML's types.
  public enum Content: Sendable, Equatable {
    /// `isPlain` is true without quotation marks: only then `null`, `~` and nothing at all mean that there is no value.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  public var content: Content
  public var origin: Origin

  public init(_ content: Content, origin: Origin) {
    self.content = content
    self.origin = origin
  }

  /// A text from a variable or a flag.
  static func text(_ text: String, _ origin: Origin) -> YAMLNode {
    YAMLNode(.scalar(text, isPlain: false), origin: origin)
  }

  /// True where the key is there and its value is not.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// Whether the key says something: a list or mapping without entries does not.
  var isSet: Bool {
    switch content {
    case .scalar: !isNull
    case .sequence(let items): !items.isEmpty
    case .mapping(let entries): !entries.isEmpty
    }
  }

  /// For messages: `"text"`, `a list`, `a mapping`, `nothing`.
  var summary: String {
    switch content {
    case .scalar(let text, _): isNull ? "nothing" : Quotation.quote(text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// One key of a mapping, and its value.
public struct YAMLEntry: Sendable, Equatable {
  public var key: String
  public var keyOrigin: Origin
  public var value: YAMLNode

  public init(key: String, keyOrigin: Origin, value: YAMLNode) {
    self.key = key
    self.keyOrigin = keyOrigin
    self.value = value
  }
}
