import ArresterEngine
import Testing

@testable import ArresterBreaker

@Suite("TripDisposition")
struct TripDispositionTests {
  private func decide(
    _ notice: TripNotice = makeNotice(), age: Int64 = 0, mode: BreakerMode = .enforce, isHalted: Bool = false,
    policy: BreakerPolicy = makePolicy(), caps: inout TripCaps
  ) -> TripDisposition {
    let circumstances = TripCircumstances(wallTime: notice.time + age, mode: mode, isHalted: isHalted, changedPrincipals: 10)
    return TripDisposition.decide(notice, circumstances, policy: policy, caps: &caps)
  }

  @Test("evidence older than an hour by wall time is held, whatever the rule", arguments: Rule.allCases)
  func heldEvidence(rule: Rule) {
    var caps = TripCaps()
    #expect(decide(makeNotice(rule: rule), age: hour, caps: &caps) == .trip)
    caps = TripCaps()
    #expect(decide(makeNotice(rule: rule), age: hour + 1, caps: &caps) == .hold)
    #expect(caps == TripCaps(), "what is held counts in no cap")
  }

  @Test("a protected principal is never acted on, in no mode and however old the evidence")
  func protected() {
    let root = makeNotice(makeKey("arn:aws:iam::111122223333:root"), rule: .tampering)
    var caps = TripCaps()
    for mode in BreakerMode.allCases {
      #expect(decide(root, mode: mode, caps: &caps) == .suppress(.protectedPrincipal, instead: .deny))
      #expect(decide(root, age: day, mode: mode, isHalted: true, caps: &caps) == .suppress(.protectedPrincipal, instead: .hold))
    }
    #expect(caps == TripCaps())
  }

  @Test("shadow and halt record what would have been done, and count in no cap")
  func suppressed() {
    var caps = TripCaps()
    #expect(decide(mode: .shadow, caps: &caps) == .suppress(.shadow, instead: .deny))
    #expect(decide(age: 2 * hour, mode: .shadow, caps: &caps) == .suppress(.shadow, instead: .hold))
    #expect(decide(isHalted: true, caps: &caps) == .suppress(.halt, instead: .deny))
    #expect(caps == TripCaps())
  }

  @Test("one-strike and tampering are outside the caps: neither counted nor capped")
  func outsideCaps() {
    var caps = TripCaps()
    for rule in [Rule.oneStrike, .tampering] {
      for _ in 0..<10 { #expect(decide(makeNotice(rule: rule), caps: &caps) == .trip) }
    }
    #expect(caps == TripCaps())
    #expect(decide(makeNotice(rule: .recreated), caps: &caps) == .trip)
    #expect(decide(makeNotice(rule: .confirmed), caps: &caps) == .cap)
    #expect(decide(makeNotice(rule: .oneStrike), caps: &caps) == .trip)
  }
}
