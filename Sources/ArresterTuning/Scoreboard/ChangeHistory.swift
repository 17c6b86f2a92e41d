import ArresterEvents

/// The successful changes of a trail as the model sees them, in order of time: what was destroyed by when.
struct ChangeHistory {
  private struct Change {
    var time: Int64
    /// Of what it deletes or disrupts.
    var destroyed: [String]
  }

  private var all: [Change] = []
  /// Who made them.
  private(set) var callers: Set<String> = []

  init() {}

  init(_ records: [[UInt8]], _ model: EventModel) {
    let decoder = RecordDecoder(model: model)
    for record in records {
      record.withUnsafeBytes { bytes in
        guard case .change(let frame) = decoder.decode(bytes) else { return }
        let event = ChangeEvent(frame)
        if !event.flags.contains(.failed) { add(event) }
      }
    }
    all.sort { $0.time < $1.time }
  }

  private mutating func add(_ event: ChangeEvent) {
    let isDestructive = event.effect == .delete || event.effect == .disrupt
    let resources = isDestructive ? event.resources.filter { $0.severity > 0 } : []
    let place = "\(event.resourceType) \(event.scope) \(event.region) "
    all.append(Change(time: event.time, destroyed: resources.map { place + ($0.names.first ?? "") }))
    callers.insert(event.principal)
  }

  /// - Parameter time: nanoseconds since 1970 UTC; nil for the end.
  func changes(upTo time: Int64?) -> Int { all.count { $0.time <= time ?? .max } }

  /// Distinct resources of any weight above 0. What their maker takes away again counts too: here it is damage, whoever made it.
  func destroyed(upTo time: Int64?) -> Int {
    Set(all.prefix { $0.time <= time ?? .max }.flatMap(\.destroyed)).count
  }
}
