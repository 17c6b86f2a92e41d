import Arrester
import ArresterBase
import ArresterEngine

/// Thresholds fitted to replayed events and labels, with the price of each choice.
public struct Tuning {
  public struct Options: Sendable {
    public var budget = TuneBudget()
    /// The part of the time range that is fitted on; the rest judges.
    public var split = 0.7

    public init() {}
  }

  public let swept: [SweptLimit]
  public let current: SettingOutcome
  /// Every setting that was tried, the current one first.
  public let outcomes: [SettingOutcome]
  public let front: [SettingOutcome]
  /// nil where no setting is within the budget.
  public let recommended: SettingOutcome?
  /// From the current model to the recommended one.
  public let fates: [ChangedFate]
  public let options: Options
  /// Event times, nanoseconds since 1970 UTC; nil where no event was read.
  public let range: ClosedRange<Int64>?
  public let split: Int64
  public let counters: IntakeCounters
  /// Wall time of the one pass over the events, and of all settings.
  public let traceSeconds: Double
  public let sweepSeconds: Double
  /// The harmful cases, in the order of `Tally.blasts` of all: names, and what was destroyed, had nobody been stopped.
  public let cases: [(name: String, destroyed: Int)]
  /// Cases whose principals did nothing in these files.
  public let unseenCases: Int
  let sensitivities: [Sweep.Sensitivity]
  /// Of the model that was compared with.
  let model: EngineModel

  /// - Parameters:
  ///   - model: with the declared kinds.
  ///   - onRead: told how many bytes were read.
  ///   - onSetting: told how many settings were tried.
  /// - Throws: what files cannot be read, `TuneLabelProblems`, `TuneError`.
  public init(
    _ files: InputFiles, model: Model, labels: TuneLabels, plans: PlanTable, options: Options, onRead: ((Int) -> Void)? = nil,
    onSetting: (Int) -> Void = { _ in }
  ) throws {
    let trace = try Trace.make(of: files, model: model, plans: plans, wanted: labels.principals, onProgress: onRead)
    try self.init(trace, labels, options, onSetting)
  }

  init(_ trace: Trace, _ labels: TuneLabels, _ options: Options, _ onSetting: (Int) -> Void = { _ in }) throws {
    var labelled = try LabelledTime(labels, trips: TripSpans.of(trace))
    labelled.measureDamage(trace.principals)
    let evaluation = Evaluation(trace, labelled, split: options.split)
    let sweep = Sweep(evaluation, onProgress: onSetting)
    let choice = Choice(sweep.outcomes, current: sweep.current, evaluation.swept, options.budget)
    swept = evaluation.swept
    current = sweep.current
    outcomes = sweep.outcomes
    front = choice.front
    recommended = choice.recommended
    fates = choice.recommended.map { ChangedFate.all(evaluation, from: .current, to: $0.setting) } ?? []
    self.options = options
    range = trace.range
    split = evaluation.split
    counters = trace.counters
    traceSeconds = trace.seconds
    sweepSeconds = sweep.seconds
    cases = labelled.cases.map { ($0.name, $0.destroyed) }
    unseenCases = labelled.cases.count { !$0.isSeen }
    sensitivities = sweep.sensitivities
    model = trace.model
  }
}

extension TuneLabels {
  /// Those that are named.
  var principals: Set<String> {
    Set(labels.compactMap { if case .principal(let name, _) = $0.subject { name } else { nil } })
  }
}

/// What the trips of the current model are about, by their identifiers.
enum TripSpans {
  /// From the longest window before each to the end of the first hold: what led to it, and what it goes on with.
  static func of(_ trace: Trace) -> [String: (principal: String, range: ClosedRange<Int64>)] {
    let judge = TraceJudge(trace.model, trace.floors)
    let before = Int64(trace.model.longestWindowSeconds) * Timestamp.nanosecondsPerSecond
    let after = Int64(trace.model.hold.firstSeconds) * Timestamp.nanosecondsPerSecond
    var spans: [String: (principal: String, range: ClosedRange<Int64>)] = [:]
    for principal in trace.principals {
      for trip in judge.outcome(of: principal).trips {
        let identifier = principal.key.tripIdentifier(number: trip.number)
        spans[identifier] = (principal.key.principal, trip.time - before...trip.time + after)
      }
    }
    return spans
  }
}
