import ArresterEvents

extension BreakerBoard {
  /// The watermark has moved: latches of pages, and of trips that were not acted on, restore themselves once their hold has
  /// ended in event time.
  /// - Parameters:
  ///   - watermark: of this platform; the smallest over the partitions that the instance owns, so that none is early.
  ///   - owned: whether a principal's events come to this instance; the latches of others stay as they are.
  /// - Complexity: O(1) while none is due.
  public mutating func advanceEventTime(
    to watermark: Int64, platform: Platform, at wallTime: Int64, owned: (BreakerKey) -> Bool = { _ in true }
  ) -> [BoardAction] {
    guard let due = selfRestoring[platform]?.due(at: watermark, in: latches), !due.isEmpty else { return [] }
    let moment = Moment(wallTime: wallTime, watermark: watermark)
    // Searched for again, until their owner's record comes or they are owned here.
    for key in due where !owned(key) { if let latch = latches[key] { store(latch) } }
    return due.filter(owned).sorted(by: BreakerBoard.areInOrder).flatMap { restoreItself($0, at: moment) }
  }

  /// The engine restores such a latch itself, by event time, so its next trip may come before the watermark was told of here.
  mutating func restoreLatchBefore(_ notice: TripNotice, at moment: Moment) -> [BoardAction] {
    guard let end = latches[notice.key]?.restoresItselfAt, end < notice.time else { return [] }
    return restoreItself(notice.key, at: moment)
  }

  mutating func latch(_ notice: TripNotice, restoresItself: Bool) -> [BoardAction] {
    var latch = latches[notice.key] ?? RecordedLatch(key: notice.key)
    latch.latch(notice, restoresItself: restoresItself, holds: policy.holds)
    store(latch)
    return [BoardAction(key: notice.key, action: .publish(.latch(latch)))]
  }

  mutating func restoreLatch(_ key: BreakerKey, at eventTime: Int64) -> [BoardAction] {
    var latch = latches[key] ?? RecordedLatch(key: key)
    latch.restore(at: eventTime)
    store(latch)
    return [
      BoardAction(key: key, action: .publish(.latch(latch))),
      BoardAction(key: key, action: .restoreLatch(eventTime: eventTime)),
    ]
  }

  /// Keeps the count of latches without a breaker, and the list of those that restore themselves.
  mutating func store(_ latch: RecordedLatch) {
    if latches[latch.key] == nil, breakers[latch.key] == nil { pageLatchCount += 1 }
    latches[latch.key] = latch
    if let end = latch.restoresItselfAt {
      selfRestoring[latch.key.platform, default: SelfRestorations()].insert(latch.key, at: end)
    } else {
      selfRestoring[latch.key.platform]?.remove(latch.key)
    }
  }

  private mutating func restoreItself(_ key: BreakerKey, at moment: Moment) -> [BoardAction] {
    guard let end = latches[key]?.restoresItselfAt else { return [] }
    let actions = restoreLatch(key, at: end)
    guard breakers[key]?.suppressed != nil else { return actions }
    return actions + route(.latchRestoredItself, to: key, at: moment)
  }
}
