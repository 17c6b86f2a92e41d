extension BreakerBoard {
  public func isHalted(at wallTime: Int64) -> Bool { halt?.isActive(at: wallTime) ?? false }

  /// Existing denies stay, new trips are as in shadow, until `resume` or the end of `BreakerPolicy.haltSeconds`.
  /// Given again while it runs, it begins anew.
  public mutating func startHalt(at wallTime: Int64) -> [BoardAction] {
    let until = Moment.time(wallTime, plusSeconds: policy.haltSeconds)
    let started = Halt(revision: (halt?.revision ?? 0) + 1, since: wallTime, until: until)
    halt = started
    return [.publish(.halt(started)), .startHaltTimer(at: until), .page(.halted(until: until))].map { BoardAction(key: nil, action: $0) }
  }

  /// - Returns: empty, and counted, where nothing was halted.
  public mutating func resume(at wallTime: Int64) -> [BoardAction] {
    guard isHalted(at: wallTime) else {
      counters.ignored += 1
      return []
    }
    return endHalt(at: wallTime)
  }

  /// The halt's timer has ended: recorded, once. A timer that was overtaken by a later halt changes nothing.
  public mutating func haltTimerEnded(at wallTime: Int64) -> [BoardAction] {
    guard let running = halt, running.endedAt == nil, wallTime >= running.until else {
      counters.ignored += 1
      return []
    }
    return endHalt(at: wallTime)
  }

  private mutating func endHalt(at wallTime: Int64) -> [BoardAction] {
    guard var ended = halt else { return [] }
    ended.endedAt = wallTime
    ended.revision += 1
    halt = ended
    return [BoardAction(key: nil, action: .publish(.halt(ended)))]
  }
}
