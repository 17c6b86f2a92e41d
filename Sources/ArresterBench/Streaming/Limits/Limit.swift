import ArresterBase

/// The part that keeps a deployment from carrying more, and what shows it.
struct Limit: Equatable, Sendable {
  enum Part: String, Sendable, CaseIterable {
    case none
    case network
    case broker
    /// The benchmark's own producing, in this process.
    case produce
    case decode
    case score
    /// What of the service's loop is neither decoding nor scoring: librdkafka's messages, the loop itself.
    case consume
    /// Verdicts: the board, the caps, the decision table.
    case decide
    /// Transactions, which the loop waits for.
    case commit
    /// All cores of this machine, which several parts share.
    case cores
  }

  let part: Part
  let evidence: String

  /// For people: the part first.
  var text: String { part == .none ? "none at this rate: \(evidence)" : "\(part.rawValue): \(evidence)" }
}

extension Limit {
  /// A queue that grows by less than this share of the rate does not grow.
  private static let growthShare = 0.01
  /// A thread, a link or a machine that is this busy has nothing left.
  private static let fullShare = 0.85
  /// A loop that spends this share of its time waiting for commits is held up by them.
  private static let waitingShare = 0.3
  /// On a machine without a free core commits are slow because of that, as everything is.
  private static let waitingShareOnFullMachine = 0.6

  /// The last queue that grows, or is long, says which part falls behind; what is busy there says why.
  static func name(_ evidence: LimitEvidence) -> Limit {
    if let share = evidence.networkShare, share >= fullShare {
      return Limit(part: .network, evidence: "\(evidence.networkName) carried \(percent(share)) of its speed")
    }
    if let pile = pile("acknowledged and not yet taken", evidence.growth.taking, evidence.takingBacklog, evidence) {
      return behindBroker(evidence, pile)
    }
    if let pile = pile("sent and not yet acknowledged", evidence.growth.acknowledging, evidence.acknowledgingBacklog, evidence) {
      return atBroker(evidence, pile)
    }
    if let pile = pile("due and not yet sent", evidence.growth.sending, evidence.sendingBacklog, evidence) {
      return beforeBroker(evidence, pile)
    }
    return Limit(part: .none, evidence: "no queue grew; \(busy(evidence))")
  }

  /// What lies in a queue, in words; nil where the queue neither grows nor is long.
  private static func pile(_ what: String, _ growth: Double, _ backlog: Int, _ evidence: LimitEvidence) -> String? {
    let rate = Double(max(1, evidence.rate))
    guard growth > growthShare * rate || Double(backlog) > SustainedRate.backlogSeconds * rate else { return nil }
    let seconds = JSONText.decimal(Double(backlog) / rate, 2)
    return "what is \(what) grew by \(Int(growth.rounded())) events/s of \(evidence.rate) and was worth \(seconds) s at the end"
  }

  /// Records lie acknowledged on the broker, and the service does not keep up.
  private static func behindBroker(_ evidence: LimitEvidence, _ pile: String) -> Limit {
    guard let service = evidence.service else { return Limit(part: .broker, evidence: pile) }
    if service.cpuShare >= fullShare { return inService(service, pile) }
    let isMachineFull = evidence.machineBusyShare >= fullShare
    if service.committingShare >= (isMachineFull ? waitingShareOnFullMachine : waitingShare) {
      let share = percent(service.committingShare)
      return Limit(part: .commit, evidence: "\(pile); the loop spends \(share) of its time in transactions; \(busy(evidence))")
    }
    if service.cpuShare + service.waitingShare >= fullShare || isMachineFull { return cores(evidence, pile) }
    let busy = percent(service.cpuShare)
    return Limit(part: .broker, evidence: "\(pile), and the service's thread is only \(busy) busy: it waits for fetches")
  }

  /// The service's thread is full: what fills it.
  private static func inService(_ service: LimitEvidence.Service, _ pile: String) -> Limit {
    let decode = service.costs.decodeNanoseconds * service.eventsPerSecond / 1e9
    let score = service.costs.scoreNanoseconds * service.eventsPerSecond / 1e9
    let rest = max(0, service.cpuShare - decode - score - service.decidingShare)
    let parts: [(part: Part, share: Double)] = [
      (.decode, decode), (.score, score), (.decide, service.decidingShare), (.consume, rest),
    ]
    let largest = parts.max { $0.share < $1.share }?.part ?? .consume
    let shares = parts.map { "\($0.part.rawValue) \(percent($0.share))" }.joined(separator: ", ")
    return Limit(part: largest, evidence: "\(pile); the service's thread is \(percent(service.cpuShare)) busy: \(shares)")
  }

  /// Records were handed to librdkafka, and acknowledgements do not keep up.
  private static func atBroker(_ evidence: LimitEvidence, _ pile: String) -> Limit {
    if evidence.clientShare >= fullShare {
      return Limit(part: .produce, evidence: "\(pile); librdkafka's thread to the broker is \(percent(evidence.clientShare)) busy")
    }
    if evidence.machineBusyShare >= fullShare { return cores(evidence, pile) }
    return Limit(part: .broker, evidence: "\(pile), and this process is not what is busy: \(busy(evidence))")
  }

  /// The generator falls behind its schedule.
  private static func beforeBroker(_ evidence: LimitEvidence, _ pile: String) -> Limit {
    if evidence.producerShare >= fullShare {
      return Limit(part: .produce, evidence: "\(pile); the generator's thread is \(percent(evidence.producerShare)) busy")
    }
    if evidence.clientShare >= fullShare {
      return Limit(part: .produce, evidence: "\(pile); librdkafka's thread to the broker is \(percent(evidence.clientShare)) busy")
    }
    if evidence.machineBusyShare >= fullShare { return cores(evidence, pile) }
    return Limit(part: .broker, evidence: "\(pile): librdkafka's queue is full, and nothing here is busy: \(busy(evidence))")
  }

  private static func cores(_ evidence: LimitEvidence, _ pile: String) -> Limit {
    Limit(part: .cores, evidence: "\(pile); \(busy(evidence))")
  }

  private static func busy(_ evidence: LimitEvidence) -> String {
    let others = max(0, evidence.machineBusyShare * Double(evidence.cores) - evidence.processCores)
    let who = evidence.isBrokerLocal ? "the broker and others" : "others"
    var text = "\(percent(evidence.machineBusyShare)) of \(evidence.cores) cores were busy, this process took"
    text += " \(JSONText.decimal(evidence.processCores, 2)) of them and \(who) \(JSONText.decimal(others, 2))"
    text += "; the generator's thread was \(percent(evidence.producerShare)) busy"
    if let service = evidence.service {
      text += ", the service's \(percent(service.cpuShare)) (and \(percent(service.waitingShare)) waiting for a core)"
    }
    return text
  }

  private static func percent(_ share: Double) -> String { "\(JSONText.decimal(share * 100, 0)) %" }
}
