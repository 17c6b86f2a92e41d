import ArresterBase

/// From the fields of an audit event to an event (semantics, section 1). Belongs to one thread.
final class KubernetesDecoder {
  private let reader = KubernetesReader()
  var lastPrincipal = HashedBytes.empty

  var onForesight: ((Foresight) -> Void)?
  let model: EventModel
  let kinds: KindCache
  let builder = EventFrameBuilder()
  let text = TextArena()
  let names = NameArena()
  /// `EventModel.cluster`, for as long as the decoder lives.
  let ownCluster: UnsafeRawBufferPointer
  private let actions: KubernetesActionMemory
  private let plain = PlainRequest()
  private var times = TimestampReader()

  init(model: EventModel) {
    self.model = model
    actions = KubernetesActionMemory(model.kubernetes)
    kinds = KindCache(model.kinds)
    let cluster = UnsafeMutableRawBufferPointer.allocate(byteCount: model.cluster.utf8.count, alignment: 1)
    cluster.copyBytes(from: model.cluster.utf8)
    ownCluster = UnsafeRawBufferPointer(cluster)
  }

  deinit { ownCluster.deallocate() }

  var actionTableFlushes: Int { actions.flushes }

  /// Notes where the fields of the object are that the cursor stands at; faults stay in the cursor.
  func read(_ cursor: inout JSONCursor, into fields: inout KubernetesFields) { reader.read(&cursor, into: &fields) }

  func decode(_ fields: KubernetesFields, of record: UnsafeRawBufferPointer, wantsDigest: Bool) -> DecodedRecord {
    guard fields.isLastStage else { return .skipped }
    guard let timeText = fields.time else { return .deadLetter(fields.hasTime ? .invalidTime : .noTime) }
    guard let time = times.read(timeText.raw) else { return .deadLetter(.invalidTime) }
    text.reset(recordBytes: record.count, hasEscapes: fields.tokens.hasEscapes)
    names.reset(recordBytes: record.count)
    guard let name = actionName(fields) else { return .deadLetter(.noAction) }
    let action = actions.find(name)
    identify(fields)
    guard action.pointee.effect != .read, !isDryRun(fields, action.pointee.dryRun) else {
      return .read(time: time, platform: .kubernetes)
    }
    var weight = Weight(effect: action.pointee.effect, severity: action.pointee.severity, flags: action.pointee.flags)
    if action.pointee.hasRows { apply(action.pointee.rows, fields, &weight) }
    if weight.flags.contains(.dataEvent), !weight.flags.contains(.oneStrike) { return .dataEvent(time: time, platform: .kubernetes) }
    builder.header.time = time
    return .change(finish(fields, record, action, weight, wantsDigest))
  }

  @inline(__always)
  func bytes(_ string: JSONString?) -> UnsafeRawBufferPointer {
    string.map { text.bytes(of: $0) } ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private func isDryRun(_ fields: KubernetesFields, _ place: KubernetesAction.DryRun) -> Bool {
    KubernetesDryRun.isAsked(fields, bytes(fields[.requestURI]), place)
  }

  // MARK: What

  /// What an event counts as, once its parameters were looked at.
  struct Weight {
    var effect: Effect
    var severity: UInt8
    var flags: EventFlags
  }

  /// nil where the record has no verb, or says of nothing what the verb was for.
  private func actionName(_ fields: KubernetesFields) -> KubernetesActionName? {
    guard let verb = fields[.verb], !verb.isEmpty else { return nil }
    if let resource = fields[.resource], !resource.isEmpty {
      return KubernetesActionName(
        group: bytes(fields[.group]), resource: bytes(resource), subresource: bytes(fields[.subresource]), verb: bytes(verb))
    }
    guard fields[.requestURI] != nil else { return nil }
    return KubernetesActionName(
      group: NameArena.constant("nonresource"), resource: NameArena.constant("url"), subresource: bytes(nil), verb: bytes(verb))
  }

  /// Parameters can decide it: the first row whose conditions all hold.
  private func apply(_ rows: [KubernetesParameterRow], _ fields: KubernetesFields, _ weight: inout Weight) {
    let request = plain.request(of: fields)
    for row in rows where row.holds(fields, request) {
      if let decided = row.effect {
        weight.effect = decided
        weight.severity = max(weight.severity, Classification.defaultSeverity(decided))
      }
      if let decided = row.severity { weight.severity = decided }
      weight.flags.formUnion(row.flags)
      if weight.severity == 8 { weight.flags.insert(.irreversible) } else { weight.flags.remove(.irreversible) }
      return
    }
  }

  private func finish(
    _ fields: KubernetesFields, _ record: UnsafeRawBufferPointer, _ action: UnsafeMutablePointer<KubernetesAction>, _ weight: Weight,
    _ wantsDigest: Bool
  ) -> EventFrame {
    builder.identifier = HashedBytes(bytes(fields[.auditID]))
    builder.session = HashedBytes(session(fields))
    builder.header.kind = kind(fields)
    onForesight?(Foresight(builder, isNear: false))
    builder.header.effect = weight.effect
    builder.header.flags.formUnion(weight.flags)
    if fields.isFailed { builder.header.flags.insert(.failed) }
    builder.homeScope = builder.scope
    builder.action = action.pointee.name
    builder.type = action.pointee.type
    builder.beginResources(typeKey: action.pointee.typeKey)
    if wantsDigest || builder.identifier.isEmpty { hashRecord(record) }
    collect(fields, action, severity: weight.effect.isDestructive ? weight.severity : 0)
    onForesight?(Foresight(builder, isNear: true))
    if isTampering(fields) { builder.header.flags.insert(.tampering) }
    return builder.finish()
  }

  private func hashRecord(_ record: UnsafeRawBufferPointer) {
    let digest = SHA256(record)
    digest.bytes.withUnsafeBytes { bytes in
      builder.header.digestHigh = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
      builder.header.digestLow = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    guard builder.identifier.isEmpty else { return }
    builder.header.flags.insert(.hashedIdentifier)
    Array(digest.hexadecimal.prefix(32).utf8).withUnsafeBytes { builder.identifier = HashedBytes(names.keep($0)) }
  }
}
