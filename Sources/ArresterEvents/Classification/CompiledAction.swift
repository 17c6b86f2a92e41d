/// One action with all that decoding needs to know of it, looked up once and kept.
struct CompiledAction {
  /// By the record's `readOnly`: absent, true, false.
  enum ReadOnly: Int {
    case absent = 0
    case yes
    case no
  }

  struct Variant {
    var effect: Effect
    var severity: UInt8
    var flags: EventFlags
  }

  let name: UnsafeRawBufferPointer
  let type: UnsafeRawBufferPointer
  /// The type in lower case, and its noun: what keys that name the resource begin with.
  let typeKey: UnsafeRawBufferPointer
  let noun: UnsafeRawBufferPointer
  let variants: InlineArray<3, Variant>
  let rule: ResourceRule?
  let rows: [ParameterRow]
  let hasSecretSuffix: Bool
  /// See `RegionScoping.homeRegion`; nil: the region in the record counts.
  let homeRegion: [UInt8]?

  init(_ catalog: ActionCatalog, eventSource: String, eventName: String, storage: inout [UnsafeMutableRawBufferPointer]) {
    let (service, operation) = catalog.actionName(eventSource: eventSource, eventName: eventName)
    let absent = catalog.classify(service: service, operation: operation, readOnly: nil)
    let yes = catalog.classify(service: service, operation: operation, readOnly: true)
    let no = catalog.classify(service: service, operation: operation, readOnly: false)
    variants = [Self.variant(absent), Self.variant(yes), Self.variant(no)]
    name = Self.keep(absent.action, &storage)
    type = Self.keep(absent.resourceType, &storage)
    typeKey = Self.keep(absent.resourceType.lowercased(), &storage)
    let colon = typeKey.firstIndex(of: UInt8(ascii: ":")) ?? 0
    noun = UnsafeRawBufferPointer(rebasing: typeKey[(colon + 1)...])
    rule = catalog.resourceRules[absent.action]
    rows = catalog.parameterRows[absent.action] ?? []
    hasSecretSuffix = catalog.secretSuffixTypes.contains(absent.resourceType)
    homeRegion = catalog.scoping.homeRegion(ofService: service).map { Array($0.utf8) }
  }

  private static func variant(_ classification: Classification) -> Variant {
    Variant(effect: classification.effect, severity: classification.severity, flags: classification.flags)
  }

  private static func keep(_ text: String, _ storage: inout [UnsafeMutableRawBufferPointer]) -> UnsafeRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 8)
    copy.copyBytes(from: text.utf8)
    storage.append(copy)
    return UnsafeRawBufferPointer(copy)
  }
}
