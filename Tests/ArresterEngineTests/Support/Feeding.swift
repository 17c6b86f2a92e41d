import ArresterBase
import ArresterEvents

@testable import ArresterEngine

/// Events through `Admission` into one `Shard`, as the pipeline feeds it with one shard.
final class Engine {
  let shard: Shard
  let admission: Admission
  private let builder = EventFrameBuilder()

  init(_ model: EngineModel) {
    shard = Shard(model: model)
    admission = Admission(model: model)
  }

  @discardableResult
  func feed(_ event: ChangeEvent) -> Admission.Outcome {
    let frame = builder.frame(of: event)
    let (outcome, watermark) = admission.admit(frame)
    if outcome != .duplicate { shard.process(frame, watermark: watermark, isTooLate: outcome == .tooLate) }
    return outcome
  }

  func feed(_ events: [ChangeEvent]) { for event in events { feed(event) } }

  /// Feeds the events and hands their verdicts over.
  func verdicts(_ events: [ChangeEvent]) -> [Verdict] {
    feed(events)
    return shard.takeVerdicts()
  }

  /// The record of a principal; nil where it has none.
  func record(_ event: ChangeEvent) -> UnsafeMutablePointer<PrincipalRecord>? {
    shard.table.find(builder.frame(of: event)).map { shard.table.slab[$0] }
  }
}

extension Engine {
  /// The values of the newest window of a record.
  func newest(_ record: UnsafeMutablePointer<PrincipalRecord>, _ window: Int) -> WindowValues {
    shard.clock.move(to: Int(record.pointee.newestSecond))
    return shard.evaluator.newest(record, window, shard.clock, shard.limits[record.pointee.kind, window])
  }
}

func verdicts(_ events: [ChangeEvent], _ model: EngineModel = makeDefaultModel()) -> [Verdict] { Engine(model).verdicts(events) }

/// Writes events that differ in what a test is about, and in nothing else.
struct EventMaker {
  var principal = "arn:aws:iam::111122223333:role/deploy-agent"
  var kind = PrincipalKind.agent
  var session = "run-1"
  var region = "us-east-1"
  var type = "rds:DBInstance"
  var isStateful = false
  private var count = 0

  init() {}

  /// - Parameter at: seconds after `start`.
  mutating func make(
    _ effect: Effect, _ names: [String] = [], at: Double, severity: UInt8 = 3, flags: EventFlags = []
  ) -> ChangeEvent {
    count += 1
    var event = ChangeEvent(
      time: start + Int64(at * Double(second)), identifier: "event-\(count)", principal: principal, action: "rds:\(effect.name)",
      effect: effect)
    event.scope = "111122223333"
    event.homeScope = "111122223333"
    event.session = session
    event.kind = kind
    event.region = region
    event.resourceType = type
    event.flags = isStateful ? flags.union(.stateful) : flags
    event.resources = names.map { ChangeEvent.Resource(names: [$0], severity: effect.isDestructive ? severity : 0) }
    return event
  }

  mutating func delete(_ name: String, at: Double, severity: UInt8 = 3, flags: EventFlags = []) -> ChangeEvent {
    make(.delete, [name], at: at, severity: severity, flags: flags)
  }

  mutating func create(_ name: String, at: Double, flags: EventFlags = []) -> ChangeEvent { make(.create, [name], at: at, flags: flags) }

  mutating func modify(at: Double, flags: EventFlags = []) -> ChangeEvent { make(.modify, ["thing"], at: at, flags: flags) }
}
