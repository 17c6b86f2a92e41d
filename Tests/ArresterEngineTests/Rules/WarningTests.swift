import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Warnings")
struct WarningTests {
  private func warnings(_ events: [ChangeEvent]) -> [Verdict] { verdicts(events).filter { $0.type == .warn } }

  @Test("half of a limit, rounded up, warns once")
  func once() {
    var maker = EventMaker()
    let harmless = (0..<20).map { maker.modify(at: 0.1 * Double($0)) }
    let deletes = (0..<4).map { maker.delete("a\($0)", at: 10 + Double($0)) }
    #expect(warnings(harmless + deletes.prefix(2)).isEmpty)
    let found = warnings(harmless + deletes)
    #expect(found.count == 1)
    #expect(Set(found[0].signals.map(\.signal)) == [.destroyed])
    #expect(found[0].rule == nil && found[0].tripNumber == 0 && found[0].session == nil)
  }

  @Test("a warning speaks of the principal's windows, whichever session it was that met half")
  func ofPrincipal() {
    var maker = EventMaker()
    var events = [maker.delete("a", at: 0), maker.delete("b", at: 1)] + (0..<20).map { maker.modify(at: 2 + 0.1 * Double($0)) }
    maker.session = "run-2"
    events.append(maker.delete("c", at: 10))
    let found = warnings(events)
    #expect(found.map(\.destroyed) == [3] && found.map(\.changes) == [23] && found.map { $0.resources.count } == [3])
  }

  @Test("it warns again only once a newest window has fallen below")
  func again() {
    var maker = EventMaker()
    func burst(_ name: String, _ at: Double) -> [ChangeEvent] {
      (0..<40).map { maker.modify(at: at + 0.01 * Double($0)) } + (0..<3).map { maker.delete("\(name)\($0)", at: at + 1) }
    }
    func count(_ events: [ChangeEvent]) -> Int {
      warnings(events).filter { $0.signals.contains { $0.windowSeconds == 300 && $0.signal == .destroyed } }.count
    }
    let first = burst("a", 0)
    #expect(count(first + [maker.modify(at: 100)] + [maker.delete("b", at: 200)]) == 1)
    #expect(count(first + [maker.modify(at: 320)] + burst("c", 330)) == 2)
    // Nothing was judged in between, but the window was empty before the event that fills it again.
    var single = maker.make(.delete, ["x", "y", "z"], at: 4000)
    single.itemCount = 3
    #expect(count(first + [single]) == 2)
  }

  @Test("by the ratio only with at least three destroyed")
  func ratio() {
    var maker = EventMaker()
    let found = warnings([maker.modify(at: 0), maker.delete("a", at: 1), maker.delete("b", at: 2)])
    #expect(found.allSatisfy { $0.signals.allSatisfy { $0.signal != .destructiveRatio } })
    let more = warnings([maker.modify(at: 0), maker.delete("a", at: 1), maker.delete("b", at: 2), maker.delete("c", at: 3)])
    #expect(more.contains { $0.signals.contains { $0.signal == .destructiveRatio } })
  }

  @Test("the score is 50 at the limit, 100 from three times of it, and 0 of nothing")
  func score() {
    #expect(Score.of(10, 10) == 50)
    #expect(Score.of(30, 10) == 100 && Score.of(1e12, 10) == 100)
    #expect(Score.of(0, 10) == 0 && Score.of(10, 0) == 0)
    let scores = (1...40).map { Score.of(Double($0), 10) }
    #expect(scores == scores.sorted())
  }
}
