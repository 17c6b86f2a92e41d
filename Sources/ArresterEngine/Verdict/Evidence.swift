import ArresterBase
import ArresterEvents

/// What a verdict lists: the heaviest resources, the events, where it happened. On the rare path only.
struct Evidence {
  var resources: [EvidenceResource] = []
  var events: [String] = []
  var regions: [String] = []
  var scopes: [String] = []

  init(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ shard: Shard, _ shape: WindowShape, _ finding: Finding) {
    let start = shape.start(endingAt: finding.second)
    let end = shape.bucketEnd(of: finding.second)
    collectPlaces(frame, record, shard, start, end, finding.session)
    let entries = Evidence.entries(record, start, end, finding.session)
    collectResources(frame, entries, shard.names, isAttempt: !finding.rule.isStatistical)
    collectEvents(frame, entries)
  }

  private static func entries(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ start: Int, _ end: Int, _ session: UInt16?
  ) -> [Destruction] {
    let from = Int64(start) * Timestamp.nanosecondsPerSecond
    let until = Int64(end + 1) * Timestamp.nanosecondsPerSecond
    let destructions = record.pointee.destructions
    return (0..<destructions.count).map { destructions[$0] }
      .filter { $0.time >= from && $0.time < until && (session == nil || $0.session == session) }
  }

  private mutating func collectPlaces(
    _ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ shard: Shard, _ start: Int, _ end: Int, _ session: UInt16?
  ) {
    // Bits first: a window may have thousands of cells, and they are in few places.
    var (regionBits, scopeBits): (UInt64, UInt64) = (0, 0)
    var index = record.pointee.firstCell(atOrAfter: start)
    while index < record.pointee.cells.count, Int(record.pointee.cells[index].second) <= end {
      let cell = record.pointee.cells[index]
      index += 1
      if let session, cell.session != session { continue }
      if cell.region < 64 { regionBits |= 1 << UInt64(cell.region) }
      if cell.scope < 64 { scopeBits |= 1 << UInt64(cell.scope) }
    }
    regions = Evidence.names(regionBits, record.pointee.regions, frame.region.text, shard.names)
    scopes = Evidence.names(scopeBits, record.pointee.scopes, frame.scope.text, shard.names)
  }

  static func names(_ bits: UInt64, _ places: PlaceList, _ own: String, _ names: NameTable) -> [String] {
    var found = Set([own])
    for index in 0..<places.count where bits & 1 << UInt64(index) != 0 { found.insert(names.name(places[index].name)) }
    return sorted(found)
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    Array(names.filter { !$0.isEmpty }.sorted { $0.precedesByBytes($1) }.prefix(Verdict.maximumScopes))
  }

  /// Each resource once, at its heaviest; then by severity, time and name.
  /// - Parameter isAttempt: one-strike and tampering list what was tried, whatever it weighs.
  mutating func collectResources(_ frame: EventFrame, _ entries: [Destruction], _ names: NameTable, isAttempt: Bool) {
    var heaviest: [UInt64: EvidenceResource] = [:]
    for entry in entries {
      let resource = EvidenceResource(
        identifier: entry.name.text, action: entry.action.text, effect: entry.isDelete ? .delete : .disrupt, time: entry.time,
        region: names.name(entry.region), severity: Int(entry.severity), isReversible: entry.severity < 8)
      if let known = heaviest[entry.identity], !Evidence.areInOrder(resource, known) { continue }
      heaviest[entry.identity] = resource
    }
    for resource in frame.resources where heaviest[resource.identity] == nil && isAttempt {
      heaviest[resource.identity] = Evidence.resource(frame, resource)
    }
    resources = Array(heaviest.values.sorted(by: Evidence.areInOrder).prefix(Verdict.maximumResources))
  }

  static func resource(_ frame: EventFrame, _ resource: ResourceEntry) -> EvidenceResource {
    let header = frame.header.pointee
    return EvidenceResource(
      identifier: frame.name(of: resource).text, action: frame.action.text, effect: header.effect, time: header.time,
      region: frame.region.text, severity: Int(resource.severity),
      isReversible: resource.severity < 8 && !header.flags.contains(.irreversible))
  }

  static func areInOrder(_ left: EvidenceResource, _ right: EvidenceResource) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.time != right.time { return left.time < right.time }
    if left.identifier != right.identifier { return left.identifier.precedesByBytes(right.identifier) }
    if left.action != right.action { return left.action.precedesByBytes(right.action) }
    // One name may be taken in two regions: without these the order would be that of a table, another in every process.
    if left.region != right.region { return left.region.precedesByBytes(right.region) }
    return left.effect.rawValue < right.effect.rawValue
  }

  /// In order of time, the one that set it off always among them.
  mutating func collectEvents(_ frame: EventFrame, _ entries: [Destruction]) {
    let trigger = (time: frame.header.pointee.time, identifier: frame.identifier.text)
    var all = entries.map { (time: $0.time, identifier: $0.identifier.text) }
    all.sort { $0.time != $1.time ? $0.time < $1.time : $0.identifier.precedesByBytes($1.identifier) }
    var seen = Set([trigger.identifier])
    var kept = all.filter { seen.insert($0.identifier).inserted }.suffix(Verdict.maximumEvents - 1).map(\.self)
    let place = kept.firstIndex { $0.time > trigger.time } ?? kept.count
    kept.insert(trigger, at: place)
    events = kept.map(\.identifier)
  }
}
