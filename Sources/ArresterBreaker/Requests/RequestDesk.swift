import ArresterBase

/// The requests that an instance knows: bounded, found by identifier and by requester, ended by time.
///
/// What is asked and approved is published; what is read back is merged. No I/O, no clock of its own, a value of its single owner.
public struct RequestDesk: Sendable {
  public let limits: RequestLimits
  public private(set) var requests: [String: PersonRequest] = [:]
  public internal(set) var counters = RequestCounters()
  public private(set) var pendingCount = 0
  private var ofOwner: [ExactText: Set<String>] = [:]
  /// Granted, and to be carried out by somebody.
  private var grantedIdentifiers: Set<String> = []
  /// Handed to whoever carries them out, by this instance.
  private var taken: Set<String> = []
  /// Merged from two records neither of which said all: the topic does not hold it yet.
  private var unpublished: Set<String> = []
  /// Nothing ends or is forgotten before this wall time. A bound from below.
  private var nextChange = Int64.max

  init(limits: RequestLimits) { self.limits = limits }

  /// Requests of one owner (`PersonRequest.owner`).
  func requests(of owner: String) -> [PersonRequest] { (ofOwner[ExactText(owner)] ?? []).compactMap { requests[$0] } }

  /// Puts a new or changed request in its place.
  mutating func store(_ request: PersonRequest) {
    if requests[request.identifier]?.state == .pending { pendingCount -= 1 }
    if request.state == .pending { pendingCount += 1 }
    requests[request.identifier] = request
    ofOwner[ExactText(request.owner), default: []].insert(request.identifier)
    if request.state == .granted, request.asked.isCarriedOut {
      grantedIdentifiers.insert(request.identifier)
    } else {
      grantedIdentifiers.remove(request.identifier)
    }
    nextChange = min(nextChange, nextChange(of: request))
  }

  private mutating func remove(_ request: PersonRequest) {
    if request.state == .pending { pendingCount -= 1 }
    requests[request.identifier] = nil
    unpublished.remove(request.identifier)
    grantedIdentifiers.remove(request.identifier)
    taken.remove(request.identifier)
    let owner = ExactText(request.owner)
    ofOwner[owner]?.remove(request.identifier)
    if ofOwner[owner]?.isEmpty ?? false { ofOwner[owner] = nil }
  }

  /// Granted, to be carried out, and not taken yet; in the order in which they were granted.
  /// - Complexity: O(1) while there is none.
  var granted: [PersonRequest] {
    grantedIdentifiers.subtracting(taken).compactMap { requests[$0] }
      .sorted { ($0.grantedAt ?? 0, $0.identifier) < ($1.grantedAt ?? 0, $1.identifier) }
  }

  mutating func take(_ request: PersonRequest) { taken.insert(request.identifier) }

  /// Every change of a known request goes through here.
  mutating func change(_ request: PersonRequest) -> RequestAction {
    var changed = request
    changed.revision += 1
    store(changed)
    return .publish(.request(changed))
  }

  /// Whether there is room for one more of this owner.
  func roomError(for owner: String) -> RequestError? {
    let own = requests(of: owner)
    let ownPending = own.count { $0.state == .pending }
    let full: (count: Int, limit: Int, what: String)? =
      if ownPending >= limits.pendingOfOne {
        (ownPending, limits.pendingOfOne, "requests of this requester are pending")
      } else if own.count >= limits.keptOfOne {
        (own.count, limits.keptOfOne, "requests of this requester are kept")
      } else if pendingCount >= limits.pending {
        (pendingCount, limits.pending, "requests are pending")
      } else if requests.count >= limits.kept {
        (requests.count, limits.kept, "requests are kept")
      } else {
        nil
      }
    guard let full else { return nil }
    return RequestError(
      code: .atLimit,
      detail: "\(full.count) \(full.what), and \(full.limit) is the limit; decide on some, or wait until they have expired")
  }

  // MARK: Records

  /// Takes over a record: what it knows is added to what is known.
  mutating func apply(_ record: PersonRequest) -> RecordOutcome {
    guard let known = requests[record.identifier] else {
      guard requests.count < limits.kept else {
        counters.refusedRecords += 1
        return .refusedAtLimit
      }
      store(record)
      return .applied
    }
    guard let merged = known.merged(with: record) else {
      counters.refusedRecords += 1
      return .stale
    }
    guard merged != known else {
      counters.staleRecords += 1
      return .stale
    }
    if !merged.hasSameFacts(as: known), !merged.hasSameFacts(as: record) {
      counters.merged += 1
      unpublished.insert(merged.identifier)
    }
    store(merged)
    return .applied
  }

  // MARK: Time

  /// Ends what is past its deadline, forgets what can do nothing any more, and publishes what was merged.
  /// - Parameter owned: whether this instance speaks for a request; the others only forget.
  /// - Complexity: O(1) while nothing is due, else O(kept).
  mutating func advance(to wallTime: Int64, owned: (PersonRequest) -> Bool) -> [RequestAction] {
    var actions = unpublished.sorted().compactMap { requests[$0] }.map { RequestAction.publish(.request($0)) }
    unpublished.removeAll()
    guard wallTime >= nextChange else { return actions }
    nextChange = .max
    for request in requests.values.sorted(by: { $0.identifier < $1.identifier }) {
      if wallTime >= forgottenAt(request) {
        remove(request)
        counters.forgotten += 1
        if owned(request) { actions.append(.forget(key: BoardRecord.request(request).key)) }
      } else if request.end == nil, wallTime >= request.deadline, owned(request) {
        actions += lapse(request, as: .expired, "nobody approved or used it in time", at: wallTime)
      } else {
        nextChange = min(nextChange, nextChange(of: request, after: wallTime))
      }
    }
    return actions
  }

  /// Ends a request that time or another change has overtaken.
  mutating func lapse(_ request: PersonRequest, as state: PersonRequest.State, _ note: String, at wallTime: Int64) -> [RequestAction] {
    let ended = end(request, RequestEnd(state: state, by: "", at: wallTime, note: note))
    return [ended, .audit(PersonAct(.lapse, "", request, at: wallTime, reason: note, outcome: state.rawValue))]
  }

  mutating func end(_ request: PersonRequest, _ end: RequestEnd) -> RequestAction {
    var ended = request
    ended.end = end
    counters.ended[end.state, default: 0] += 1
    return change(ended)
  }

  private func forgottenAt(_ request: PersonRequest) -> Int64 {
    Moment.time(request.harmlessAt, plusSeconds: limits.shownSeconds)
  }

  private func nextChange(of request: PersonRequest, after wallTime: Int64 = .min) -> Int64 {
    let isWaiting = request.end == nil && request.deadline > wallTime
    return isWaiting ? request.deadline : forgottenAt(request)
  }
}

extension PersonAct {
  init(_ kind: Kind, _ person: String, _ request: PersonRequest, at wallTime: Int64, reason: String, outcome: String) {
    self.init(
      kind: kind, person: person, request: request.identifier, asked: request.asked.name, key: request.key, at: wallTime, reason: reason,
      outcome: outcome)
  }
}
