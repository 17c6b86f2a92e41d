import ArresterBase
import ArresterEngine
import ArresterEvents

/// What a report needs of one shard, gathered while it runs. Belongs to the shard's thread until the replay is over.
final class ShardFacts: ShardExaminer {
  /// What is kept of a principal.
  final class Entry {
    var facts: PrincipalFacts
    var recent = RecentChanges()
    var story: OpenStory?

    init(_ facts: PrincipalFacts) { self.facts = facts }
  }

  private let bounds: ReportBounds
  private let windowCount: Int
  private let longest: Int64
  private let limits: [KindLimits]
  private var entries: [UInt64: Entry] = [:]
  private var regions: RegionNames
  private var sketches: [[SignalSketch]]
  private var finished: [TripStory] = []
  private var (tripsBegun, pagesBegun) = (0, 0)
  private var recentCount = 0
  /// Room is looked for again after so many changes.
  private var changesUntilSweep = 0
  private var cuts = ReportCuts()
  /// Of the change in hand.
  private var current: Entry?
  private var currentKind = PrincipalKind.unknown
  private var currentTime: Int64 = 0

  /// - Parameter bounds: this shard's part.
  init(_ model: EngineModel, _ bounds: ReportBounds) {
    self.bounds = bounds
    windowCount = model.windows.count
    longest = Int64(model.longestWindowSeconds) * Timestamp.nanosecondsPerSecond
    limits = PrincipalKind.allCases.map { KindLimits(model, $0) }
    regions = RegionNames(most: bounds.regions)
    sketches = Array(repeating: [], count: PrincipalKind.allCases.count)
  }

  // MARK: Told

  func note(_ change: ExaminedChange) {
    let header = change.frame.header.pointee
    currentKind = header.kind
    currentTime = header.time
    current = entry(of: change.frame)
    guard let entry = current else {
      cuts.changesOfUnkeptPrincipals += 1
      return
    }
    let weighs = !change.destroyed.isEmpty || change.destroyedUnnamed > 0
    entry.facts.count(header, weighs: weighs)
    closeStory(of: entry, before: header.time)
    guard !change.isTooLate else { return }
    let coming = ComingChange(
      change: StoryChange(
        time: header.time, region: regions.number(of: change.frame), effect: header.effect, isFailed: header.flags.contains(.failed),
        isPlanned: change.isPlanned),
      destroyed: change.destroyed.map(\.identity), unnamed: change.destroyedUnnamed)
    if entry.story != nil {
      entry.story?.note(coming) { ShardFacts.resources(change) }
    } else {
      remember(coming, entry)
    }
  }

  func note(_ reading: WindowReading) {
    let kind = Int(currentKind.rawValue)
    if sketches[kind].isEmpty {
      sketches[kind] = (0..<windowCount).flatMap { _ in Signal.allCases.map(SignalSketch.init) }
    }
    let first = reading.window * Signal.allCases.count
    for signal in Signal.allCases { sketches[kind][first + Int(signal.rawValue)].add(reading.value(of: signal)) }
    guard let entry = current else { return }
    for signal in Signal.allCases { entry.facts.raise(signal, reading.window, to: Float(reading.value(of: signal))) }
    let (soft, hard) = limits[kind].shares(reading)
    entry.recent.raise(soft: soft, hard: hard)
    guard max(soft, hard) > entry.facts.nearest else { return }
    entry.facts.nearest = max(soft, hard)
    entry.facts.nearestAt = currentTime
  }

  func note(_ verdict: Verdict, restoresAt: Int64) {
    guard let entry = current else { return }
    recentCount -= entry.recent.count
    if let open = entry.story { finished.append(named(open.story)) }
    entry.story = nil
    let recent = entry.recent.take(from: verdict.time - longest, planned: verdict.plan != nil)
    guard begins(verdict) else { return }
    entry.story = OpenStory(verdict, restoresAt: restoresAt, recent, bounds)
  }

  // MARK: Done

  /// What a shard found. The order of its parts means nothing.
  struct Findings {
    var principals: [PrincipalFacts]
    var stories: [TripStory]
    /// By kind, then window and signal; empty for a kind without a reading.
    var sketches: [[SignalSketch]]
    var cuts: ReportCuts
  }

  /// - Complexity: O(principals).
  func finish() -> Findings {
    for entry in entries.values {
      if let open = entry.story { finished.append(named(open.story)) }
      entry.story = nil
    }
    cuts.changesInOtherRegions = regions.overflows
    cuts.changesOfStories = finished.reduce(0) { $0 + $1.hidden }
    return Findings(principals: entries.values.map(\.facts), stories: finished, sketches: sketches, cuts: cuts)
  }

  // MARK: Parts

  private func entry(of frame: EventFrame) -> Entry? {
    let hash = frame.header.pointee.principalHash
    if let known = entries[hash] { return known }
    guard entries.count < bounds.principals else { return nil }
    let entry = Entry(PrincipalFacts(frame, windows: windowCount))
    entries[hash] = entry
    return entry
  }

  private func closeStory(of entry: Entry, before time: Int64) {
    guard let open = entry.story, !open.covers(time) else { return }
    finished.append(named(open.story))
    entry.story = nil
  }

  private func named(_ story: TripStory) -> TripStory {
    var story = story
    story.regions = regions.names
    return story
  }

  /// Whether there is room for the story. The first ones are told: a shard's verdicts come in order of time, but for late ones.
  private func begins(_ verdict: Verdict) -> Bool {
    if verdict.type == .trip {
      tripsBegun += 1
      if tripsBegun > bounds.trips { cuts.trips += 1 }
      return tripsBegun <= bounds.trips
    }
    pagesBegun += 1
    if pagesBegun > bounds.pages { cuts.pages += 1 }
    return pagesBegun <= bounds.pages
  }

  private func remember(_ coming: ComingChange, _ entry: Entry) {
    changesUntilSweep = max(0, changesUntilSweep - 1)
    if recentCount >= bounds.recentChanges, changesUntilSweep == 0 { makeRoom(coming.change.time) }
    guard recentCount < bounds.recentChanges else {
      cuts.recentChanges += 1
      return
    }
    let before = entry.recent.count
    entry.recent.append(
      coming, longest: longest, most: bounds.recentChangesPerPrincipal, mostDestroyed: bounds.resourcesPerStory)
    recentCount += entry.recent.count - before
  }

  /// Forgets what is older than any window, of those who have gone quiet. O(principals), for an eighth as
  /// many changes as may be kept.
  private func makeRoom(_ now: Int64) {
    for entry in entries.values where entry.recent.newest < now - longest {
      recentCount -= entry.recent.count
      entry.recent = RecentChanges()
    }
    changesUntilSweep = bounds.recentChanges / 8
  }

  private static func resources(_ change: ExaminedChange) -> [EvidenceResource] {
    let header = change.frame.header.pointee
    return change.destroyed.map { resource in
      EvidenceResource(
        identifier: change.frame.name(of: resource).text, action: change.frame.action.text, effect: header.effect, time: header.time,
        region: change.frame.region.text, severity: Int(resource.severity),
        isReversible: resource.severity < 8 && !header.flags.contains(.irreversible))
    }
  }
}
