import Testing

@testable import ArresterBreaker

/// One input against every state: what it does where it does something, and where it does nothing.
struct MatrixRow: Sendable, CustomTestStringConvertible {
  var name: String
  var input: BreakerInput
  /// State before: state after, and the actions in order.
  var changes: [BreakerState: (next: BreakerState, actions: String)]
  var ignored: Set<BreakerState>

  var testDescription: String { name }
}

private let opened = (next: BreakerState.open, actions: "publish callAll start.hold")
private let tripped = (next: BreakerState.tripping, actions: "publish callAll start.hold")
private let toProbation = (next: BreakerState.probation, actions: "publish restoreLatch callDestructive start.probation")
private let forced = (next: BreakerState.forcedOpen, actions: "publish callAll")
private let exempted = (next: BreakerState.exempt, actions: "publish start.exemption")
private let exemptedFromDeny = (next: BreakerState.exempt, actions: "publish removeDenies start.exemption")
private let all = Set(BreakerState.allCases)

/// Semantics.md, section 6, written out. Mode enforce, one enforcer that reads back (`aws`), timers past their ends.
let matrix: [MatrixRow] = [
  MatrixRow(
    name: "a trip", input: .trip(makeNotice(number: 2), .trip), changes: [.closed: tripped, .probation: opened],
    ignored: [.tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a trip past the caps", input: .trip(makeNotice(number: 2), .cap),
    changes: [.closed: (.capped, "publish page.capped"), .probation: opened],
    ignored: [.tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a trip on old evidence", input: .trip(makeNotice(number: 2), .hold),
    changes: [.closed: (.held, "publish page.held"), .probation: (.probation, "publish page.held")],
    ignored: [.tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a trip while halted", input: .trip(makeNotice(number: 2), .suppress(.halt, instead: .deny)),
    changes: [.closed: (.closed, "publish"), .probation: (.probation, "publish")],
    ignored: [.tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a trip of a protected principal", input: .trip(makeNotice(number: 2), .suppress(.protectedPrincipal, instead: .deny)),
    changes: [.closed: (.closed, "publish page.protected"), .probation: (.probation, "publish page.protected")],
    ignored: [.tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(name: "a latch that restored itself, with no trip recorded", input: .latchRestoredItself, changes: [:], ignored: all),
  MatrixRow(
    name: "a confirmation", input: .enforcerConfirmed(name: "aws"),
    changes: [.tripping: (.open, "publish"), .openUnenforced: (.open, "publish")],
    ignored: [.closed, .open, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a confirmation by one that does not count", input: .enforcerConfirmed(name: "webhook"), changes: [:], ignored: all),
  MatrixRow(
    name: "a confirmation that a deny is gone, where none is being removed", input: .enforcerConfirmed(name: "aws", deny: .nothing),
    changes: [:], ignored: all),
  MatrixRow(
    name: "a failure for good", input: .enforcerFailed(name: "aws", permanently: true),
    changes: [.tripping: (.openUnenforced, "publish page.unenforced start.reminder")],
    ignored: [.closed, .open, .openUnenforced, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a failure that is retried", input: .enforcerFailed(name: "aws", permanently: false), changes: [:], ignored: all),
  MatrixRow(
    name: "a leak", input: .leak(event: "event-1"),
    changes: [.open: (.openUnenforced, "publish callAll page.leak start.reminder")],
    ignored: [.closed, .tripping, .openUnenforced, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "the hold's end", input: .timerEnded(.hold),
    changes: [.tripping: (.tripping, "publish"), .open: (.open, "publish"), .openUnenforced: (.openUnenforced, "publish")],
    ignored: [.closed, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "two hours of probation without a write", input: .timerEnded(.probation), changes: [.probation: opened],
    ignored: [.closed, .tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "the exemption's end", input: .timerEnded(.exemption), changes: [.exempt: (.closed, "publish restoreLatch")],
    ignored: [.closed, .tripping, .open, .openUnenforced, .probation, .capped, .held, .forcedOpen]),
  MatrixRow(
    name: "a reminder", input: .timerEnded(.reminder),
    changes: [.openUnenforced: (.openUnenforced, "page.unenforced start.reminder")],
    ignored: [.closed, .tripping, .open, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a write", input: .writeSucceeded(isDestructive: false, eventTime: noon + second),
    changes: [.probation: (.probation, "publish start.probation")],
    ignored: [.closed, .tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "a destructive write", input: .writeSucceeded(isDestructive: true, eventTime: noon + second),
    changes: [.probation: opened],
    ignored: [.closed, .tripping, .open, .openUnenforced, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "enforce", input: .command(.enforce), changes: [.held: tripped, .capped: tripped],
    ignored: [.closed, .tripping, .open, .openUnenforced, .probation, .forcedOpen, .exempt]),
  MatrixRow(
    name: "dismiss", input: .command(.dismiss), changes: [.held: (.closed, "publish restoreLatch")],
    ignored: [.closed, .tripping, .open, .openUnenforced, .probation, .capped, .forcedOpen, .exempt]),
  MatrixRow(
    name: "restore", input: .command(.restore),
    changes: [
      .tripping: toProbation, .open: toProbation, .openUnenforced: toProbation,
      .capped: (.closed, "publish restoreLatch"), .exempt: (.closed, "publish restoreLatch"),
    ],
    ignored: [.closed, .probation, .held, .forcedOpen]),
  MatrixRow(
    name: "force open", input: .command(.forceOpen),
    changes: [
      .closed: forced, .tripping: forced, .open: forced, .openUnenforced: forced, .probation: forced, .capped: forced, .held: forced,
      .exempt: forced,
    ],
    ignored: [.forcedOpen]),
  MatrixRow(
    name: "lift a forced opening", input: .command(.liftForced), changes: [.forcedOpen: toProbation],
    ignored: [.closed, .tripping, .open, .openUnenforced, .probation, .capped, .held, .exempt]),
  MatrixRow(
    name: "exempt", input: .command(.exempt(until: noon + 30 * day)),
    changes: [
      .closed: exempted, .capped: exempted, .held: exempted, .exempt: exempted, .tripping: exemptedFromDeny, .open: exemptedFromDeny,
      .openUnenforced: exemptedFromDeny, .probation: exemptedFromDeny, .forcedOpen: exemptedFromDeny,
    ],
    ignored: []),
  MatrixRow(
    name: "extend", input: .command(.extend(until: noon + 30 * day)),
    changes: [
      .tripping: (.tripping, "publish start.hold"), .open: (.open, "publish start.hold"),
      .openUnenforced: (.openUnenforced, "publish start.hold"),
    ],
    ignored: [.closed, .probation, .capped, .held, .forcedOpen, .exempt]),
  MatrixRow(
    name: "to shadow", input: .modeChanged(.shadow),
    changes: Dictionary(uniqueKeysWithValues: BreakerState.allCases.map { ($0, (next: $0, actions: "publish")) }), ignored: []),
  MatrixRow(name: "to the mode that it has", input: .modeChanged(.enforce), changes: [:], ignored: all),
]

@Suite("Breaker: every state and every input")
struct BreakerMatrixTests {
  /// Later than every timer that the states' paths start.
  private let late = at(noon + 2 * day)

  @Test("each state is reached by its path", arguments: BreakerState.allCases)
  func paths(state: BreakerState) {
    #expect(state.makeBreaker().state == state)
  }

  @Test("each pair does what the table says, or nothing at all", arguments: matrix)
  func row(_ row: MatrixRow) {
    #expect(row.ignored.isDisjoint(with: row.changes.keys) && row.ignored.union(row.changes.keys) == all, "a row names all nine states")
    for state in BreakerState.allCases {
      let before = state.makeBreaker()
      var breaker = before
      let actions = breaker.handle(row.input, at: late, under: makePolicy())
      if let expected = row.changes[state] {
        #expect(breaker.state == expected.next, "\(state)")
        #expect(describe(actions) == expected.actions, "\(state)")
      } else {
        #expect(actions == [.ignored(state, row.input)], "\(state)")
        #expect(breaker == before, "\(state)")
      }
      let isPublished = actions.contains { describe($0) == "publish" }
      #expect(breaker.revision == before.revision + (isPublished ? 1 : 0), "\(state)")
      #expect(isPublished == (breaker != before), "\(state)")
    }
  }

  @Test("every kind of input is in the table")
  func completeness() {
    let inputs = matrix.map(\.input)
    for timer in BreakerTimer.allCases { #expect(inputs.contains(.timerEnded(timer))) }
    let commands = inputs.compactMap { input -> String? in
      guard case .command(let command) = input else { return nil }
      return String("\(command)".prefix { $0 != "(" })
    }
    #expect(Set(commands) == ["enforce", "dismiss", "restore", "forceOpen", "liftForced", "exempt", "extend"])
  }

  @Test("a timer that comes before its end is stale, and ignored", arguments: BreakerState.allCases)
  func earlyTimers(state: BreakerState) {
    for timer in [BreakerTimer.hold, .probation, .exemption] {
      let before = state.makeBreaker()
      var breaker = before
      #expect(breaker.handle(.timerEnded(timer), at: at(noon + second), under: makePolicy()) == [.ignored(state, .timerEnded(timer))])
      #expect(breaker == before)
    }
  }
}
