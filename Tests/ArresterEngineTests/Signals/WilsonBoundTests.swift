import Testing

@testable import ArresterEngine

@Suite("WilsonBound")
struct WilsonBoundTests {
  @Test("the values that the semantics name", arguments: [(3, 3, 0.53), (8, 10, 0.54), (10, 20, 0.33)])
  func named(successes: Int, trials: Int, expected: Double) {
    let bound = WilsonBound.lower(successes: successes, trials: trials, z: 1.6449)
    #expect((bound * 100).rounded() / 100 == expected)
  }

  @Test("nothing of anything, and anything of nothing, is 0")
  func zero() {
    #expect(WilsonBound.lower(successes: 0, trials: 0, z: 1.6449) == 0)
    #expect(WilsonBound.lower(successes: 0, trials: 9, z: 1.6449) == 0)
    #expect(WilsonBound.lower(successes: 3, trials: 0, z: 1.6449) == 0)
  }

  @Test("the bound lies below the share, grows with successes and with what was seen, and shrinks with failures")
  func shape() {
    for trials in 1...60 {
      for successes in 1...trials {
        let bound = WilsonBound.lower(successes: successes, trials: trials, z: 1.6449)
        #expect(bound > 0 && bound < Double(successes) / Double(trials))
        #expect(bound > WilsonBound.lower(successes: successes - 1, trials: trials, z: 1.6449))
        #expect(bound > WilsonBound.lower(successes: successes, trials: trials + 1, z: 1.6449))
        #expect(bound < WilsonBound.lower(successes: successes * 2, trials: trials * 2, z: 1.6449))
      }
    }
  }

  @Test("with z = 0 the bound is the share itself")
  func share() { #expect(WilsonBound.lower(successes: 3, trials: 4, z: 0) == 0.75) }

  @Test("the bound solves Wilson's equation: it is as far from the share as z standard errors of itself")
  func equation() {
    for (successes, trials) in [(1, 7), (4, 9), (30, 31), (250, 1000)] {
      let bound = WilsonBound.lower(successes: successes, trials: trials, z: 1.6449)
      let share = Double(successes) / Double(trials)
      let error = (bound * (1 - bound) / Double(trials)).squareRoot()
      #expect(abs((share - bound) / error - 1.6449) < 1e-9)
    }
  }
}
