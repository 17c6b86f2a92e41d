import ArresterBase
import ArresterBreaker
import ArresterEnforcement

/// Hands orders to the enforcers once the records that ask for them are committed. Any thread.
///
/// What it is told reaches the runner in the order in which it was told: partitions that go and come back leave no order forgotten.
public final class EnforcementDesk: Sendable {
  private enum Errand: Sendable {
    case carryOut([DenyOrder])
    case forget([BreakerKey])
    case halt(Bool)
    case stop
  }

  private let runner: EnforcementRunner
  private let allowances: [String: Int64]
  private let errands: AsyncStream<Errand>.Continuation

  /// - Parameters:
  ///   - enforcers: in the order of the configuration.
  ///   - settings: by name, for those that have settings of their own.
  ///   - loop: of the service whose breakers are enforced: what became of orders comes back there.
  public init(
    enforcers: [any Enforcer], settings: [String: EnforcementSettings] = [:], loop: LoopQueue, spool: IntentSpool? = nil,
    clock: any WallClock = SystemClock(), log: Log
  ) {
    allowances = Dictionary(enforcers.map { ($0.name, $0.propagationNanoseconds) }, uniquingKeysWith: { first, _ in first })
    let reports = EnforcementReports(loop: loop, spool: spool, clock: clock, log: log)
    let runner = EnforcementRunner(
      enforcers: enforcers, settings: EnforcementSettings(), own: settings, observer: reports, wallClock: clock)
    self.runner = runner
    // As many wait as there are breakers that changed, at most: each errand is handed on before its enforcers have done anything.
    let (stream, continuation) = AsyncStream.makeStream(of: Errand.self)
    errands = continuation
    Task { for await errand in stream { await EnforcementDesk.run(errand, runner, log) } }
  }

  deinit { errands.finish() }

  /// How long after the read-back the enforcer's platform may let old permissions through.
  func propagationNanoseconds(of enforcer: String) -> Int64 { allowances[enforcer] ?? 0 }

  /// What each principal is to be denied from now on. An order that is older than one already known changes nothing.
  func carryOut(_ orders: [DenyOrder]) { if !orders.isEmpty { errands.yield(.carryOut(orders)) } }

  /// Another instance owns these keys now.
  func forget(_ keys: [BreakerKey]) { if !keys.isEmpty { errands.yield(.forget(keys)) } }

  /// While halted, existing denies stay and nothing new is applied.
  func setHalted(_ isHalted: Bool) { errands.yield(.halt(isHalted)) }

  /// Starts nothing more. Waits for nothing: what is under way is given again by whoever owns the breakers next.
  func stop() { errands.yield(.stop) }

  public func states(of key: BreakerKey) async -> [OrderState] { await runner.states(of: key) }

  /// What enforcers have done and have before them.
  public func counters() async -> EnforcementCounters { await runner.counters() }

  public func check() async -> [EnforcementProblem] { await runner.check() }

  private static func run(_ errand: Errand, _ runner: EnforcementRunner, _ log: Log) async {
    switch errand {
    case .carryOut(let orders):
      for (order, reception) in zip(orders, await runner.carryOut(orders)) where reception == .refusedAtLimit {
        log.page(.ordersRefused, ["reason": "too many orders to enforcers: one was refused", "principal": .text(order.key.principal)])
      }
    case .forget(let keys): await runner.forget(keys)
    case .halt(true): await runner.halt()
    case .halt(false): await runner.resume()
    case .stop: await runner.stop()
    }
  }
}

/// What the runner says, as work for the consuming thread.
private struct EnforcementReports: EnforcementObserver {
  let loop: LoopQueue
  let spool: IntentSpool?
  let clock: any WallClock
  let log: Log

  /// Intent before action: durable once it is in Kafka. What is not in time goes to the spool: a denial goes on, a loosening waits.
  func willApply(_ plan: EnforcementPlan, by enforcer: String) async -> IntentRecord {
    let entry = AuditEntry(intentOf: plan, by: enforcer, at: clock.now())
    do {
      let isRecorded = try await loop.perform { try $0.note(entry, of: plan, by: enforcer) }.isRecorded
      if !isRecorded { keep(entry, isKnown: true) }
      return isRecorded ? .durable : .notDurable
    } catch {
      log.warning("an intent could not be recorded", ["enforcer": .text(enforcer), "detail": .text("\(error)")])
      guard error as? LoopError != .handedOver else { return .handedOver }
      keep(entry, isKnown: false)
      return .notDurable
    }
  }

  private func keep(_ entry: AuditEntry, isKnown: Bool) {
    guard let spool, entry.action == .denyApplied else { return }
    do throws(AuditFileError) { try spool.keep(entry, isKnown: isKnown) } catch {
      loop.post { $0.count(page: .intentNotKept) }
      log.page(
        .intentNotKept, at: .error, ["reason": "an intent to deny is neither in Kafka nor in the spool", "detail": .text("\(error)")])
    }
  }

  func happened(_ outcome: EnforcementOutcome) async {
    guard !loop.post({ $0.note(outcome) }) else { return }
    log.error(
      "an enforcer's report was lost: too much waits",
      ["enforcer": .text(outcome.enforcer), "principal": .text(outcome.order.key.principal)])
  }
}
