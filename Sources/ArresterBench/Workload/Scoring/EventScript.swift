import ArresterBase
import ArresterEvents

/// What is written over a template for one event.
struct ScriptedEvent {
  var principalHash: UInt64
  var sessionHash: UInt64
  /// Eight digits of the principal's name, as bytes.
  var principalDigits: UInt64
  var template: UInt8 = 0
  /// How long before the newest event it happened.
  var latenessSeconds: UInt16 = 0
}

/// Draws the changes of many principals: 95 % in one region, the rest in three others. The same ones for the same shape.
struct EventScript {
  let shape: ScoringShape
  let templates: [FrameTemplate]
  private let people: [ScriptedEvent]
  private let zipf: Zipf
  private var random: SplitMix

  private static let regions = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2"]
  private static let effects = [Effect.modify, .create, .delete]

  init(_ shape: ScoringShape) {
    self.shape = shape
    zipf = Zipf(count: shape.principals, exponent: shape.skew)
    random = SplitMix(seed: shape.seed)
    let builder = EventFrameBuilder()
    people = (0..<shape.principals).map { EventScript.identity($0, shape, builder) }
    templates = EventScript.effects.flatMap { effect in
      EventScript.regions.map { region in
        let event = FrameTemplate.event(principal: 0, effect: effect, region: region, resources: shape.resourcesPerEvent)
        return FrameTemplate(event, items: shape.resourcesPerEvent, builder)
      }
    }
    // A frame is a view: what was built must not be freed while it is read.
    withExtendedLifetime(builder) {}
  }

  /// O(log principals).
  mutating func next() -> ScriptedEvent {
    var event = people[zipf.draw(&random)]
    event.sessionHash &+= UInt64.random(in: 0..<shape.sessions, using: &random)
    event.template = drawTemplate()
    guard random.chance(shape.lateShare) else { return event }
    event.latenessSeconds = .random(in: 1..<UInt16(WorkloadShape.maximumLatenessSeconds), using: &random)
    return event
  }

  private mutating func drawTemplate() -> UInt8 {
    let effect = Double.random(in: 0..<1, using: &random)
    let place = random.chance(0.95) ? 0 : UInt8.random(in: 1...3, using: &random)
    let row: UInt8 = effect < shape.deleteShare ? 2 : effect < shape.deleteShare + shape.createShare ? 1 : 0
    return row * UInt8(EventScript.regions.count) + place
  }

  private static func identity(_ number: Int, _ shape: ScoringShape, _ builder: EventFrameBuilder) -> ScriptedEvent {
    let frame = builder.frame(of: FrameTemplate.event(principal: number))
    let digits = frame.principal.loadUnaligned(fromByteOffset: FrameTemplate.principalPrefix.utf8.count, as: UInt64.self)
    let hash = frame.header.pointee.principalHash
    return ScriptedEvent(
      // The high half of the hash chooses the shard.
      principalHash: shape.isOneShard ? hash & 0xffff_ffff | 77 << 32 : hash, sessionHash: frame.header.pointee.sessionHash,
      principalDigits: digits)
  }
}
