import ArresterEvents
import Glibc

/// A frame whose principal, session, resources and time are written over for each event. It stays in the cache, as a frame
/// that was just decoded does.
final class FrameTemplate {
  private let memory: UnsafeMutableRawPointer
  private let digits: UnsafeMutableRawPointer
  private let resourceCount: Int

  static let principalPrefix = "arn:aws:iam::111122223333:role/service-"

  /// - Parameters:
  ///   - items: how many resources the record is said to list; what is kept of them is in `event`.
  ///   - builder: used for it, and again by the next; what it builds is copied.
  init(_ event: ChangeEvent, items: Int, _ builder: EventFrameBuilder) {
    let frame = builder.frame(of: event)
    memory = .allocate(byteCount: frame.totalLength, alignment: 64)
    memcpy(memory, frame.base, frame.totalLength)
    memory.assumingMemoryBound(to: EventHeader.self).pointee.itemCount = UInt32(items)
    let copy = EventFrame(base: memory)
    resourceCount = copy.resources.count
    digits = memory + (copy.principal.baseAddress! - copy.base) + FrameTemplate.principalPrefix.utf8.count
  }

  deinit { memory.deallocate() }

  /// - Complexity: O(resources): a store for each, and six more.
  @inline(__always)
  func fill(_ event: ScriptedEvent, time: Int64, serial: UInt64) -> EventFrame {
    let header = memory.assumingMemoryBound(to: EventHeader.self)
    header.pointee.time = time
    header.pointee.principalHash = event.principalHash
    header.pointee.sessionHash = event.sessionHash
    digits.storeBytes(of: event.principalDigits, as: UInt64.self)
    let resources = (memory + MemoryLayout<EventHeader>.stride).assumingMemoryBound(to: ResourceEntry.self)
    for index in 0..<resourceCount {
      resources[index].aliases[0] = (serial &* UInt64(resourceCount) &+ UInt64(index)) &* 0x9e37_79b9_7f4a_7c15
    }
    return EventFrame(base: UnsafeRawPointer(memory))
  }

  /// An event of the principal with that number.
  static func event(principal number: Int, effect: Effect = .modify, region: String = "eu-west-1", resources: Int = 1) -> ChangeEvent {
    let text = String(number)
    let name = principalPrefix + String(repeating: "0", count: 8 - text.count) + text
    var event = ChangeEvent(
      time: 0, identifier: "4f0c8a52-9f51-4a37-b1d0-7d6f5b1c2e90", principal: name, action: action(effect), effect: effect)
    event.session = "task-4711"
    event.kind = .agent
    event.scope = "111122223333"
    event.homeScope = event.scope
    event.region = region
    event.resourceType = "sqs:Queue"
    let severity: UInt8 = effect == .delete ? 3 : 0
    event.resources = (0..<min(resources, EventFrameBuilder.maximumResources)).map { index in
      .init(names: ["orders-production-queue-\(index)"], severity: severity)
    }
    return event
  }

  private static func action(_ effect: Effect) -> String {
    switch effect {
    case .create: "sqs:CreateQueue"
    case .delete: "sqs:DeleteQueue"
    default: "sqs:SetQueueAttributes"
    }
  }
}
