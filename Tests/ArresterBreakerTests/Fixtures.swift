import ArresterBase
import ArresterEngine
import ArresterEvents

@testable import ArresterBreaker

let second = Timestamp.nanosecondsPerSecond
let minute = 60 * second
let hour = 3600 * second
let day = 24 * hour
/// Noon of 2026-01-02: the wall time and event time at which tests begin.
let noon: Int64 = 1_767_355_200 * second

func makeKey(_ principal: String = "arn:aws:iam::111122223333:role/deploy-agent", kind: PrincipalKind = .agent) -> BreakerKey {
  BreakerKey(platform: .aws, homeScope: "111122223333", principal: principal, kind: kind)
}

func makeNotice(
  _ key: BreakerKey = makeKey(), number: UInt32 = 1, rule: Rule = .ceiling, time: Int64 = noon
) -> TripNotice {
  let identifier = SHA256.identifier(of: [key.recordKey(type: .latch), String(number)])
  return TripNotice(key: key, identifier: identifier, number: number, rule: rule, time: time)
}

/// In enforce mode, with an enforcer that reads back and a webhook that does not.
func makePolicy(_ change: (inout BreakerPolicy) -> Void = { _ in }) -> BreakerPolicy {
  var policy = BreakerPolicy()
  policy.defaultMode = .enforce
  policy.enforcers = [
    EnforcerSetting(name: "aws", platforms: [.aws], readsBack: true),
    EnforcerSetting(name: "webhook", platforms: [.aws, .kubernetes], readsBack: false),
  ]
  change(&policy)
  return policy
}

func at(_ wallTime: Int64, watermark: Int64? = nil) -> Moment { Moment(wallTime: wallTime, watermark: watermark ?? wallTime) }

extension BreakerState {
  /// Inputs that lead from a new breaker to this state.
  var path: [BreakerInput] {
    let trip = BreakerInput.trip(makeNotice(), .trip)
    return switch self {
    case .closed: []
    case .tripping: [trip]
    case .open: [trip, .enforcerConfirmed(name: "aws")]
    case .openUnenforced: [trip, .enforcerFailed(name: "aws", permanently: true)]
    case .probation: [trip, .enforcerConfirmed(name: "aws"), .command(.restore)]
    case .capped: [.trip(makeNotice(), .cap)]
    case .held: [.trip(makeNotice(), .hold)]
    case .forcedOpen: [.command(.forceOpen)]
    case .exempt: [.command(.exempt(until: noon + hour))]
    }
  }

  func makeBreaker(mode: BreakerMode = .enforce, policy: BreakerPolicy = makePolicy()) -> Breaker {
    var breaker = Breaker(key: makeKey(), mode: mode, at: noon)
    for input in path { _ = breaker.handle(input, at: at(noon), under: policy) }
    return breaker
  }
}

/// An action in a word or two, for tables.
func describe(_ action: BreakerAction) -> String {
  switch action {
  case .publish: "publish"
  case .restoreLatch: "restoreLatch"
  case .callEnforcers(let call): call.extent == .allWrites ? "callAll" : "callDestructive"
  case .removeDenies: "removeDenies"
  case .startTimer(let timer, _): "start.\(timer.rawValue)"
  case .startHaltTimer: "start.halt"
  case .page(let reason): "page.\(name(of: reason))"
  case .ignored: "ignored"
  }
}

private func name(of reason: PageReason) -> String {
  switch reason {
  case .verdict: "verdict"
  case .held: "held"
  case .capped: "capped"
  case .protectedPrincipal: "protected"
  case .unenforced: "unenforced"
  case .leak: "leak"
  case .halted: "halted"
  case .boardFull: "boardFull"
  }
}

func describe(_ actions: [BreakerAction]) -> String { actions.map(describe).joined(separator: " ") }

func describe(_ actions: [BoardAction]) -> String { describe(actions.map(\.action)) }

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
