import ArresterBase

/// What somebody ought to have said about a time range of a principal.
public enum Judgement: String, Sendable, CaseIterable, Codable {
  case harmful
  case fine
  /// A trip within it is neither right nor wrong.
  case unknown
}

/// Who acted from when to when, under which judgement.
struct LabelledActs: Sendable {
  /// Closed range of event times, nanoseconds since 1970 UTC.
  struct Act: Sendable, Equatable {
    var principal: String
    var judgement: Judgement
    var first: Int64
    var last: Int64
  }

  private(set) var acts: [Act] = []
  private var judgement = Judgement.fine

  mutating func judge(_ judgement: Judgement) { self.judgement = judgement }

  /// Services that act on their own are nobody's to judge.
  mutating func note(_ caller: Caller, at time: Int64) {
    guard let principal = caller.principal else { return }
    if let index = acts.lastIndex(where: { $0.principal == principal && $0.judgement == judgement }) {
      acts[index].first = min(acts[index].first, time)
      acts[index].last = max(acts[index].last, time)
    } else {
      acts.append(Act(principal: principal, judgement: judgement, first: time, last: time))
    }
  }
}
