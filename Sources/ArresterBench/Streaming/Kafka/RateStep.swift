import ArresterBase
import Foundation

/// One rate that was offered, and what is concluded from it.
struct RateStep {
  let rate: Int
  let outcome: Stretch.Outcome
  let sustained: SustainedRate
  let evidence: LimitEvidence

  init(rate: Int, outcome: Stretch.Outcome, rounds: RoundTotals.Sum?, bench: StreamBench) {
    self.rate = rate
    self.outcome = outcome
    let answered = outcome.trips.count { ($0.visible ?? $0.published) != nil }
    sustained = SustainedRate(rate: rate, samples: outcome.samples, missingDecisions: (outcome.trips.count - answered, outcome.trips.count))
    evidence = RateStep.evidence(rate, outcome, rounds, bench)
  }

  /// Events a second that came through, over the measured part.
  var throughput: Double {
    guard let first = outcome.samples.first, let last = outcome.samples.last, last.seconds > first.seconds else { return 0 }
    return Double((last.taken ?? last.acknowledged) - (first.taken ?? first.acknowledged)) / (last.seconds - first.seconds)
  }

  private static func evidence(
    _ rate: Int, _ outcome: Stretch.Outcome, _ rounds: RoundTotals.Sum?, _ bench: StreamBench
  ) -> LimitEvidence {
    var evidence = LimitEvidence()
    let nanoseconds = max(1, outcome.watchedSeconds * 1e9)
    func share(_ time: Int64) -> Double { Double(time) / nanoseconds }
    evidence.rate = rate
    evidence.growth = LagGrowth(outcome.samples)
    if let last = outcome.samples.last {
      evidence.sendingBacklog = max(0, last.due - last.sent)
      evidence.acknowledgingBacklog = max(0, last.sent - last.acknowledged)
      evidence.takingBacklog = last.taken.map { max(0, last.acknowledged - $0) } ?? 0
    }
    evidence.cores = ProcessInfo.processInfo.activeProcessorCount
    evidence.machineBusyShare = outcome.busyShare
    evidence.processCores = share(outcome.threads.total().cpuNanoseconds)
    evidence.producerShare = share(outcome.threads.total { $0 == Stretch.producerName }.cpuNanoseconds)
    evidence.clientShare = share(outcome.threads.busiest { $0.hasPrefix("rdk:broker") }.cpuNanoseconds)
    evidence.networkShare = outcome.network?.share
    evidence.networkName = outcome.network?.name ?? ""
    evidence.isBrokerLocal = bench.topics.isLocal
    guard let rounds else { return evidence }
    let use = outcome.threads.total { $0 == OwnService.threadName }
    var service = LimitEvidence.Service()
    service.cpuShare = share(use.cpuNanoseconds)
    service.waitingShare = share(use.waitingNanoseconds)
    service.committingShare = share(rounds.committingNanoseconds)
    service.decidingShare = share(rounds.decidingNanoseconds)
    service.eventsPerSecond = Double(rounds.messages) / max(0.001, outcome.watchedSeconds)
    service.costs = bench.costs
    evidence.service = service
    return evidence
  }
}
