import ArresterBase

/// A trip over time: changes by region and effect, how near they came to the limits, and what was destroyed before and after.
///
/// ```
/// regions   ■ ■■   ■|  ■ ■        one lane for each
/// limits    _/‾‾\___/|            share of the nearest soft and hard limit
/// destroyed ____/‾‾‾‾|////        before: lost; after: would have been saved
///           09:00    trip   10:00
/// ```
struct TripTimeline {
  let story: TripStory
  let scale: TimeScale
  let lanes: [Lane]

  /// A region, or all that are not among the most used.
  struct Lane {
    var name: String
    var regions: Set<UInt16>
    var changes: Int
  }

  static let width = 960.0
  static let left = 132.0
  static let right = 26.0
  static let top = 30.0
  static let laneHeight = 38.0
  static let limitsHeight = 84.0
  static let destroyedHeight = 64.0
  static let gap = 26.0
  static let mostLanes = 8

  /// - Parameter longest: of the model's windows, nanoseconds: more than that to each side of the trip is not drawn.
  init(_ story: TripStory, longest: Int64) {
    self.story = story
    let trip = story.verdict.time
    let second = Timestamp.nanosecondsPerSecond
    let first = max(story.before.first?.time ?? trip, trip - longest)
    let last = min(max(story.after.last?.time ?? trip, trip), trip + longest)
    let margin = max((last - first) / 40, 5 * second)
    scale = TimeScale(
      from: first - margin, to: last + margin, left: TripTimeline.left,
      width: TripTimeline.width - TripTimeline.left - TripTimeline.right)
    lanes = TripTimeline.lanes(of: story)
  }

  var shown: [StoryChange] { (story.before + story.after).filter { scale.from <= $0.time && $0.time <= scale.to } }

  /// Changes of the story outside of what is drawn, or not kept one by one.
  var unseen: Int { story.before.count + story.after.count + story.hidden - shown.count }

  func write(_ page: inout PageText) {
    let lanesBottom = Self.top + Double(lanes.count) * Self.laneHeight
    let limitsBottom = lanesBottom + Self.gap + Self.limitsHeight
    let bottom = limitsBottom + Self.gap + Self.destroyedHeight
    page.drawing(width: Self.width, height: bottom + 34, label: label) { page in
      writeTicks(bottom, &page)
      writeLanes(&page)
      writeLimits(top: lanesBottom + Self.gap, &page)
      writeDestroyed(top: limitsBottom + Self.gap, &page)
      writeTrip(bottom, &page)
    }
  }

  private var label: String {
    "Changes by region and effect from \(Timestamp.format(scale.from)) to \(Timestamp.format(scale.to)): "
      + "\(story.destroyedBefore) resources destroyed before the trip, \(story.destroyedAfter) after it"
  }

  private func writeTicks(_ bottom: Double, _ page: inout PageText) {
    for tick in scale.ticks {
      let x = scale.x(tick)
      page.line(x, Self.top, x, bottom, "grid")
      page.label(TimeScale.label(tick), x, bottom + 16, "middle")
    }
    page.label("\(Timestamp.format(scale.from).prefix(10)), UTC", 0, bottom + 16)
  }

  private func writeTrip(_ bottom: Double, _ page: inout PageText) {
    let x = scale.x(story.verdict.time)
    page.line(x, 18, x, bottom, "trip")
    let words = story.isTrip ? "would have tripped" : "would have paged"
    let anchor = x > Self.width * 0.7 ? "end" : "start"
    page.label("\(words) \(TimeScale.label(story.verdict.time))", x + (anchor == "end" ? -5 : 5), 14, anchor, style: "strong")
    guard let restored = story.restoresAt, restored > scale.from, restored < scale.to else { return }
    page.line(scale.x(restored), Self.top, scale.x(restored), bottom, "restored")
    page.label("restored", scale.x(restored) + 4, Self.top + 10)
  }

  private static func lanes(of story: TripStory) -> [Lane] {
    var counts: [UInt16: Int] = [:]
    for change in story.before + story.after { counts[change.region, default: 0] += 1 }
    func name(_ region: UInt16) -> String {
      let text = Int(region) < story.regions.count ? story.regions[Int(region)] : ""
      return text.isEmpty ? "global" : ShownName.text(text)
    }
    let busiest = counts.map { Lane(name: name($0.key), regions: [$0.key], changes: $0.value) }
      .sorted { $0.changes != $1.changes ? $0.changes > $1.changes : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    guard busiest.count > mostLanes else { return busiest }
    let rest = busiest[(mostLanes - 1)...]
    let others = Lane(
      name: "\(rest.count) others", regions: Set(rest.flatMap(\.regions)), changes: rest.reduce(0) { $0 + $1.changes })
    return busiest[..<(mostLanes - 1)] + [others]
  }
}
