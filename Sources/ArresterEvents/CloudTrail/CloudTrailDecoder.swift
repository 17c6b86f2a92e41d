import ArresterBase

/// From the fields of a CloudTrail record to an event (semantics, section 1). Belongs to one thread.
final class CloudTrailDecoder {
  private let reader = CloudTrailReader()
  private(set) var lastPrincipal = HashedBytes.empty

  var onForesight: ((Foresight) -> Void)?
  private let model: EventModel
  private let actions: ActionInterner
  private let kinds: KindCache
  private let builder = EventFrameBuilder()
  private let text = TextArena()
  private let collector: ResourceCollector
  private var times = TimestampReader()
  /// Names put together here: less than its first capacity for each event, so that they never move.
  private var composed = ByteArena()
  private static let maximumComposedBytes = 1024

  init(model: EventModel) {
    self.model = model
    actions = ActionInterner(model)
    kinds = KindCache(model.kinds)
    collector = ResourceCollector(builder: builder, text: text)
  }

  var actionTableFlushes: Int { actions.flushes }

  /// Notes where the fields of the object are that the cursor stands at; faults stay in the cursor.
  func read(_ cursor: inout JSONCursor, into fields: inout CloudTrailFields) { reader.read(&cursor, into: &fields) }

  func decode(_ fields: CloudTrailFields, of record: UnsafeRawBufferPointer, wantsDigest: Bool) -> DecodedRecord {
    if CloudTrailDecoder.isNoEvent(fields) { return .skipped }
    guard let timeText = fields[.eventTime] ?? fields.fallbackTime else {
      return .deadLetter(fields.has(.eventTime) ? .invalidTime : .noTime)
    }
    guard let time = times.read(timeText.raw) else { return .deadLetter(.invalidTime) }
    guard let name = fields[.eventName], !name.isEmpty else { return .deadLetter(.noAction) }
    text.reset(recordBytes: record.count, hasEscapes: fields.tokens.hasEscapes)
    composed.removeAll()
    let action = actions.find(source: bytes(fields[.eventSource]), name: text.bytes(of: name))
    let variant = action.pointee.variants[fields.readOnly.rawValue]
    lastPrincipal = HashedBytes(principal(fields))
    // Parameters decide about changes only.
    guard variant.effect != .read else { return .read(time: time, platform: .aws) }
    var effect = variant.effect
    var severity = variant.severity
    var flags = variant.flags
    if action.pointee.hasRows { apply(action.pointee.rows, fields.cursor(at: .request), &effect, &severity, &flags) }
    guard effect != .read else { return .read(time: time, platform: .aws) }
    identify(fields)
    if !fields.isManagementEvent || CloudTrailDecoder.isDataCategory(fields[.eventCategory]) { flags.insert(.dataEvent) }
    if flags.contains(.dataEvent), !flags.contains(.oneStrike) { return .dataEvent(time: time, platform: .aws) }
    builder.header.time = time
    builder.header.effect = effect
    return .change(finish(fields, record, action, severity: effect.isDestructive ? severity : 0, flags, wantsDigest))
  }

  private static func isNoEvent(_ fields: CloudTrailFields) -> Bool {
    if fields.has(.insightDetails) || (fields.has(.digestStartTime) && fields[.eventName] == nil) { return true }
    return fields[.eventCategory]?.equals("Insight") ?? false
  }

  private static func isDataCategory(_ category: JSONString?) -> Bool {
    guard let category else { return false }
    return category.equals("Data") || category.equals("NetworkActivity")
  }

