import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents
import Testing

@testable import ArresterBench

@Suite("the events that are offered")
struct TrafficTests {
  private let now = CloudTrailWorkload.firstTime

  private func traffic(seed: UInt64 = 1, trips: Double = 100, run: String = "00c0ffee", stretch: Int = 0, firstAgent: Int = 0) -> Traffic {
    var options = TrafficOptions()
    options.seed = seed
    options.principals = 100
    options.tripsPerSecond = trips
    return Traffic(options, run: run, ratePerSecond: 1000, deletionsPerTrip: 3, firstAgent: firstAgent, stretch: stretch)
  }

  @Test("the same seed gives the same events, another one others")
  func seeded() {
    func values(_ traffic: Traffic) -> [[UInt8]] { (0..<200).map { _ in traffic.next(now: now).value } }
    #expect(values(traffic()) == values(traffic()))
    #expect(values(traffic()) != values(traffic(seed: 2)))
  }

  @Test("no two runs and no two stretches of one share an identifier, whatever the seed")
  func identifiers() {
    func identifiers(_ traffic: Traffic) -> Set<String> {
      Set(
        (0..<300).map { _ in
          let text = String(decoding: traffic.next(now: now).value, as: UTF8.self)
          return String(text.split(separator: #""eventID":""#)[1].prefix(36))
        })
    }
    let first = identifiers(traffic())
    #expect(first.count == 300)
    #expect(first.isDisjoint(with: identifiers(traffic(run: "00c0ffef"))))
    #expect(first.isDisjoint(with: identifiers(traffic(stretch: 1, firstAgent: 100))))
  }

  @Test("agents come one after another, each with as many deletions as trip it, at the rate that was asked for")
  func agents() {
    let traffic = traffic()
    var trips: [Int] = []
    for _ in 0..<10_000 { if let agent = traffic.next(now: now).trips { trips.append(agent) } }
    #expect(trips == Array(0..<trips.count))
    // 100 a second of 1000 events a second: a tenth of 10,000.
    #expect((900...1100).contains(trips.count))
  }

  @Test("a message's key is the principal that the decoder finds in it")
  func keys() throws {
    let intake = Intake(model: try StreamModel.load())
    let traffic = traffic()
    var changes = 0
    for _ in 0..<500 {
      let message = traffic.next(now: now)
      message.value.withUnsafeBytes { bytes in
        intake.take(bytes, at: .message(topic: "t", partition: 0, offset: 0), reference: now) { _ in changes += 1 }
      }
      #expect(intake.lastPrincipal.elementsEqual(message.key))
    }
    #expect(intake.counters.deadLetters.isEmpty)
    #expect(intake.counters.events == 500)
    #expect((200...400).contains(changes))
  }

  @Test("the model that comes with Arrester trips an agent by its deletions, and nobody of the background")
  func probe() throws {
    let model = BenchModel.prepared(try StreamModel.load())
    let deletions = try TripProbe(model: model).deletionsPerTrip()
    #expect((2...20).contains(deletions))
    let intake = Intake(model: model)
    let shard = Shard(model: model.engine)
    let traffic = traffic()
    for _ in 0..<20_000 {
      traffic.nextWork(now: now).value.withUnsafeBytes { bytes in
        intake.take(bytes, at: .message(topic: "t", partition: 0, offset: 0), reference: now) { frame in
          let (outcome, watermark) = intake.admission.admit(frame)
          if outcome == .accepted { shard.process(frame, watermark: watermark, isTooLate: false) }
        }
      }
    }
    #expect(shard.takeVerdicts().isEmpty)
    #expect(shard.principalCount > 50)
  }

  @Test("a model that trips no agent is refused with what to do")
  func noTrip() throws {
    var model = try StreamModel.load()
    model.engine.responses[.agent] = .page
    #expect(throws: BenchError.self) { try TripProbe(model: model).deletionsPerTrip() }
  }

  @Test("an agent's name gives back its number, and no other name does")
  func names() {
    let name = TripName(run: "00c0ffee")
    let key = traffic().agentKey(4711)
    #expect(name.agent(key) == 4711)
    #expect(TripName(run: "00c0ffef").agent(key) == nil)
    #expect(name.agent(key.dropLast()) == nil)
    #expect(name.agent("arn:aws:iam::111122223333:role/bench-00c0ffee-0000x711-agent".utf8) == nil)
    #expect(name.agent("".utf8) == nil)
  }
}
