import ArresterBase
import ArresterEvents

@testable import ArresterEngine

/// Sections 3 to 5 of semantics.md, written down as slowly and plainly as they read: every event is kept, every window that
/// holds a changed event is computed again from all of them. Shares no code with the engine.
final class NaiveReference {
  private struct Key: Hashable {
    var platform: Platform
    var principal: String
    var kind: PrincipalKind
  }

  /// What makes two records the same event (section 2).
  private struct Fingerprint: Hashable {
    var identifier: String
    var time: Int64
    var platform: Platform
    var principal: String
    var action: String
    var resources: [ResourceName]
    var itemCount: Int
  }

  let model: EngineModel
  var verdicts: [Verdict] = []
  /// Never trips: the contents of all windows are kept, for `NaivePrincipal.allBreaches`.
  var isObserving = false
  /// Places in `verdicts` of those that a too late event set off.
  private(set) var tooLateVerdicts: Set<Int> = []
  private(set) var watermarks: [Platform: Int64] = [:]
  private var seen: Set<Fingerprint> = []
  private var principals: [Key: NaivePrincipal] = [:]
  private let numbers = NaiveNumbers()

  init(_ model: EngineModel) { self.model = model }

  var everyone: [NaivePrincipal] { Array(principals.values) }

  @discardableResult
  func process(_ event: ChangeEvent) -> Admission.Outcome {
    let watermark = max(watermarks[event.platform] ?? .min, event.time)
    watermarks[event.platform] = watermark
    let isTooLate = event.time < watermark - Int64(model.latenessSeconds[event.platform]) * 1_000_000_000
    if !isTooLate, !seen.insert(fingerprint(event)).inserted { return .duplicate }
    judge(event, isTooLate, watermark)
    return isTooLate ? .tooLate : .accepted
  }

  /// A recorded restoration, at the watermark of that moment.
  func restore(_ event: ChangeEvent, at time: Int64) { find(event)?.restore(at: time) }

  private func find(_ event: ChangeEvent) -> NaivePrincipal? {
    principals[Key(platform: event.platform, principal: event.principal, kind: event.kind)]
  }

  private func judge(_ event: ChangeEvent, _ isTooLate: Bool, _ watermark: Int64) {
    if model.responses[event.kind] == .none || event.flags.contains(.unidentified) { return }
    let key = Key(platform: event.platform, principal: event.principal, kind: event.kind)
    let principal = principals[key] ?? NaivePrincipal(model, event, numbers)
    principals[key] = principal
    let fresh = principal.process(event, watermark: watermark, isTooLate: isTooLate, isObserving: isObserving)
    if isTooLate { tooLateVerdicts.formUnion(verdicts.count..<verdicts.count + fresh.count) }
    verdicts += fresh
  }

  private func fingerprint(_ event: ChangeEvent) -> Fingerprint {
    Fingerprint(
      identifier: event.identifier, time: event.time, platform: event.platform, principal: event.principal, action: event.action,
      resources: event.resources.map { ResourceName(event, $0.names[0]) }, itemCount: event.itemCount)
  }
}

/// A name is unique within type, scope and region.
struct ResourceName: Hashable {
  var type: String
  var scope: String
  var region: String
  var name: String

  init(_ event: ChangeEvent, _ name: String) {
    type = event.resourceType.lowercased()
    scope = event.scope
    region = event.region
    self.name = name
  }
}

/// Small numbers for names, only because comparing them is quicker.
final class NaiveNumbers {
  private var names: [ResourceName: Int] = [:]

  func number(_ name: ResourceName) -> Int {
    if let number = names[name] { return number }
    names[name] = names.count
    return names.count - 1
  }
}
