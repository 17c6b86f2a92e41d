import CYAML

/// What libyaml sees next, with its place.
struct YAMLEvent {
  enum Kind {
    case scalar(String, isPlain: Bool)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd, alias, documentStart, documentEnd, end
  }

  let kind: Kind
  let origin: Origin
  /// True for `!tag value`, other than the `!` that quotation marks imply.
  let hasTag: Bool
}

/// The document is not YAML at all, from this place on.
struct YAMLSyntaxError: Error {
  let origin: Origin
  let detail: String
}

/// Owns a libyaml parser: a pull parser, so that whoever asks for events decides when it is enough.
/// - Note: `input` must outlive it; libyaml keeps the pointer.
struct YAMLEventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeBufferPointer<UInt8>
  private let source: Origin.Source

  init(_ input: UnsafeBufferPointer<UInt8>, source: Origin.Source) {
    self.input = input
    self.source = source
    parser = .allocate(capacity: 1)
    // It fails only without memory, where Swift stops too.
    precondition(yaml_parser_initialize(parser) == 1, "libyaml has no memory")
    // Without it, the first two bytes of a binary file could choose UTF-16.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// - Throws: at the first place that is not YAML; nothing can be asked after that.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
      defer { yaml_event_delete(&event) }
      guard let kind = YAMLEventStream.kind(event) else { continue }
      return YAMLEvent(kind: kind, origin: place(event.start_mark), hasTag: YAMLEventStream.hasTag(event))
    }
  }

  private func place(_ mark: yaml_mark_t) -> Origin {
    Origin(source, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// nil for the start of the stream, which says nothing.
  private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind? {
    switch event.type {
    case YAML_STREAM_START_EVENT: return nil
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return .scalar(String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    default: return .end
    }
  }

  private static func hasTag(_ event: yaml_event_t) -> Bool {
    let tag =
      switch event.type {
      case YAML_SCALAR_EVENT: event.data.scalar.tag
      case YAML_SEQUENCE_START_EVENT: event.data.sequence_start.tag
      case YAML_MAPPING_START_EVENT: event.data.mapping_start.tag
      default: UnsafeMutablePointer<yaml_char_t>?.none
      }
    return tag != nil
  }

  private func syntaxError() -> YAMLSyntaxError {
    let detail = parser.pointee.problem.map { String(cString: $0) } ?? "it is not YAML"
    guard parser.pointee.error == YAML_READER_ERROR else {
      return YAMLSyntaxError(origin: place(parser.pointee.problem_mark), detail: detail)
    }
    return YAMLSyntaxError(origin: place(ofByte: Int(parser.pointee.problem_offset)), detail: detail)
  }

  /// libyaml's reader knows only the offset of a byte that it refuses.
  private func place(ofByte offset: Int) -> Origin {
    let before = input.prefix(offset)
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return Origin(source, line: line, column: before.count - lineStart + 1)
  }
}
