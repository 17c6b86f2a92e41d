import ArresterBase

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

  /// The first, as of a read nothing else is asked.
  let variants: InlineArray<3, Variant>
  let name: HashedBytes
  let type: UnsafeRawBufferPointer
  /// The type in lower case, and its noun: what keys that name the resource begin with.
  let typeKey: HashedBytes
  let noun: UnsafeRawBufferPointer
  let nounSeed: UInt64
  let rule: ResourceRule?
  let rows: [ParameterRow]
  let hasRows: Bool
  let hasSecretSuffix: Bool
  /// Whether its service is one that can touch what the breaker itself stands on.
  let isOfBreakersServices: Bool
  /// See `RegionScoping.homeRegion`; nil: the region in the record counts.
  let homeRegion: [UInt8]?

  init(_ model: EventModel, eventSource: String, eventName: String, storage: inout [UnsafeMutableRawBufferPointer]) {
    let catalog = model.catalog
    let (service, operation) = catalog.actionName(eventSource: eventSource, eventName: eventName)
    let absent = catalog.classify(service: service, operation: operation, readOnly: nil)
    let yes = catalog.classify(service: service, operation: operation, readOnly: true)
    let no = catalog.classify(service: service, operation: operation, readOnly: false)
    variants = [Self.variant(absent), Self.variant(yes), Self.variant(no)]
    name = HashedBytes(Self.keep(absent.action, &storage))
    type = Self.keep(absent.resourceType, &storage)
    typeKey = HashedBytes(Self.keep(absent.resourceType.lowercased(), &storage))
    let colon = typeKey.bytes.firstIndex(of: UInt8(ascii: ":")) ?? 0
    noun = UnsafeRawBufferPointer(rebasing: typeKey.bytes[(colon + 1)...])
    nounSeed = Hash64.hash(noun, seed: Hash64.seed)
    rule = catalog.resourceRules[absent.action]
    rows = catalog.parameterRows[absent.action] ?? []
    hasRows = !rows.isEmpty
    let typeService = Array(absent.resourceType.utf8.prefix { $0 != UInt8(ascii: ":") })
    isOfBreakersServices = !model.breakerResources.isEmpty && model.breakerServices.contains { $0.elementsEqual(typeService) }
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
