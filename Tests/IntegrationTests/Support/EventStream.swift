import ArresterBase
import Foundation

/// Events of many principals in an order of arrival, the same for the same seed.
struct EventStream {
  /// In the order in which they arrive.
  var events: [TrailEvent]

  /// A working day long past, so that no event is from the future.
  static let longAgo = 1_767_600_000

  struct Shape {
    var start = EventStream.longAgo
    var seconds = 3 * 3600
    var agents = 12
    var people = 2
    var honest = 20
    /// Every event arrives up to so many seconds after the fact.
    var delaySeconds = 300
    /// Of a hundred events, so many arrive later than the lateness allows.
    var tooLatePercent = 0
    /// Of a hundred events, so many arrive twice.
    var duplicatePercent = 4
    /// What agents do; people confirm limits by deleting.
    var stories: [Story] = [.ceiling, .oneStrike, .recreated, .confirmed]
    /// How often each agent goes wrong: later times come after the hold of the one before.
    var rounds = 3
  }

  init(seed: UInt64, _ shape: Shape = Shape()) {
    var numbers = SeededNumbers(seed: seed)
    var happened: [TrailEvent] = []
    for agent in 0..<shape.agents {
      for round in 0..<shape.rounds {
        let story = shape.stories[(agent + round) % shape.stories.count]
        let second = shape.start + EventStream.roundOffset(round, shape) + Int.random(in: 0..<600, using: &numbers)
        happened += story.events(role: "worker-\(agent)-agent", second: second, label: "s\(seed)a\(agent)r\(round)")
      }
    }
    for person in 0..<shape.people {
      let second = shape.start + Int.random(in: 0..<shape.seconds - 600, using: &numbers)
      let role = "AWSReservedSSO_Administrator_\(person)"
      happened += (0..<4).flatMap { Story.confirmed.events(role: role, second: second + $0 * 30, label: "s\(seed)p\(person)n\($0)") }
    }
    for worker in 0..<shape.honest {
      for hour in 0..<max(1, shape.seconds / 1200) {
        let second = shape.start + hour * 1200 + Int.random(in: 0..<1000, using: &numbers)
        happened += Story.honest.events(role: "worker-\(worker)-agent-helper", second: second, label: "s\(seed)h\(worker)n\(hour)")
      }
    }
    events = EventStream.arrive(happened, shape, &numbers)
  }

  init(events: [TrailEvent]) { self.events = events }

  var lines: [String] { events.map(\.line) }

  /// The same events in another order, none moved by more than `seconds` of event time.
  func reordered(seed: UInt64, within seconds: Int) -> EventStream {
    var numbers = SeededNumbers(seed: seed)
    let keyed = events.map { ($0.second + Int.random(in: 0..<seconds, using: &numbers), $0) }
    return EventStream(events: keyed.sorted { ($0.0, $0.1.identifier) < ($1.0, $1.1.identifier) }.map(\.1))
  }

  /// Followed by an event that trips at once, by a principal of its own, later than all others.
  func endingWithStrike(by role: String = "last-agent") -> EventStream {
    let end = (events.map(\.second).max() ?? EventStream.longAgo) + 1
    return EventStream(events: events + Story.oneStrike.events(role: role, second: end, label: "end-\(role)"))
  }

  /// Writes them into a file, one a line; the caller removes it.
  func write() throws -> String {
    let file = NSTemporaryDirectory() + "arrester-events-\(UUID().uuidString).jsonl"
    try (lines.joined(separator: "\n") + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// The hold after the first trip is 15 minutes, after the second 30.
  private static func roundOffset(_ round: Int, _ shape: Shape) -> Int {
    round == 0 ? 0 : shape.seconds * round / shape.rounds
  }

  private static func arrive(_ happened: [TrailEvent], _ shape: Shape, _ numbers: inout SeededNumbers) -> [TrailEvent] {
    var arrivals: [(second: Int, event: TrailEvent)] = []
    for event in happened {
      let isLate = Int.random(in: 0..<100, using: &numbers) < shape.tooLatePercent
      let delay = isLate ? Int.random(in: 700..<1800, using: &numbers) : Int.random(in: 0...shape.delaySeconds, using: &numbers)
      arrivals.append((event.second + delay, event))
      guard Int.random(in: 0..<100, using: &numbers) < shape.duplicatePercent else { continue }
      arrivals.append((event.second + delay + Int.random(in: 0..<200, using: &numbers), event))
    }
    return arrivals.enumerated().sorted { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) }.map(\.element.event)
  }
}
