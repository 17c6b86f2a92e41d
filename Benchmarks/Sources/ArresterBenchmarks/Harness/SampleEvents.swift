import ArresterBench
import ArresterEngine
import ArresterEvents

/// Events to build other things from.
enum SampleEvents {
  /// A queue is changed, or with a number another one deleted.
  static func change(kind: PrincipalKind, deletes queue: Int? = nil) -> ChangeEvent {
    let action = queue == nil ? "sqs:SetQueueAttributes" : "sqs:DeleteQueue"
    let number = queue ?? 0
    var event = ChangeEvent(
      time: CloudTrailWorkload.firstTime + Int64(number) * 1_000_000_000, identifier: "4f0c8a52-9f51-4a37-b1d0-7d6f5b1c2e9\(number)",
      principal: "arn:aws:iam::111122223333:role/claude-code-worker-00000001", action: action, effect: queue == nil ? .modify : .delete)
    event.session = "task-4711"
    event.kind = kind
    event.scope = "111122223333"
    event.homeScope = event.scope
    event.region = "eu-west-1"
    event.resourceType = "sqs:Queue"
    event.resources = [.init(names: ["orders-production-queue-\(number)"], severity: queue == nil ? 0 : 3)]
    return event
  }

  /// What comes of an agent that deletes one queue after another.
  static func trip(_ model: EngineModel) -> Verdict? {
    let shard = Shard(model: model)
    let builder = EventFrameBuilder()
    for queue in 0..<100 {
      let frame = builder.frame(of: change(kind: .agent, deletes: queue))
      shard.process(frame, watermark: frame.header.pointee.time, isTooLate: false)
      if let trip = shard.takeVerdicts().first(where: { $0.type == .trip }) { return trip }
    }
    return nil
  }
}
