import Testing

@testable import ArresterBench

@Suite("naming the part that is the limit")
struct LimitTests {
  private func evidence(_ change: (inout LimitEvidence) -> Void) -> LimitEvidence {
    var evidence = LimitEvidence()
    evidence.rate = 100_000
    evidence.cores = 8
    evidence.machineBusyShare = 0.4
    evidence.processCores = 2
    change(&evidence)
    return evidence
  }

  private func service(cpu: Double = 0.3, decode: Double = 1000, score: Double = 500) -> LimitEvidence.Service {
    var service = LimitEvidence.Service()
    service.cpuShare = cpu
    service.eventsPerSecond = 90_000
    service.costs = EventCosts(decodeNanoseconds: decode, scoreNanoseconds: score)
    return service
  }

  @Test("nothing that grows is no limit, and it is said how busy the machine was")
  func none() {
    let limit = Limit.name(evidence { $0.service = service() })
    #expect(limit.part == .none)
    #expect(limit.text.contains("40 % of 8 cores"))
  }

  @Test("a service whose thread is full is held up by what fills it")
  func fullService() {
    func part(_ decode: Double, _ score: Double, deciding: Double = 0) -> Limit.Part {
      Limit.name(
        evidence {
          $0.growth.taking = 10_000
          $0.service = service(cpu: 0.98, decode: decode, score: score)
          $0.service?.decidingShare = deciding
        }
      ).part
    }
    #expect(part(7000, 1000) == .decode)
    #expect(part(1000, 7000) == .score)
    #expect(part(500, 200) == .consume)
    #expect(part(500, 200, deciding: 0.8) == .decide)
  }

  @Test("a loop that waits for its transactions is held up by them")
  func commits() {
    let limit = Limit.name(
      evidence {
        $0.growth.taking = 10_000
        $0.service = service()
        $0.service?.committingShare = 0.8
      })
    #expect(limit.part == .commit)
    #expect(limit.evidence.contains("80 %"))
    let onFullMachine = Limit.name(
      evidence {
        $0.growth.taking = 10_000
        $0.machineBusyShare = 0.99
        $0.service = service()
        $0.service?.committingShare = 0.4
      })
    #expect(onFullMachine.part == .cores)
  }

  @Test("a service that waits for fetches is held up by the broker; for a core, by the cores")
  func waiting() {
    func part(waiting: Double, busy: Double) -> Limit.Part {
      Limit.name(
        evidence {
          $0.growth.taking = 10_000
          $0.machineBusyShare = busy
          $0.service = service()
          $0.service?.waitingShare = waiting
        }
      ).part
    }
    #expect(part(waiting: 0.1, busy: 0.4) == .broker)
    #expect(part(waiting: 0.6, busy: 0.4) == .cores)
    #expect(part(waiting: 0.1, busy: 0.99) == .cores)
  }

  @Test("acknowledgements that fall behind are the broker, the client's thread, or the cores")
  func acknowledging() {
    func part(client: Double, busy: Double) -> Limit.Part {
      Limit.name(
        evidence {
          $0.growth.acknowledging = 10_000
          $0.clientShare = client
          $0.machineBusyShare = busy
        }
      ).part
    }
    #expect(part(client: 0.2, busy: 0.4) == .broker)
    #expect(part(client: 0.95, busy: 0.4) == .produce)
    #expect(part(client: 0.2, busy: 0.95) == .cores)
  }

  @Test("a generator that falls behind is itself the limit where it is busy, and else the full queue before the broker")
  func sending() {
    func part(_ producer: Double) -> Limit.Part {
      Limit.name(
        evidence {
          $0.growth.sending = 10_000
          $0.producerShare = producer
        }
      ).part
    }
    #expect(part(0.97) == .produce)
    #expect(part(0.2) == .broker)
  }

  @Test("the last queue that grows counts: what piles up before it may be its doing")
  func order() {
    let limit = Limit.name(
      evidence {
        $0.growth = LagGrowth(sending: 30_000, acknowledging: 20_000, taking: 10_000)
        $0.producerShare = 0.99
        $0.service = service(cpu: 0.99, decode: 100, score: 9000)
      })
    #expect(limit.part == .score)
  }

  @Test("a long queue counts where it no longer grows")
  func longQueue() {
    let limit = Limit.name(
      evidence {
        $0.takingBacklog = 80_000
        $0.service = service(cpu: 0.99, decode: 9000)
      })
    #expect(limit.part == .decode)
    #expect(limit.evidence.contains("0.8 s"))
  }

  @Test("a full link is the network")
  func network() {
    let limit = Limit.name(
      evidence {
        $0.growth.acknowledging = 10_000
        $0.networkShare = 0.93
        $0.networkName = "eth0"
      })
    #expect(limit.part == .network)
    #expect(limit.evidence.contains("eth0"))
  }
}
