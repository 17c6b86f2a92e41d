import ArresterBreaker
import Testing

@testable import ArresterEnforcement

/// The macro `#expect` takes no mutating call.
private func seen(_ detector: inout LeakDetector, _ action: ObservedAction, of key: BreakerKey) -> DenyEvidence? {
  detector.observe(action, of: key)
}

@Suite("The leak detector")
struct LeakDetectorTests {
  private let allowance: Int64 = 300

  private func receipt(applied: Int64? = 900, verified: Int64? = 1000) -> EnforcementReceipt {
    EnforcementReceipt(plannedAt: 800, appliedAt: applied, verifiedAt: verified, detail: "")
  }

  private func success(_ time: Int64, isCovered: Bool = true) -> ObservedAction {
    ObservedAction(identifier: "event-\(time)", time: time, failed: false, isCovered: isCovered)
  }

  private func failure(_ time: Int64) -> ObservedAction {
    ObservedAction(identifier: "event-\(time)", time: time, failed: true, isCovered: true)
  }

  private func watching(_ receipt: EnforcementReceipt? = nil, allowance: Int64? = nil) -> LeakDetector {
    var detector = LeakDetector()
    detector.confirmed(
      makeOrder(), by: "aws", receipt ?? self.receipt(), propagationNanoseconds: allowance ?? self.allowance)
    return detector
  }

  @Test("finds a success later than the read-back and the allowance, and none at their very end")
  func leak() {
    var detector = watching()
    #expect(seen(&detector, success(1000), of: makeKey()) == nil)
    #expect(seen(&detector, success(1300), of: makeKey()) == nil)
    #expect(seen(&detector, success(1301), of: makeKey()) == .leak(event: "event-1301", enforcers: ["aws"], lateByNanoseconds: 1))
    #expect(detector.counters.leaks == 1)
  }

  @Test("says nothing about what the deny does not cover, or about others")
  func uncovered() {
    var detector = watching()
    #expect(seen(&detector, success(9999, isCovered: false), of: makeKey()) == nil)
    #expect(seen(&detector, success(9999), of: makeKey("other")) == nil)
    #expect(detector.counters == LeakCounters())
  }

  @Test("reports a leak once in a window, counts the others, and reports again after it")
  func window() {
    var detector = watching()
    let window = LeakDetector.leastWindowNanoseconds
    #expect(seen(&detector, success(2000), of: makeKey()) != nil)
    #expect(seen(&detector, success(2000 + window - 1), of: makeKey()) == nil)
    // Late ones too.
    #expect(seen(&detector, success(1500), of: makeKey()) == nil)
    #expect(seen(&detector, success(2000 + window), of: makeKey()) != nil)
    #expect(detector.counters.leaks == 4)
    #expect(detector.counters.reportedLeaks == 2)
  }

  @Test("takes the allowance for the window where that is longer")
  func longWindow() {
    let allowance = 2 * LeakDetector.leastWindowNanoseconds
    var detector = watching(allowance: allowance)
    #expect(seen(&detector, success(1001 + allowance), of: makeKey()) != nil)
    #expect(seen(&detector, success(1000 + 2 * allowance), of: makeKey()) == nil)
    #expect(seen(&detector, success(1001 + 2 * allowance), of: makeKey()) != nil)
  }

  @Test("counts failures after the apply as support, and reports the first")
  func support() {
    var detector = watching()
    #expect(seen(&detector, failure(900), of: makeKey()) == nil)
    #expect(seen(&detector, failure(901), of: makeKey()) == .support(event: "event-901"))
    #expect(seen(&detector, failure(950), of: makeKey()) == nil)
    #expect(detector.counters.supports == 2)
  }

  @Test("does not forgive what leaked before a later read-back that changed nothing")
  func readBackAgain() {
    var detector = watching()
    detector.confirmed(makeOrder(), by: "aws", receipt(applied: nil, verified: 5000), propagationNanoseconds: allowance)
    #expect(seen(&detector, success(4000), of: makeKey()) != nil)
  }

  @Test("measures from the repair after a drift")
  func repaired() {
    var detector = watching()
    detector.confirmed(makeOrder(), by: "aws", receipt(applied: 4900, verified: 5000), propagationNanoseconds: allowance)
    #expect(seen(&detector, success(5300), of: makeKey()) == nil)
    #expect(seen(&detector, success(5301), of: makeKey()) != nil)
  }

  @Test("names every enforcer that had to stop it, and only those")
  func several() {
    var detector = watching()
    detector.confirmed(makeOrder(), by: "second", receipt(verified: 2000), propagationNanoseconds: allowance)
    #expect(seen(&detector, success(1400), of: makeKey()) == .leak(event: "event-1400", enforcers: ["aws"], lateByNanoseconds: 100))
    let later = 2301 + LeakDetector.leastWindowNanoseconds
    #expect(
      seen(&detector, success(later), of: makeKey())
        == .leak(event: "event-\(later)", enforcers: ["aws", "second"], lateByNanoseconds: later - 1300))
  }

  @Test("measures by an acknowledgement only where nothing reads back")
  func acknowledgements() {
    var detector = watching(receipt(applied: 500, verified: nil))
    #expect(seen(&detector, success(801), of: makeKey()) == .leak(event: "event-801", enforcers: ["aws"], lateByNanoseconds: 1))
    var both = watching()
    both.confirmed(makeOrder(), by: "hook", receipt(applied: 500, verified: nil), propagationNanoseconds: allowance)
    #expect(seen(&both, success(900), of: makeKey()) == nil)
  }

  @Test("stops at the removal of the last deny")
  func removal() {
    var detector = watching()
    detector.confirmed(makeOrder(makeKey(), .nothing, revision: 2), by: "aws", receipt(), propagationNanoseconds: allowance)
    #expect(seen(&detector, success(9999), of: makeKey()) == nil)
    detector = watching()
    detector.forget(makeKey())
    #expect(seen(&detector, success(9999), of: makeKey()) == nil)
  }

  @Test("counts keys for which it has no room, and still updates known ones")
  func limit() {
    var detector = LeakDetector(maximumKeys: 1)
    for name in ["a", "b", "a"] {
      detector.confirmed(makeOrder(makeKey(name)), by: "aws", receipt(), propagationNanoseconds: allowance)
    }
    #expect(detector.counters.refusedAtLimit == 1)
    #expect(seen(&detector, success(9999), of: makeKey("b")) == nil)
    #expect(seen(&detector, success(9999), of: makeKey("a")) != nil)
  }

  @Test("does not trap on absurd times")
  func absurd() {
    var detector = watching(receipt(verified: .max), allowance: .max)
    #expect(seen(&detector, success(.max), of: makeKey()) == nil)
    detector = watching(receipt(verified: 0), allowance: -5)
    #expect(seen(&detector, success(.max), of: makeKey()) != nil)
    #expect(seen(&detector, success(.min), of: makeKey()) == nil)
  }
}
