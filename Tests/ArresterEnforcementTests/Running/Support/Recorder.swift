import ArresterEnforcement
import Testing

/// An observer that remembers.
final class Recorder: EnforcementObserver {
  struct Log: Sendable {
    var outcomes: [EnforcementOutcome] = []
    var intents: [EnforcementPlan] = []
    /// Both, in their order, in a word each.
    var words: [String] = []
    var counts: [String: Int] = [:]
    var intent = IntentRecord.durable
    var hangs = false
    var outcomesHang = false

    mutating func add(_ word: String) {
      words.append(word)
      counts[word, default: 0] += 1
    }
  }

  let log = Watched(Log())

  func willApply(_ plan: EnforcementPlan, by enforcer: String) async -> IntentRecord {
    let record = log.update { log -> IntentRecord in
      log.intents.append(plan)
      log.add("\(enforcer) intends \(plan.order.extent.rawValue)")
      return log.intent
    }
    await log.untilItHolds { !$0.hangs }
    return record
  }

  func happened(_ outcome: EnforcementOutcome) async {
    log.update { log in
      log.outcomes.append(outcome)
      log.add("\(outcome.enforcer) \(outcome.word)")
    }
    await log.untilItHolds { !$0.outcomesHang }
  }

  @discardableResult
  func until(_ word: String, times: Int = 1) async -> [EnforcementOutcome] {
    await log.until { $0.counts[word, default: 0] >= times }.outcomes
  }

  func count(_ word: String) -> Int { log.value.counts[word, default: 0] }
}

extension EnforcementOutcome {
  var word: String {
    switch event {
    case .confirmed: "confirmed"
    case .removed: "removed"
    case .failed(_, let permanently): permanently ? "failed for good" : "failed"
    case .drifted: "drifted"
    case .conflicted: "conflicted"
    case .superseded(let wasApplied): wasApplied ? "superseded after apply" : "superseded"
    }
  }
}
