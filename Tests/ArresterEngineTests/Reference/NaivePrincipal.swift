import ArresterBase
import ArresterEvents

@testable import ArresterEngine

/// Everything that one principal of one kind did, and its latch.
final class NaivePrincipal {
  let model: EngineModel
  let identity: ChangeEvent
  var latch = NaiveLatch()
  /// In order of arrival, since the windows were last cleared.
  private(set) var entries: [NaiveEntry] = []
  /// When it created what it created, by every name.
  private(set) var made: [Int: [Int64]] = [:]
  /// The same without what was planned, which recreates nothing.
  private var madeOpenly: [Int: [Int64]] = [:]
  /// What was counted apart, in order of arrival.
  var apart: [NaiveOccurrence: [NaiveEntry]] = [:]
  /// Limits, by their place in the model, that stood at half and have not been seen below since.
  var warned: Set<Int> = []
  private var newestSecond = Int.min
  private(set) var baseline = NaiveBaseline()
  let numbers: NaiveNumbers

  init(_ model: EngineModel, _ first: ChangeEvent, _ numbers: NaiveNumbers) {
    self.model = model
    identity = first
    self.numbers = numbers
  }

  var limits: [Limit] { model.limits[identity.kind] }
  var longest: Int64 { Int64(model.windows.map(\.seconds).max()!) * 1_000_000_000 }

  func process(_ event: ChangeEvent, watermark: Int64, isTooLate: Bool, isObserving: Bool) -> [Verdict] {
    let planned = plan(for: event)
    guard counts(event) else {
      if !isTooLate { noteMade(event, isPlanned: planned != nil) }
      return []
    }
    let strikes = planned?.plan.oneStrikes.contains(event.action) != true && isOneStrike(event, watermark)
    var verdicts: [Verdict] = []
    if !isTooLate, let planned {
      noteMade(event, isPlanned: true)
      apart[planned.occurrence, default: []].append(NaiveEntry(event, numbers))
      if !strikes, !event.flags.contains(.failed), !isObserving { verdicts = judge(event, planned.plan, planned.occurrence) }
    } else if !isTooLate {
      let isNewest = add(event)
      if !strikes, !event.flags.contains(.failed), !isObserving { verdicts = judge(event, isNewest) }
    }
    if isObserving { return [] }
    if strikes {
      verdicts.append(trip(NaiveFinding(.oneStrike, longestWindow(at: event)), event))
    } else if event.flags.contains(.tampering), !latch.isTripped {
      verdicts.append(trip(NaiveFinding(.tampering, longestWindow(at: event)), event))
    }
    return verdicts
  }

  func restore(at time: Int64) {
    guard latch.isTripped else { return }
    latch.restore(at: time)
    clear()
  }

  func trip(_ finding: NaiveFinding, _ event: ChangeEvent) -> Verdict {
    trip(event) { explain(finding, event, $0) }
  }

  func trip(_ event: ChangeEvent, _ explaining: (Verdict.Kind) -> Verdict) -> Verdict {
    let isPage = model.responses[identity.kind] == .page
    if let policy = model.baseline { baseline.noteTrip(newest: newestSecond, lateness: lateness, policy) }
    latch.trip(at: event.time, model.hold, isPage ? .atEndOfHold : model.hold.restoration)
    let verdict = explaining(isPage ? .page : .trip)
    clear()
    return verdict
  }

  private var lateness: Int { model.latenessSeconds[identity.platform] }

  // MARK: Baseline

  func markLoud(_ window: NaiveWindow) { if let policy = model.baseline { baseline.markLoud(window.last, policy) } }

  func learnt(_ window: NaiveWindow) -> NaiveLimit? {
    guard let policy = model.baseline, policy.covers(model.windows[window.index]) else { return nil }
    let shape = model.windows[window.index]
    let lessons = baseline.lessons(finalBefore: window.last - shape.bucketSeconds + 1, lateness: lateness, policy)
    return NaiveLimit(lessons, shape.seconds, policy)
  }

  /// The limit as it is moved in the window.
  func moved(_ limit: Limit, _ window: NaiveWindow) -> Limit {
    guard let policy = model.baseline, limit.signal == .velocity, let soft = limit.soft, let learnt = learnt(window) else { return limit }
    var moved = limit
    moved.soft = max(soft, min(Double(learnt.limit), soft * policy.mostFactor, limit.hard ?? .infinity))
    return moved
  }

