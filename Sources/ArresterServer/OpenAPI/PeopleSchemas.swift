import ArresterBreaker
import ArresterEngine
import ArresterEvents

/// What answers hold, under the names that the document gives them.
enum PeopleSchemas {
  static let all: [(name: String, about: String, schema: Schema)] = [
    ("Breaker", "The breaker of one (principal, kind).", breaker),
    ("BreakerTrip", "The trip that a breaker is open for.", breakerTrip),
    ("Request", "What somebody asked for, and what became of it.", request),
    ("Plan", "A planned change: a window that is counted apart.", plan),
    ("Halt", "While it is active, new trips are recorded and not acted on.", halt),
    ("Act", "What came of asking, approving, refusing or withdrawing.", act),
    ("Problem", "RFC 9457: what was wrong, and what would be right.", problem),
  ]

  static let platform = Schema.word(Platform.allCases.map(\.name))
  static let kind = Schema.word(PrincipalKind.allCases.map(\.name))
  static let state = Schema.word(BreakerState.allCases.map(\.rawValue))
  static let requestState = Schema.word(PersonRequest.State.allCases.map(\.rawValue))
  private static let count = Schema.integer(0...Int.max)

  private static let key = [
    Property("platform", platform, "Where its events come from."),
    Property("scope", .plain, "The account, cluster, project or subscription that it belongs to."),
    Property("principal", .plain, "The stable identity, as verdicts name it."),
    Property("kind", kind, "What it was taken for."),
  ]

  private static let breaker = Schema.object(
    [Property("id", .plain, "`b-` and 20 hexadecimal digits, the same at every instance.")] + key + [
      Property("state", state, "What it is now."),
      Property("mode", .word(BreakerMode.allCases.map(\.rawValue)), "In shadow everything is recorded and nothing denied."),
      Property("since", .time, "When it came into its state."),
      Property("revision", count, "Rises with every change."),
      Property("protected", .flag, "It is never acted on."),
      Property("trip", .reference("BreakerTrip"), isRequired: false, "The last one that was acted on."),
      Property("suppressed", suppressed, isRequired: false, "A trip that was recorded and not acted on."),
      Property("hold", hold, isRequired: false, "While it runs, a restoration takes two other people."),
      Property("probation", probation, isRequired: false, "How far it has come on probation."),
      Property("exemptUntil", .time, isRequired: false, "When its exemption ends."),
      Property("enforcers", .list(enforcer), "What each enforcer has said."),
    ])

  private static let breakerTrip = Schema.object([
    Property("id", .plain, "The trip's identifier."), Property("number", count, "Rises with each trip of a principal and kind."),
    Property("rule", .word(Rule.allCases.map(\.name)), "Which rule tripped it."),
    Property("time", .time, "Event time of the event that set it off."), Property("decidedAt", .time, "When it was decided."),
  ])

  private static let suppressed = Schema.object([
    Property("reason", .word(Suppression.allCases.map(\.rawValue)), "Why it was not acted on."),
    Property("wouldDeny", .flag, "Whether it would have denied; else a person would have been asked."),
    Property("trip", .reference("BreakerTrip"), "The trip."),
  ])

  private static let hold = Schema.object([
    Property("until", .time, "Its end; time alone never reopens a breaker."), Property("running", .flag, "Whether it has not ended."),
  ])

  private static let probation = Schema.object([
    Property("writes", count, "Successful writes so far."), Property("until", .time, "When it goes back to open, unless a write comes."),
  ])

  private static let enforcer = Schema.object([
    Property("name", .plain, "As configured."),
    Property("status", .word(EnforcerProgress.Status.allCases.map(\.rawValue)), "What it has said."),
  ])

  private static let request = Schema.object([
    Property("id", .plain, "A letter, a dash and 12 hexadecimal digits."), Property("state", requestState, "What it stands at."),
    Property("what", .plain, "What is asked for: `restore`, `exempt`, `halt`, `plannedChange`, `loosening`, `stagedAction` …"),
    Property(
      "asked", .openObject, "What there is to say beside that: `until`, `plan`, `planId`, `hash`, `differences`, `action`, `resource`."),
    Property(
      "breaker", .object([Property("id", .plain, "The breaker's.")] + key), isRequired: false, "The breaker that it is about."),
    Property("trip", .plain, isRequired: false, "What the breaker stood for when it was asked: with another one, nothing is done."),
    Property("configuration", .plain, isRequired: false, "Hash of what was in force when it was asked."),
    Property("requester", .plain, "Who asked: a person's name, or the agent's principal."), Property("reason", .plain, "Why."),
    Property("askedAt", .time, "When."), Property("expiresAt", .time, "From then on it can be neither approved nor used."),
    Property("approvalsNeeded", count, "By others than the requester."), Property("approvals", .list(approval), "Those there are."),
    Property("end", requestEnd, isRequired: false, "How it ended."),
  ])

  private static let approval = Schema.object([Property("name", .plain, "Who."), Property("at", .time, "When.")])

  private static let requestEnd = Schema.object([
    Property("state", requestState, "How."), Property("by", .plain, "Who; empty where time or the program did."),
    Property("at", .time, "When."), Property("note", .plain, "The reason that was given, or what came of it."),
  ])

  private static let plan = Schema.object([
    Property("id", .plain, "That of the request that it came from."), Property("principal", .plain, "Exactly this one."),
    Property("actions", .list(.plain), "Globs; none: every action."), Property("scopes", .list(.plain), "Globs; none: everywhere."),
    Property("maximumChanges", count, "More calls than this trip it."),
    Property("maximumDestroyed", count, "More destroyed resources than this trip it."),
    Property("from", .time, "Event time."), Property("until", .time, "Event time."),
    Property("repeat", .word(PlannedChange.Repetition.allCases.map(\.rawValue)), isRequired: false, "How often the window comes again."),
    Property("repeatUntil", .time, isRequired: false, "Until when it comes again."),
    Property("oneStrikes", .list(.plain), "One-strike actions that are expected too."), Property("requestedBy", .plain, "Who asked."),
    Property("approvedBy", .plain, "Who agreed; empty while nobody has."), Property("approvedAt", .time, isRequired: false, "When."),
    Property("reason", .plain, "Why."), Property("endedAt", .time, isRequired: false, "When it was ended before its time."),
  ])

  private static let halt = Schema.object([
    Property("active", .flag, "Whether new trips are as in shadow."), Property("since", .time, "When it began."),
    Property("until", .time, "When it ends by itself."), Property("endedAt", .time, isRequired: false, "When it ended."),
  ])

  private static let act = Schema.object([
    Property("recorded", .flag, "Whether it is durable in the audit log."), Property("request", .reference("Request"), "As it stands."),
    Property("breaker", .reference("Breaker"), isRequired: false, "As it stands, where it is about one."),
    Property("halt", .reference("Halt"), isRequired: false, "As it stands, where it is about one."),
    Property("plan", .reference("Plan"), isRequired: false, "As it stands, once it is approved."),
  ])

  private static let problem = Schema.object([
    Property("status", count, "The HTTP status."), Property("title", .plain, "In a few words."),
    Property("detail", .plain, "What was wrong, and what would be right."),
    Property("code", .plain, isRequired: false, "A word for scripts: `ownRequest`, `expired`, `stale`, `notRecorded` …"),
    Property("request", .plain, isRequired: false, "The request that it is about."),
  ])
}
