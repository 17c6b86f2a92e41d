import ArresterBase
import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// What people look at.
extension ServiceLoop {
  var trips: TripArchive { service.trips }

  /// nil where nobody is called.
  var desk: EnforcementDesk? { service.desk }

  /// Newest last.
  var recentVerdicts: [Verdict] { service.recentVerdicts.verdicts }

  /// The newest first.
  var deadLetters: [[UInt8]] { service.recentDeadLetters.json }

  /// Has what was granted carried out at once, where this member speaks for it: whoever asked sees what came of it.
  func carryOutGranted() { service.carryOutGranted() }

  /// The busiest principals of this member's partitions.
  func portraits(limit: Int, kind: PrincipalKind?) -> [PrincipalPortrait] {
    let all = service.lanes.flatMap { lane in
      lane?.shard.portraits(limit: limit, kind: kind) { lane?.watermarks[$0] } ?? []
    }
    return Array(all.sorted(by: ServiceLoop.isBusier).prefix(limit))
  }

  /// Those of one name, of whatever kind and platform.
  func portraits(named principal: String) -> [PrincipalPortrait] {
    let all = service.lanes.flatMap { lane -> [PrincipalPortrait] in
      guard let lane else { return [] }
      return lane.watermarks.flatMap { platform, watermark in
        PrincipalKind.allCases.compactMap { kind in
          lane.shard.portrait(
            of: LatchKey(platform: platform, kind: kind, principal: principal, homeScope: ""), at: watermark)
        }
      }
    }
    return all.sorted(by: ServiceLoop.isBusier)
  }

  private static func isBusier(_ left: PrincipalPortrait, _ right: PrincipalPortrait) -> Bool {
    if left.score != right.score { return left.score > right.score }
    if left.changes != right.changes { return left.changes > right.changes }
    return left.key.principal.utf8.lexicographicallyPrecedes(right.key.principal.utf8)
  }

  /// One object: how the service does.
  var statusJSON: [UInt8] {
    var json = JSONText(capacity: 2048)
    json.object { json in
      json.field("version", ArresterVersion.text)
      json.field("model", service.options.model.identifier)
      json.field("mode", service.options.configuration.mode.canEnforce ? "enforce" : "shadow")
      json.field("ready", service.unreadiness == nil)
      if let reason = service.unreadiness { json.field("notReady", reason) }
      json.field("pictureAgeSeconds", Int(service.ports.decisions.ageNanoseconds / Timestamp.nanosecondsPerSecond))
      json.field("blind", service.sources.states.filter(\.isBlind).map(\.topic))
      if let board { writeCounts(of: board, to: &json) }
      json.key("input")
      service.total()
      json.object { service.summary.writeCounts(&$0) }
      json.key("partitions")
      json.array { json in
        let ends = Dictionary(zip(service.consumer.partitions, service.consumer.knownEnds), uniquingKeysWith: { first, _ in first })
        for lane in service.lanes { if let lane { write(lane, end: ends[lane.partition] ?? nil, to: &json) } }
      }
    }
    return json.bytes
  }

  private func writeCounts(of board: BreakerBoard, to json: inout JSONText) {
    json.field("halted", board.isHalted(at: wallTime))
    json.key("breakers")
    json.object { json in
      for state in BreakerState.allCases { json.field(state.rawValue, board.breakers.values.count { $0.state == state }) }
    }
    json.field("pendingRequests", board.requests.count { $0.state == .pending })
    json.field("leaks", service.leaks.counters.leaks)
    json.field("tripsForgotten", trips.forgotten)
  }

  private func write(_ lane: PartitionLane, end: Int64?, to json: inout JSONText) {
    json.object { json in
      json.field("partition", "\(lane.partition)")
      json.field("position", Int(lane.position))
      if let end { json.field("lag", Int(max(0, end - lane.position))) }
      json.field("warmingUp", lane.isWarmingUp)
      json.field("principals", lane.intake.principalCount)
      json.key("watermarks")
      json.object { json in
        for (platform, time) in lane.watermarks.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          json.field(platform.name, Timestamp.format(time))
        }
      }
    }
  }
}
