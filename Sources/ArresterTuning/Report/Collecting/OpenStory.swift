import ArresterEngine
import ArresterEvents

/// A story that goes on: the principal is tripped.
struct OpenStory {
  private(set) var story: TripStory
  private let bounds: ReportBounds
  private let restoresAt: Int64
  private var before: Set<UInt64>
  private var after: Set<UInt64> = []

  /// - Parameter recent: handed over by the principal's recent changes, the one that trips among them.
  init(
    _ verdict: Verdict, restoresAt: Int64, _ recent: RecentChanges.Beginning, _ bounds: ReportBounds
  ) {
    story = TripStory(verdict: verdict, restoresAt: restoresAt == Latch.never ? nil : restoresAt)
    story.before = recent.changes
    story.hidden = recent.lost
    story.destroyedBefore = recent.destroyed.count + recent.unnamed
    before = recent.destroyed
    self.restoresAt = restoresAt
    self.bounds = bounds
  }

  /// Whether a change of that time still belongs to it.
  func covers(_ time: Int64) -> Bool { time <= restoresAt }

  /// - Parameter list: the resources, where they are to be listed.
  mutating func note(_ coming: ComingChange, _ list: () -> [EvidenceResource]) {
    var change = coming.change
    if change.time <= story.verdict.time {
      // Of the trip's own second or late: not to be saved.
      change.destroyed = UInt16(clamping: count(coming, &before))
      story.destroyedBefore += Int(change.destroyed)
      insert(change, into: \.before)
      return
    }
    let destroyed = count(coming, &after)
    change.destroyed = UInt16(clamping: destroyed)
    story.destroyedAfter += destroyed
    if change.isFailed { story.failedAfter += 1 } else { story.changesAfter += 1 }
    story.lastAfter = max(story.lastAfter ?? .min, change.time)
    if destroyed > 0 { for resource in list() { insert(resource) } }
    insert(change, into: \.after)
  }

  private func count(_ coming: ComingChange, _ seen: inout Set<UInt64>) -> Int {
    coming.unnamed
      + coming.destroyed.count { seen.count < bounds.resourcesPerStory ? seen.insert($0).inserted : !seen.contains($0) }
  }

  private mutating func insert(_ change: StoryChange, into list: WritableKeyPath<TripStory, [StoryChange]>) {
    guard story[keyPath: list].count < bounds.changesAfterTrip else {
      story.hidden += 1
      return
    }
    let place = story[keyPath: list].lastIndex { $0.time <= change.time }.map { $0 + 1 } ?? 0
    story[keyPath: list].insert(change, at: place)
  }

  private mutating func insert(_ resource: EvidenceResource) {
    guard !story.saved.contains(where: { $0.identifier == resource.identifier && $0.region == resource.region }) else { return }
    let place = story.saved.firstIndex { $0.severity < resource.severity } ?? story.saved.count
    guard place < bounds.listedResources else { return }
    story.saved.insert(resource, at: place)
    if story.saved.count > bounds.listedResources { story.saved.removeLast() }
  }
}
