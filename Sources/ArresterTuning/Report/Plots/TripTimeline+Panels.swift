import ArresterBase

/// The three parts of a trip's drawing.
extension TripTimeline {
  /// Changes that fall on one place are one mark.
  private static let stepWidth = 5.0

  private struct Place: Hashable {
    var step: Int
    var mark: EffectMark
  }

  func writeLanes(_ page: inout PageText) {
    for (index, lane) in lanes.enumerated() {
      let middle = Self.top + (Double(index) + 0.5) * Self.laneHeight
      page.line(Self.left, middle + Self.laneHeight / 2, Self.width - Self.right, middle + Self.laneHeight / 2, "grid")
      page.label(TripTimeline.shortened(lane.name), Self.left - 10, middle + 4, "end")
      var counts: [Place: Int] = [:]
      for change in shown where lane.regions.contains(change.region) {
        counts[Place(step: Int(scale.x(change.time) / Self.stepWidth), mark: EffectMark(change)), default: 0] += 1
      }
      let places = counts.sorted { ($0.key.step, $0.key.mark.rawValue) < ($1.key.step, $1.key.mark.rawValue) }
      for (place, count) in places {
        place.mark.draw((Double(place.step) + 0.5) * Self.stepWidth, middle + place.mark.offset, count: count, &page)
      }
    }
  }

  func writeLimits(top: Double, _ page: inout PageText) {
    let before = story.before.filter { $0.time >= scale.from && !$0.isFailed }
    let greatest = before.reduce(Float(1.25)) { max($0, $1.softShare, $1.hardShare) }
    let most = Double(min(greatest, 3))
    func y(_ share: Double) -> Double { top + Self.limitsHeight * (1 - min(share, most) / most) }
    for (share, style, name) in [(1.0, "limit", "limit"), (0.5, "half", "half"), (0, "axis", "0")] {
      page.line(Self.left, y(share), Self.width - Self.right, y(share), style)
      page.label(name, Self.left - 10, y(share) + 4, "end")
    }
    page.label("share of the nearest limit", Self.left, top - 8, style: "title")
    for (style, share) in [("soft", \StoryChange.softShare), ("hard", \StoryChange.hardShare)] {
      let points = before.map { (x: scale.x($0.time), y: y(Double($0[keyPath: share]))) }
      page.path(points, "curve \(style)")
      if points.count <= 60 { for point in points { page.path([point, (point.x + 0.1, point.y)], "dot \(style)") } }
    }
  }

  func writeDestroyed(top: Double, _ page: inout PageText) {
    let total = max(1, story.destroyedBefore + story.destroyedAfter)
    let base = top + Self.destroyedHeight
    func y(_ count: Int) -> Double { base - Self.destroyedHeight * Double(min(count, total)) / Double(total) }
    page.line(Self.left, base, Self.width - Self.right, base, "axis")
    page.label("0", Self.left - 10, base + 4, "end")
    page.label("\(total)", Self.left - 10, top + 4, "end")
    page.label("resources destroyed so far", Self.left, top - 8, style: "title")
    let trip = scale.x(story.verdict.time)
    // What was destroyed by changes that are not kept was destroyed before those that are.
    var count = max(0, story.destroyedBefore - story.before.reduce(0) { $0 + Int($1.destroyed) })
    let lost = steps(story.before, from: scale.x(scale.from), to: trip, &count, y)
    page.path(lost, "lost", closing: [(trip, base), (scale.x(scale.from), base)])
    guard story.destroyedAfter > 0 else { return }
    let end = Self.width - Self.right
    let saved = steps(story.after, from: trip, to: end, &count, y)
    page.path(saved, "saved", closing: [(end, y(story.destroyedBefore)), (trip, y(story.destroyedBefore))])
    page.path([(trip, y(story.destroyedBefore)), (end, y(story.destroyedBefore))], "kept")
  }

  private func steps(
    _ changes: [StoryChange], from: Double, to: Double, _ count: inout Int, _ y: (Int) -> Double
  ) -> [(x: Double, y: Double)] {
    var points = [(x: from, y: y(count))]
    for change in changes where change.destroyed > 0 {
      let x = min(to, max(from, scale.x(change.time)))
      points.append((x, y(count)))
      count += Int(change.destroyed)
      points.append((x, y(count)))
    }
    points.append((to, y(count)))
    return points
  }

  private static func shortened(_ name: String) -> String { name.count > 18 ? name.prefix(17) + "…" : name }
}
