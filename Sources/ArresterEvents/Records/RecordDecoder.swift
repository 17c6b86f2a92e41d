import ArresterBase

/// Turns the bytes of a record into an event, whatever shape it is held in.
///
/// One for each thread. Nothing is allocated for an event after warm-up; a record that cannot be read is a reason, not an error.
public final class RecordDecoder {
  public let model: EventModel
  /// Compute the record's SHA-256 for changes: what `replay` breaks ties by. Costs about 0.5 ns a byte.
  public var wantsDigests = false
  /// Places of the records inside the last `.container`, in order.
  public private(set) var innerRecords: [Range<Int>] = []

  private let indexer = JSONIndexer()
  private let cloudTrail: CloudTrailDecoder
  private let kubernetes: KubernetesDecoder
  /// Which platform's decoder saw the last event.
  private var lastPlatform = Platform.aws
  private var unwrapped = ByteArena()

  public init(model: EventModel) {
    self.model = model
    cloudTrail = CloudTrailDecoder(model: RecordDecoder.part(of: model, for: .aws))
    kubernetes = KubernetesDecoder(model: RecordDecoder.part(of: model, for: .kubernetes))
  }

  private static func part(of model: EventModel, for platform: Platform) -> EventModel {
    var part = model
    part.kinds = model.kinds.applying(to: platform)
    return part
  }

  /// How often the table of known actions overflowed and was forgotten.
  public var actionTableFlushes: Int { cloudTrail.actionTableFlushes + kubernetes.actionTableFlushes }

  /// The principal of the last event, reads included; empty where it had none. Valid until the next record.
  public var lastPrincipal: HashedBytes { lastPlatform == .aws ? cloudTrail.lastPrincipal : kubernetes.lastPrincipal }

  /// Told of each change twice before it is finished. Costs nothing where it is not set.
  public var onForesight: ((Foresight) -> Void)? {
    get { cloudTrail.onForesight }
    set {
      cloudTrail.onForesight = newValue
      kubernetes.onForesight = newValue
    }
  }

  /// Reads one record: a CloudTrail record, an EventBridge event, a LookupEvents event, a Kubernetes audit event, or a container of
  /// records. What it is shows in the record itself: one input may mix them.
  /// - Complexity: O(count), about 0.4 ns a byte.
  public func decode(_ record: UnsafeRawBufferPointer) -> DecodedRecord {
    guard record.count <= model.maximumRecordBytes else { return .deadLetter(.tooLarge) }
    do throws(JSONFault) {
      var cursor = try indexer.cursor(over: record)
      if cursor.peek == UInt8(ascii: "[") {
        try container(&cursor)
        try RecordDecoder.expectEnd(cursor)
        return .container
      }
      guard cursor.peek == UInt8(ascii: "{") else { return .deadLetter(try faultOrNotAnObject(&cursor)) }
      if KubernetesReader.begins(cursor.tokens), let decoded = try decodeKubernetes(cursor, of: record) { return decoded }
      lastPlatform = .aws
      var fields = CloudTrailFields(cursor.tokens)
      cloudTrail.read(&cursor, into: &fields)
      try RecordDecoder.expectEnd(cursor)
      return try decode(fields, of: record)
    } catch {
      // What begins like no object or array did not end too early: it never was JSON of ours.
      let isCut = error == .truncated && RecordDecoder.beginsContainer(record)
      return .deadLetter(error == .truncated && !isCut ? .notJSON : DeadLetterReason(error))
    }
  }

  private func decode(_ fields: CloudTrailFields, of record: UnsafeRawBufferPointer) throws(JSONFault) -> DecodedRecord {
    if fields[.eventName] == nil || fields[.wrapped] != nil {
      if let wrapped = fields[.wrapped] { return try decodeWrapped(wrapped, outer: fields) }
      if var records = fields.cursor(at: .records), records.peek == UInt8(ascii: "[") {
        try container(&records)
        return .container
      }
      if let detail = fields.cursor(at: .detail), detail.peek == UInt8(ascii: "{") {
        return decodeDetail(detail, outer: fields, of: record)
      }
      if let decoded = try decodeKubernetes(JSONCursor(fields.tokens), of: record) { return decoded }
    }
    return cloudTrail.decode(fields, of: record, wantsDigest: wantsDigests)
  }

  /// - Returns: nil where the object is no audit event, and no list of them.
  private func decodeKubernetes(_ start: JSONCursor, of record: UnsafeRawBufferPointer) throws(JSONFault) -> DecodedRecord? {
    var cursor = start
    var fields = KubernetesFields(cursor.tokens)
    kubernetes.read(&cursor, into: &fields)
    try RecordDecoder.expectEnd(cursor)
    if fields.isAuditList, var items = fields.cursor(at: .items), items.peek == UInt8(ascii: "[") {
      try container(&items)
      return .container
    }
    guard fields.isAuditEvent else { return nil }
    lastPlatform = .kubernetes
    return kubernetes.decode(fields, of: record, wantsDigest: wantsDigests)
  }

  /// EventBridge: the record is under `detail`.
  private func decodeDetail(_ detail: JSONCursor, outer: CloudTrailFields, of record: UnsafeRawBufferPointer) -> DecodedRecord {
    var cursor = detail
    var inner = CloudTrailFields(cursor.tokens)
    cloudTrail.read(&cursor, into: &inner)
    inner.takeFallbackTime(of: outer)
    return cloudTrail.decode(inner, of: record, wantsDigest: wantsDigests)
  }

  /// LookupEvents: the record is a string.
  private func decodeWrapped(_ string: JSONString, outer: CloudTrailFields) throws(JSONFault) -> DecodedRecord {
    unwrapped.removeAll()
    _ = unwrapped.append(maximumCount: string.count) { JSONEscapes.unescape(string.raw, into: $0) }
    let text = unwrapped.bytes(at: 0, count: unwrapped.count)
    var cursor = try indexer.cursor(over: text)
    guard cursor.peek == UInt8(ascii: "{") else { return .deadLetter(try faultOrNotAnObject(&cursor)) }
    var inner = CloudTrailFields(cursor.tokens)
    cloudTrail.read(&cursor, into: &inner)
    try RecordDecoder.expectEnd(cursor)
    return cloudTrail.decode(inner, of: text, wantsDigest: wantsDigests)
  }

  /// Notes the places of an array's elements; the cursor then stands behind it.
  private func container(_ cursor: inout JSONCursor) throws(JSONFault) {
    innerRecords.removeAll(keepingCapacity: true)
    cursor.advance()
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      let start = cursor.offset
      cursor.skipValue()
      // After a fault the cursor stands at the end, and what it consumed may end before `start`.
      if let fault = cursor.fault { throw fault }
      innerRecords.append(start..<cursor.consumedEnd)
    }
    if let fault = cursor.fault { throw fault }
  }

  private func faultOrNotAnObject(_ cursor: inout JSONCursor) throws(JSONFault) -> DeadLetterReason {
    cursor.skipValue()
    try RecordDecoder.expectEnd(cursor)
    return .notAnObject
  }

  private static func beginsContainer(_ record: UnsafeRawBufferPointer) -> Bool {
    let first = record.first { !JSONScalar.isSpace($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func expectEnd(_ cursor: JSONCursor) throws(JSONFault) {
    if let fault = cursor.fault { throw fault }
    if !cursor.isAtEnd { throw .syntax }
  }
}
