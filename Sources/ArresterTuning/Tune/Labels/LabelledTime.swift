import ArresterBase
import ArresterEngine

/// Labels as they are asked: what is a trip of this principal at this time?
struct LabelledTime {
  private struct Span {
    var range: ClosedRange<Int64>
    var judgement: Judgement
    /// Index into the cases.
    var number: Int?
  }

  private var spans: [String: [Span]] = [:]
  /// Harmful behaviour, each to be stopped once.
  private(set) var cases: [HarmfulCase] = []

  /// - Throws: `TuneLabelProblems` for trips that the current model does not give.
  init(_ labels: TuneLabels, trips: [String: (principal: String, range: ClosedRange<Int64>)]) throws {
    var numbers: [String: Int] = [:]
    var problems: [String] = []
    for (index, label) in labels.labels.enumerated() {
      let principal: String
      let range: ClosedRange<Int64>
      switch label.subject {
      case .principal(let name, let times): (principal, range) = (name, times)
      case .trip(let identifier):
        guard let trip = trips[identifier] else {
          problems.append("labels[\(index)].trip: the current model does not give \(identifier) on these files, with these kinds and plans")
          continue
        }
        (principal, range) = trip
      }
      let name = label.scenario ?? "\(principal) \(Timestamp.format(range.lowerBound))"
      var span = Span(range: range, judgement: label.judgement)
      if label.judgement == .harmful {
        let number = numbers[name] ?? cases.count
        if number == cases.count { cases.append(HarmfulCase(name: name)) }
        numbers[name] = number
        cases[number].spans.append((principal, range))
        span.number = number
      }
      spans[principal, default: []].append(span)
    }
    guard problems.isEmpty else { throw TuneLabelProblems(path: "", problems: problems) }
  }

  /// Where labels overlap, harmful comes before unknown, and unknown before fine.
  /// - Returns: what a trip at this time is, and of which case where it is right.
  func judge(_ principal: String, at time: Int64) -> (judgement: Judgement, number: Int?) {
    let covering = (spans[principal] ?? []).filter { $0.range.contains(time) }
    if let harmful = covering.first(where: { $0.judgement == .harmful }) { return (.harmful, harmful.number) }
    return (covering.contains { $0.judgement == .unknown } ? .unknown : .fine, nil)
  }

  mutating func measureDamage(_ principals: [TracedPrincipal]) {
    for index in cases.indices { cases[index].measureDamage(principals) }
  }
}

/// Something harmful: one right trip among its principals detects it.
struct HarmfulCase {
  var name: String
  var spans: [(principal: String, range: ClosedRange<Int64>)] = []
  /// Distinct resources destroyed up to each time at which there was one more, over all principals of the case.
  private var damage: [(time: Int64, destroyed: Int)] = []

  init(name: String) { self.name = name }

  /// One of its principals changed something, or tried to, within its times.
  private(set) var isSeen = false

  /// Event time at which it begins, nanoseconds.
  var begin: Int64 { spans.map(\.range.lowerBound).min() ?? .min }

  /// Distinct resources destroyed in all, had nobody been stopped.
  var destroyed: Int { damage.last?.destroyed ?? 0 }

  /// - Parameter time: nil for the end.
  func destroyed(upTo time: Int64?) -> Int {
    guard let time else { return destroyed }
    return damage.last { $0.time <= time }?.destroyed ?? 0
  }

  /// Of any weight above 0. What their maker takes away again counts too: here it is damage, whoever made it.
  fileprivate mutating func measureDamage(_ principals: [TracedPrincipal]) {
    var destroyed: [(time: Int64, identity: UInt64)] = []
    for span in spans {
      for principal in principals where principal.key.principal == span.principal {
        for frame in principal.changes where span.range.contains(frame.header.pointee.time) {
          isSeen = true
          guard frame.header.pointee.effect.isDestructive, !frame.header.pointee.flags.contains(.failed) else { continue }
          for resource in frame.resources where resource.severity > 0 { destroyed.append((frame.header.pointee.time, resource.identity)) }
        }
      }
    }
    destroyed.sort { $0.time < $1.time }
    var seen: Set<UInt64> = []
    damage = []
    for entry in destroyed where seen.insert(entry.identity).inserted { damage.append((entry.time, seen.count)) }
  }
}
