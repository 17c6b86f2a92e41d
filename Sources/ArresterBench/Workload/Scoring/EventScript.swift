import ArresterBase
import ArresterEvents

/// What is written over a template for one event.
struct ScriptedEvent {
  var principalHash: UInt64
  var sessionHash: UInt64
  /// Eight digits of the principal's name, as bytes.
  var principalDigits: UInt64
  var template: UInt8
  /// How long before the newest event it happened.
  var latenessSeconds: UInt16
}

/// A stream of changes of many principals, repeated for ever with later times.
///
/// 12 % create, `deleteShare` delete, the rest modify; 95 % in one region, the rest in three others; two sessions a principal.
/// 20 changes an hour a principal on average, which at Zipf 0.99 is thousands for the busiest.
struct EventScript {
  let events: [ScriptedEvent]
  let templates: [FrameTemplate]
  /// Event time between two events.
  let stepNanoseconds: Int64

  static let firstTime: Int64 = 1_767_225_600_000_000_000
  private static let regions = ["eu-west-1", "eu-central-1", "us-east-1", "us-west-2"]
  private static let effects = [Effect.modify, .create, .delete]

  init(principals: Int, deleteShare: Double, lateShare: Double, count: Int = 1 << 20) {
    var random = SplitMix(seed: 4711)
    let zipf = Zipf(count: principals, exponent: 0.99)
    let builder = EventFrameBuilder()
    let people = (0..<principals).map { EventScript.identity($0, builder) }
    templates = EventScript.effects.flatMap { effect in
      EventScript.regions.map { FrameTemplate(FrameTemplate.event(principal: 0, effect: effect, region: $0), builder) }
    }
    events = (0..<count).map { _ in
      var event = people[zipf.draw(&random)]
      event.sessionHash &+= UInt64.random(in: 0...1, using: &random)
      event.template = EventScript.template(&random, deleteShare)
      if Double.random(in: 0..<1, using: &random) < lateShare { event.latenessSeconds = .random(in: 1...599, using: &random) }
      return event
    }
    // A frame is a view: what was built must not be freed while it is read.
    withExtendedLifetime(builder) {}
    stepNanoseconds = 180 * Timestamp.nanosecondsPerSecond / Int64(principals)
  }

  private static func identity(_ number: Int, _ builder: EventFrameBuilder) -> ScriptedEvent {
    let frame = builder.frame(of: FrameTemplate.event(principal: number))
    let digits = frame.principal.loadUnaligned(fromByteOffset: FrameTemplate.principalPrefix.utf8.count, as: UInt64.self)
    return ScriptedEvent(
      principalHash: frame.header.pointee.principalHash, sessionHash: frame.header.pointee.sessionHash, principalDigits: digits,
      template: 0, latenessSeconds: 0)
  }

  private static func template(_ random: inout SplitMix, _ deleteShare: Double) -> UInt8 {
    let effect = Double.random(in: 0..<1, using: &random)
    let place = Double.random(in: 0..<1, using: &random) < 0.95 ? 0 : UInt8.random(in: 1...3, using: &random)
    return (effect < deleteShare ? 2 : effect < deleteShare + 0.12 ? 1 : 0) * UInt8(regions.count) + place
  }
}
