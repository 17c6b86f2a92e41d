import ArresterEvents

/// A late event is in windows that have passed: each that ends in a bucket with a counted change is judged again.
extension Shard {
  /// - Complexity: O(cells within the lateness), and O(destructions) for each end that may meet something new.
  func judgeLate(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ session: UInt16) {
    var best: Finding?
    var warnings = Warnings(known: record.pointee.warned)
    for window in 0..<clock.count where mayMeet(record, second, window, warnings.known) {
      var slide = slide(record, second, window)
      forEachEnd(record, second, window) { end in
        slide.move(endingAt: end)
        let values = evaluator.complete(slide.values, record, window, endingAt: end)
        consider(values, record, Place(window: window, second: end, session: session), &best, &warnings, isNewest: false)
      }
    }
    conclude(frame, record, best, warnings)
  }

  /// Whether one of the windows that contain `second` may meet a rule or show a new warning. All signals but the ratio only
  /// grow with what is counted: what the greatest values of all ends together do not meet, no end does. First with all that is
  /// kept, which is known without a search and settles it for nearly every principal.
  private func mayMeet(
    _ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ window: Int, _ warned: UInt64
  ) -> Bool {
    var most = WindowEvaluator.most(record)
    let teaches = mayTeach(record, second, window)
    guard mayMeet(most, record.pointee.kind, window, warned, teaches) else { return false }
    if !record.pointee.destructions.isEmpty {
      let last = Int(second) + model.windows[window].seconds - model.windows[window].bucketSeconds
      most.hasStatefulRecreation = false
      evaluator.tally(record, window, fromEnd: Int(second), toEnd: last, &most)
      guard mayMeet(most, record.pointee.kind, window, warned, teaches) else { return false }
    }
    var slide = slide(record, second, window)
    var greatest = WindowValues()
    forEachEnd(record, second, window) { end in
      slide.move(endingAt: end)
      greatest.raise(to: slide.values)
    }
    most.lower(to: greatest)
    return mayMeet(most, record.pointee.kind, window, warned, teaches)
  }

  /// - Parameter teaches: some bucket that the windows end in is still taken for an ordinary one.
  private func mayMeet(
    _ greatest: WindowValues, _ kind: PrincipalKind, _ window: Int, _ warned: UInt64, _ teaches: Bool
  ) -> Bool {
    let limits = limits[kind, window]
    if limits.pointee.floor.isAbove(greatest) { return false }
    let ratio = WilsonBound.lower(successes: greatest.destructive, trials: greatest.destructive, z: model.ratioZ)
    let assessment = greatest.assess(limits, model, isLongest: window == clock.count - 1, ratio: ratio)
    return assessment.rule != nil || assessment.warnings & ~warned != 0 || teaches && assessment.isLoud
      || asksSessions(assessment, greatest)
  }

  private func slide(_ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ window: Int) -> WindowSlide {
    let places = limits[record.pointee.kind, window].pointee.countsPlaces ? placeCounts : nil
    return WindowSlide(record, model.windows[window], window, endingAt: Int(second), places: places)
  }

  /// The ends of the windows that contain `second` and end in a bucket with a counted change, in order of time.
  func forEachEnd(_ record: UnsafeMutablePointer<PrincipalRecord>, _ second: UInt32, _ window: Int, _ body: (Int) -> Void) {
    let shape = model.windows[window]
    let first = shape.bucketEnd(of: Int(second)) - shape.bucketSeconds + 1
    let last = shape.bucketEnd(of: Int(second)) + shape.seconds - shape.bucketSeconds
    var index = record.pointee.firstCell(atOrAfter: first)
    var bucketEnd = first - 1
    while index < record.pointee.cells.count, Int(record.pointee.cells[index].second) <= last {
      let cell = record.pointee.cells.pointer(index)
      index += 1
      guard Int(cell.pointee.second) > bucketEnd, cell.pointee.holdsCountedChange else { continue }
      bucketEnd = shape.bucketEnd(of: Int(cell.pointee.second))
      body(Int(cell.pointee.second))
    }
  }
}
