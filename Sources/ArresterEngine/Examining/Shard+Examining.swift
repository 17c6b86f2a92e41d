import ArresterBase
import ArresterEvents

/// Without an examiner this costs nothing: records have no mark, and the one test in `count` is there for the tests' observer too.
extension Shard {
  /// Has everything examined from now on. Before the first event: records that are there already stay unexamined.
  public func examine(with examiner: any ShardExaminer) {
    precondition(principalCount == 0, "an examiner comes before the first event")
    self.examiner = examiner
  }

  @inline(never)
  func tellExaminer(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, oldestSecond: Int64, isTooLate: Bool) {
    let header = frame.header.pointee
    var destroyed: [ResourceEntry] = []
    var unnamed = 0
    if header.effect.isDestructive, header.severity > 0, !header.flags.contains(.failed) {
      let oldest = isTooLate ? oldestSecond * Timestamp.nanosecondsPerSecond : .min
      let made = creations(of: record)
      destroyed = frame.resources.filter { $0.severity > 0 && !isOwnAndYoung($0, header.time, made, oldest: oldest) }
      if frame.isCut { unnamed = Int(header.itemCount) - frame.resources.count }
    }
    examiner?.note(
      ExaminedChange(
        frame: frame, destroyed: destroyed, destroyedUnnamed: unnamed, isTooLate: isTooLate, isPlanned: isCovered(frame, record)))
  }

  private func isCovered(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>) -> Bool {
    guard record.pointee.isPlanned, let principal = planned.principal(record.pointee.hash, key(of: record)) else { return false }
    return planned.match(frame, principal) != nil
  }

  /// Tells what windows hold with a counted change.
  /// - Returns: whether the change is not to be judged, since an observer is told instead.
  @inline(never)
  func tellListeners(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ call: Cell, isNewest: Bool, isJudged: Bool
  ) -> Bool {
    if let examiner { tellReadings(examiner, record, call.second, isNewest: isNewest) }
    guard let observer else { return false }
    if isJudged { observe(record, call.second, call.session, observer) }
    return true
  }

  private func tellReadings(
    _ examiner: any ShardExaminer, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, isNewest: Bool
  ) {
    for window in model.windows.indices {
      if isNewest {
        examiner.note(WindowReading(newestValues(record, window), window: window, z: model.ratioZ))
      } else {
        forEachEnd(record, second, window) { end in
          let values = evaluator.past(record, window, endingAt: end, session: nil)
          examiner.note(WindowReading(values, window: window, z: model.ratioZ))
        }
      }
    }
  }

  /// Permissions too, where no limit asks for them.
  private func newestValues(_ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int) -> WindowValues {
    let limits = limits[record.pointee.kind, window]
    var values = evaluator.newest(record, window, clock, limits)
    if values.permissions > 0, !limits.pointee.countsPermissions {
      evaluator.excuse(record, clock.starts[window], clock.ends[window], nil, &values)
    }
    return values
  }
}
