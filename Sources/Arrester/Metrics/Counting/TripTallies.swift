/// Ledgers and blasts of all trips, added up. Belongs to the consuming thread.
///
/// A trip's numbers become known one after the other. That something is new is noted where it comes; it is counted when somebody asks,
/// or when the trip is forgotten: nothing is added up for each event of a flood.
struct TripTallies: Sendable {
  private(set) var ledger = LedgerHistograms()
  private(set) var blast = BlastTotals()
  /// Resources beyond what a trip keeps apart: in no part.
  private(set) var uncountedResources = 0

  /// What of one trip was counted.
  private struct Counted {
    var steps: Set<LedgerStep> = []
    var blast = BlastTotals()
    var uncountedResources = 0
  }

  private var counted: [String: Counted] = [:]
  /// Trips of which something is known that was not counted.
  private(set) var changed: Set<String> = []

  mutating func noteChange(of trip: String) { changed.insert(trip) }

  /// Counts what is known of a trip.
  /// - Parameter isConfirmed: whether its enforcers have confirmed; nil while they are at it.
  /// - Complexity: O(resources of the trip).
  mutating func count(_ file: TripFile, isConfirmed: Bool?) {
    let trip = file.verdict.identifier
    changed.remove(trip)
    var counted = counted[trip] ?? Counted()
    for step in LedgerStep.allCases where !counted.steps.contains(step) && (!step.needsConfirmation || isConfirmed == true) {
      guard let span = step.span(of: file.ledger) else { continue }
      ledger.observe(step, nanoseconds: span)
      counted.steps.insert(step)
    }
    blast.count(BlastTotals(file.blast, isConfirmed: isConfirmed), counted: &counted.blast)
    uncountedResources += max(0, file.blast.uncounted - counted.uncountedResources)
    counted.uncountedResources = file.blast.uncounted
    self.counted[trip] = counted
  }

  /// A trip as the topic has it: whoever wrote that has counted it.
  mutating func know(_ file: TripFile, isConfirmed: Bool?) {
    var known = TripTallies()
    known.count(file, isConfirmed: isConfirmed)
    counted[file.verdict.identifier] = known.counted[file.verdict.identifier]
    changed.remove(file.verdict.identifier)
  }

  /// The archive has no more room for it.
  mutating func forget(_ file: TripFile, isConfirmed: Bool?) {
    count(file, isConfirmed: isConfirmed)
    counted[file.verdict.identifier] = nil
  }
}