  // MARK: What counts

  private func counts(_ event: ChangeEvent) -> Bool {
    if latch.isTripped {
      guard let end = latch.endsAt, event.time > end else { return false }
      latch.restore(at: end)
      clear()
    }
    return event.time > latch.restoredAt ?? .min
  }

  private func clear() {
    entries = []
    apart = [:]
    warned = []
    newestSecond = .min
    baseline.clear()
  }

  private func isOneStrike(_ event: ChangeEvent, _ watermark: Int64) -> Bool {
    guard event.flags.contains(.oneStrike) else { return false }
    if event.flags.contains(.guardrailStrike) || event.resources.isEmpty || event.itemCount > event.resources.count { return true }
    return event.resources.contains { resource in
      if event.effect == .delete || event.effect == .disrupt, resource.severity == 0 { return false }
      let times = resource.names.flatMap { made[numbers.number(ResourceName(event, $0))] ?? [] }
      return !times.contains { $0 < event.time && event.time - $0 <= longest && $0 >= oldestKept(watermark) }
    }
  }

  /// Too late events ask about times of which an idle principal may be forgotten; creates of before count for nobody.
  private func oldestKept(_ watermark: Int64) -> Int64 {
    let widest = model.windows.map(\.bucketSeconds).max()!
    let horizon = model.windows.map(\.seconds).max()! + widest + model.latenessSeconds[identity.platform]
    return (watermark / 1_000_000_000 - Int64(horizon)) * 1_000_000_000
  }

  /// - Returns: whether no counted event is newer.
  private func add(_ event: ChangeEvent) -> Bool {
    noteMade(event, isPlanned: false)
    var entry = NaiveEntry(event, numbers)
    entry.weigh(made, openly: madeOpenly, longest: longest)
    entry.isSaturated =
      (event.effect == .delete || event.effect == .disrupt) && !event.flags.contains(.failed) && event.severity > 0
      && event.itemCount > event.resources.count
    let isNewest = entry.second >= newestSecond
    if isNewest { forgetWarningsOfEmptyWindows(entry.second) }
    newestSecond = max(newestSecond, entry.second)
    entries.append(entry)
    if let policy = model.baseline, entry.isChange { baseline.count(entry.second, policy) }
    weighAll()
    return isNewest
  }

  private func noteMade(_ event: ChangeEvent, isPlanned: Bool) {
    guard event.effect == .create, !event.flags.contains(.failed) else { return }
    for name in event.resources.flatMap(\.names) {
      let number = numbers.number(ResourceName(event, name))
      made[number, default: []].append(event.time)
      if !isPlanned { madeOpenly[number, default: []].append(event.time) }
    }
    if isPlanned { weighAll() }
  }

  private func weighAll() {
    for index in entries.indices { entries[index].weigh(made, openly: madeOpenly, longest: longest) }
  }

  /// A window in which nothing is left has fallen below its limits.
  private func forgetWarningsOfEmptyWindows(_ second: Int) {
    for index in model.windows.indices {
      let window = window(index, endingAt: second)
      if !entries.contains(where: window.contains) { warned.subtract(limits.indices.filter { limits[$0].window == index }) }
    }
  }

  // MARK: Windows

  func window(_ index: Int, endingAt second: Int) -> NaiveWindow {
    let shape = model.windows[index]
    return NaiveWindow(index, shape.seconds, shape.bucketSeconds, bucket: second / shape.bucketSeconds)
  }

  private func longestWindow(at event: ChangeEvent) -> NaiveWindow {
    window(model.windows.count - 1, endingAt: Int(event.time / 1_000_000_000))
  }

  /// The windows that hold `second` and end in a bucket with a counted change of the key, the earlier first.
  func windows(_ index: Int, holding second: Int, session: String?) -> [NaiveWindow] {
    let changed = entries.filter { !$0.isFailed && (session == nil || $0.event.session == session) }
    return Set(changed.map { window(index, endingAt: $0.second) }).filter { $0.first <= second && second <= $0.last }
      .sorted { $0.last < $1.last }
  }
}
