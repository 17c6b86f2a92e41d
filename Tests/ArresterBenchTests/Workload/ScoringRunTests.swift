import Arrester
import Testing

@testable import ArresterBench

@Suite("Scripted changes")
struct ScoringRunTests {
  private let model: Model

  init() throws { model = try TestModel.shared.get() }

  @Test("are the same for the same seed, and others for another")
  func seedsDecide() {
    func draw(_ seed: UInt64) -> [[UInt64]] {
      var shape = ScoringShape()
      shape.principals = 50
      shape.lateShare = 0.5
      shape.seed = seed
      var script = EventScript(shape)
      return (0..<200).map { _ in
        let event = script.next()
        return [event.principalDigits, event.sessionHash, UInt64(event.template), UInt64(event.latenessSeconds)]
      }
    }
    #expect(draw(1) == draw(1))
    #expect(draw(1) != draw(2))
  }

  @Test("fill the windows of everyone, and nobody trips", arguments: [nil] + ScoringAttack.allCases)
  func fillsWindows(attack: ScoringAttack?) {
    var shape = ScoringShape()
    shape.principals = 40
    if let attack { shape = attack.shape(shape) }
    // An attack's own numbers take minutes in a debug build.
    shape.changesPerHour = min(max(shape.changesPerHour, 20), 2000)
    shape.principals = min(shape.principals, 100)
    let run = ScoringRun(model.engine, shape, events: 1 << 10)
    run.process(500)
    #expect(run.principalCount == shape.principals)
    #expect(!run.hasVerdicts)
  }

  @Test("an attack on one shard sends everyone there, and keeps them apart")
  func oneShard() {
    var shape = ScoringAttack.oneShard.shape(ScoringShape())
    shape.principals = 100
    var script = EventScript(shape)
    let hashes = Set((0..<2000).map { _ in script.next().principalHash })
    #expect(Set(hashes.map { $0 >> 32 }).count == 1 && hashes.count > 50)
  }
}