  @inline(__always)
  private func bytes(_ string: JSONString?) -> UnsafeRawBufferPointer {
    string.map { text.bytes(of: $0) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  // MARK: Who

  /// Empty where the record names none.
  private func principal(_ fields: CloudTrailFields) -> UnsafeRawBufferPointer {
    let issuer = bytes(fields[.issuerARN])
    if !issuer.isEmpty { return issuer }
    let arn = bytes(fields[.identityARN])
    if !arn.isEmpty { return arn }
    return fields.isServiceAlone ? bytes(fields[.invokedBy]) : issuer
  }

  /// Sets scope and principal in the builder; what else there is of identity is looked at later.
  private func identify(_ fields: CloudTrailFields) {
    builder.reset()
    builder.header.platform = .aws
    let account = bytes(fields[.identityAccount])
    let recipient = bytes(fields[.recipientAccount])
    builder.scope = recipient.isEmpty ? account : recipient
    builder.principal = lastPrincipal.isEmpty ? HashedBytes(unidentified()) : lastPrincipal
    if lastPrincipal.isEmpty { builder.header.flags.insert(.unidentified) }
  }

  private func unidentified() -> UnsafeRawBufferPointer {
    let start = composed.append("unidentified:")
    _ = composed.append(UnsafeRawBufferPointer(rebasing: builder.scope.prefix(CloudTrailDecoder.maximumComposedBytes)))
    return composed.bytes(at: start, count: composed.count - start)
  }

  private func session(_ fields: CloudTrailFields, _ arn: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let source = bytes(fields[.sourceIdentity])
    if !source.isEmpty { return source }
    if let name = ARN.roleSession(of: arn) { return name }
    return bytes(fields[.accessKey])
  }

  private func caller(_ fields: CloudTrailFields) -> Caller {
    Caller(
      platform: .aws, principal: builder.principal, session: builder.session, userAgent: bytes(fields[.userAgent]),
      invokedBy: bytes(fields[.invokedBy]))
  }

  // MARK: What

  /// Parameters can decide it: the first row whose conditions all hold.
  private func apply(
    _ rows: [ParameterRow], _ request: JSONCursor?, _ effect: inout Effect, _ severity: inout UInt8, _ flags: inout EventFlags
  ) {
    guard effect != .read else { return }
    for row in rows where holds(row, request) {
      if let decided = row.effect {
        effect = decided
        severity = max(severity, Classification.defaultSeverity(decided))
      }
      if let decided = row.severity { severity = decided }
      flags.formUnion(row.flags)
      if severity == 8 { flags.insert(.irreversible) } else { flags.remove(.irreversible) }
      return
    }
  }

  private func holds(_ row: ParameterRow, _ request: JSONCursor?) -> Bool {
    row.conditions.allSatisfy { condition in
      ParameterSearch.holds(condition.test, request, condition.path.all)
    }
  }

  private func finish(
    _ fields: CloudTrailFields, _ record: UnsafeRawBufferPointer, _ action: UnsafeMutablePointer<CompiledAction>, severity: UInt8,
    _ flags: EventFlags, _ wantsDigest: Bool
  ) -> EventFrame {
    let shared = bytes(fields[.sharedEventID])
    builder.identifier = HashedBytes(shared.isEmpty ? bytes(fields[.eventID]) : shared)
    builder.session = HashedBytes(session(fields, bytes(fields[.identityARN])))
    let caller = caller(fields)
    kinds.foresee(caller)
    builder.homeScope = ARN.account(of: lastPrincipal.bytes) ?? UnsafeRawBufferPointer(start: nil, count: 0)
    builder.action = action.pointee.name
    builder.type = action.pointee.type
    builder.region = region(fields, action)
    builder.header.flags.formUnion(flags)
    if !(fields[.errorCode]?.isEmpty ?? true) { builder.header.flags.insert(.failed) }
    if isFanOut(fields) { builder.header.flags.insert(.fanOut) }
    builder.beginResources(typeKey: action.pointee.typeKey)
    builder.header.kind = fields.isServiceAlone ? .service : kinds.kind(of: caller)
    // Held once for both calls: who listens does not change meanwhile.
    let onForesight = onForesight
    onForesight?(Foresight(builder, isNear: false))
    // A create's names are what its caller made: a version or a share of something did not make the thing.
    let wantsTarget = flags.contains(.permission) && builder.header.effect != .create
    collector.collect(fields, action, severity: severity, wantsTarget: wantsTarget)
    onForesight?(Foresight(builder, isNear: true))
    weigh(severity)
    identifyRecord(record, wantsDigest)
    if action.pointee.isOfBreakersServices, isTampering() { builder.header.flags.insert(.tampering) }
    return builder.finish()
  }

  private func region(_ fields: CloudTrailFields, _ action: UnsafeMutablePointer<CompiledAction>) -> UnsafeRawBufferPointer {
    let region = bytes(fields[.region])
    guard let home = action.pointee.homeRegion else { return region }
    let isHome = home.isEmpty || home.elementsEqual(region)
    return isHome ? UnsafeRawBufferPointer(start: nil, count: 0) : region
  }

  private func isFanOut(_ fields: CloudTrailFields) -> Bool {
    guard let invoker = fields[.invokedBy], !invoker.isEmpty, !fields.isServiceAlone else { return false }
    return model.catalog.isFanOut(bytes(invoker))
  }

  /// Disposable names weigh nothing; the event weighs what its heaviest resource does. One without a name weighs in all the same.
  private func weigh(_ severity: UInt8) {
    guard severity > 0, builder.resourceCount > 0, !model.catalog.disposable.isEmpty else {
      builder.header.severity = severity
      return
    }
    var greatest: UInt8 = 0
    builder.withResources { resource, name in
      let tail = ResourceNames.tail(name)
      if model.catalog.disposable.contains(where: { $0.matches(tail) }) { resource.severity = 0 }
      greatest = max(greatest, resource.severity)
    }
    let isCut = Int(builder.header.itemCount) > builder.resourceCount
    builder.header.severity = isCut ? severity : greatest
  }

  /// Gives a record without an identifier one of its bytes, and names what has no name `<identifier>#1`.
  private func identifyRecord(_ record: UnsafeRawBufferPointer, _ wantsDigest: Bool) {
    if wantsDigest || builder.identifier.isEmpty { hashRecord(record) }
    guard builder.resourceCount == 0 else { return }
    let start = composed.append(UnsafeRawBufferPointer(rebasing: builder.identifier.bytes.prefix(CloudTrailDecoder.maximumComposedBytes)))
    _ = composed.append("#1")
    let name = composed.bytes(at: start, count: composed.count - start)
    builder.appendResource(name: name, alias: builder.aliasHash(name), severity: builder.header.severity)
    builder.header.itemCount = max(builder.header.itemCount, 1)
  }

  private func hashRecord(_ record: UnsafeRawBufferPointer) {
    let digest = SHA256(record)
    digest.bytes.withUnsafeBytes { bytes in
      builder.header.digestHigh = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
      builder.header.digestLow = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    guard builder.identifier.isEmpty else { return }
    builder.header.flags.insert(.hashedIdentifier)
    let start = composed.count
    Array(digest.hexadecimal.prefix(32).utf8).withUnsafeBytes { _ = composed.append($0) }
    builder.identifier = HashedBytes(composed.bytes(at: start, count: 32))
  }

  private func isTampering() -> Bool {
    var touches = false
    builder.withResources { _, name in touches = touches || isBreakers(name) }
    return touches && !model.breakerIdentities.contains { $0.matches(builder.principal.bytes) }
  }

  /// The name as a whole, its last component, or either part of a joined one (`role/policy`).
  private func isBreakers(_ name: UnsafeRawBufferPointer) -> Bool {
    let head = UnsafeRawBufferPointer(rebasing: name.prefix { $0 != UInt8(ascii: "/") })
    return model.breakerResources.contains {
      $0.matches(name) || $0.matches(ResourceNames.tail(name)) || $0.matches(head) || $0.matches(lastPart(name))
    }
  }

  private func lastPart(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let slash = name.lastIndex(of: UInt8(ascii: "/")) ?? -1
    return UnsafeRawBufferPointer(rebasing: name[(slash + 1)...])
  }
}
