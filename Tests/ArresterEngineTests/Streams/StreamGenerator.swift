import ArresterEvents

@testable import ArresterEngine

/// One step of a random stream.
enum StreamStep {
  case event(ChangeEvent)
  /// A recorded restoration of the event's principal, at the watermark of that moment.
  case restore(ChangeEvent)
}

/// Makes small streams that crowd everything the semantics speak of into a few dozen events.
struct StreamGenerator {
  /// What may occur in a stream; order tests leave out what makes signals shrink.
  struct Taste {
    var creates = true
    var permissionsOfCreated = true
    var jumps = true
    var tooLate = true
    var strikes = true
    var restorations = true
    var duplicates = true
    /// How many of the events only modify something.
    var harmlessPercent = 0
  }

  private struct Actor {
    var platform: Platform
    var kind: PrincipalKind
    var principal: String
    var sessions: [String]
  }

  var random: SeededRandom
  let model: EngineModel
  var taste = Taste()
  /// How many events there may be.
  var length = 15...70
  private var actors: [Actor] = []
  private var now: Int64 = start
  private var count = 0

  init(seed: UInt64, model: EngineModel, taste: Taste = Taste()) {
    random = SeededRandom(seed: seed)
    self.model = model
    self.taste = taste
    let actorCount = random.number(1...3)
    for index in 0..<actorCount { actors.append(makeActor(index)) }
  }

  private mutating func makeActor(_ index: Int) -> Actor {
    let kinds: [PrincipalKind] = [.agent, .agent, .agent, .unknown, .automation, .human, .service]
    // Two actors may share a name and differ in kind or platform only.
    let name = random.chance(80) ? "principal-\(index)" : "principal-0"
    let sessions = ["", "run-1", "run-2", "run-3"].filter { _ in random.chance(60) }
    return Actor(
      platform: random.chance(75) ? .aws : .kubernetes, kind: random.pick(kinds), principal: name,
      sessions: sessions.isEmpty ? [""] : sessions)
  }

  // MARK: Steps

  mutating func makeStream() -> [StreamStep] {
    let length = random.number(length)
    var events: [ChangeEvent] = []
    for _ in 0..<length {
      advance()
      if taste.duplicates, let earlier = events.last, random.chance(6) {
        events.append(repeated(random.chance(50) ? earlier : random.pick(events)))
      } else {
        events.append(makeEvent())
      }
    }
    shuffleRuns(&events)
    var steps = events.map(StreamStep.event)
    if taste.restorations {
      for index in steps.indices.reversed() where random.chance(3) { steps.insert(.restore(events[index]), at: index + 1) }
    }
    return steps
  }

  /// The same again, or the same identifier with other content.
  private mutating func repeated(_ event: ChangeEvent) -> ChangeEvent {
    guard random.chance(30) else { return event }
    var other = makeEvent()
    other.identifier = event.identifier
    return other
  }

  private mutating func shuffleRuns(_ events: inout [ChangeEvent]) {
    guard random.chance(50) else { return }
    for first in stride(from: 0, to: events.count, by: 8) {
      let last = min(events.count, first + random.number(1...8))
      events[first..<last].shuffle(using: &random)
    }
  }

  /// Bursts at one moment, parts of a second, edges of buckets to the nanosecond, and leaps that leave everything behind.
  private mutating func advance() {
    switch random.number(0...99) {
    case 0..<25: break
    case 25..<40: now += Int64(random.number(1...999_999_999))
    case 40..<75: now += Int64(random.number(1...4)) * second
    case 75..<95:
      let width = Int64(random.pick(model.windows).bucketSeconds) * second
      now = (now / width + 1) * width - Int64(random.number(0...1))
    case 95..<98: now += Int64(random.number(1...model.longestWindowSeconds)) * second
    default: if taste.jumps { now += Int64(model.longestWindowSeconds * random.number(1...4)) * second }
    }
  }

  // MARK: Events

  private mutating func makeEvent() -> ChangeEvent {
    let actor = random.pick(actors)
    count += 1
    var event = ChangeEvent(
      time: time(actor), identifier: "event-\(count)", principal: actor.principal, action: "", effect: effect())
    event.platform = actor.platform
    event.kind = actor.kind
    event.session = random.pick(actor.sessions)
    event.homeScope = "home-of-\(actor.principal)"
    event.scope = random.chance(80) ? "scope-1" : random.pick(["scope-2", "scope-3", ""])
    event.region = random.chance(70) ? "us-east-1" : random.pick(["eu-west-1", "ap-south-1", ""])
    event.resourceType = random.pick(["rds:DBInstance", "ec2:Rule", "s3:Bucket"])
    event.action = "\(event.resourceType.prefix(3)):\(event.effect.name)-\(random.number(1...2))"
    event.flags = flags(event)
    event.resources = resources(event)
    event.itemCount = max(1, event.resources.count)
    // More than a frame names: what is not named cannot be told apart.
    if event.effect.isDestructive, random.chance(2) { event.itemCount += 300 }
    return event
  }

  private mutating func time(_ actor: Actor) -> Int64 {
    guard random.chance(30) else { return now }
    let lateness = model.latenessSeconds[actor.platform]
    if taste.tooLate, random.chance(15) { return now - Int64(random.number(lateness...lateness * 2)) * second }
    return now - Int64(random.number(0...lateness)) * second + (random.chance(50) ? 0 : Int64(random.number(0...999_999_999)))
  }

  private mutating func effect() -> Effect {
    if taste.harmlessPercent > 0, random.chance(taste.harmlessPercent) { return .modify }
    return switch random.number(0...99) {
    case 0..<25: taste.creates ? .create : .modify
    case 25..<65: .delete
    case 65..<75: .disrupt
    case 75..<97: .modify
    default: .unknown
    }
  }

  private mutating func flags(_ event: ChangeEvent) -> EventFlags {
    var flags: EventFlags = []
    if event.resourceType == "rds:DBInstance" { flags.insert(.stateful) }
    if random.chance(8) { flags.insert(.failed) }
    if random.chance(8) { flags.insert(.fanOut) }
    if random.chance(18) { flags.insert(.permission) }
    if random.chance(10) { flags.insert(.irreversible) }
    if random.chance(1) { flags.insert(.unidentified) }
    guard taste.strikes else { return flags }
    if random.chance(2) { flags.formUnion(random.chance(30) ? [.oneStrike, .guardrailStrike] : .oneStrike) }
    if random.chance(1) { flags.insert(.tampering) }
    return flags
  }

  private mutating func resources(_ event: ChangeEvent) -> [ChangeEvent.Resource] {
    if random.chance(4) { return [] }
    let most = event.flags.contains(.permission) ? 2 : 4
    let count = random.chance(75) ? 1 : random.number(2...most)
    return (0..<count).map { _ in
      let number = random.number(1...7)
      let names = ["thing-\(number)", "arn:thing-\(number)", "id-\(number)"]
      let severity = event.effect.isDestructive ? random.pick([0, 1, 1, 3, 3, 3, 5, 8] as [UInt8]) : 0
      let known = random.pick([[names[0]], [names[0]], names, [names[1], names[0]], [names[2]]])
      return ChangeEvent.Resource(names: known, severity: severity)
    }
  }
}
