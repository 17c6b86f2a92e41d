import ArresterBase
import ArresterBreaker

/// Drives the enforcers: told what each principal is to be denied, it makes that so, keeps it so, and says what became of it.
///
/// Level-triggered: only the newest order of a key counts, and to give it again, after a crash too, changes nothing that holds. Each
/// enforcer has places and a queue of its own, so that one that fails or hangs holds up no other. All it does is told to the
/// observer.
public actor EnforcementRunner {
  struct Lane {
    let enforcer: any Enforcer
    var schedule: LaneSchedule
    /// The last report of this lane: the next one waits for it.
    var report: Task<Void, Never>?
  }

  public nonisolated let settings: EnforcementSettings
  let observer: any EnforcementObserver
  let wallClock: any WallClock
  let clock: any EnforcementClock
  let random: @Sendable () -> Double
  var lanes: [Lane]
  /// The newest order of each key, those that are done with included.
  private var newest: [BreakerKey: DenyOrder] = [:]
  private var counted = EnforcementCounters()
  public private(set) var isHalted = false
  public private(set) var isStopped = false
  var running: [UInt64: Task<Void, Never>] = [:]
  var lastRun: UInt64 = 0
  var timer: (task: Task<Void, Never>, time: Int64)?

  /// - Parameters:
  ///   - enforcers: in the order of the configuration, their names unique (`check` says where they are not).
  ///   - settings: checked with `validate()` before.
  ///   - own: by name, for enforcers that have settings of their own; checked as well.
  ///   - random: uniform in 0..<1, for jitter.
  public init(
    enforcers: [any Enforcer], settings: EnforcementSettings, own: [String: EnforcementSettings] = [:],
    observer: any EnforcementObserver, wallClock: any WallClock = SystemClock(), clock: any EnforcementClock = MonotonicClock(),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.settings = settings
    self.observer = observer
    self.wallClock = wallClock
    self.clock = clock
    self.random = random
    lanes = enforcers.map {
      let schedule = LaneSchedule(enforcer: $0.name, readsBack: $0.readsBack, settings: own[$0.name] ?? settings)
      return Lane(enforcer: $0, schedule: schedule)
    }
  }

  deinit { timer?.task.cancel() }

  /// What a key is to be denied from now on. Returns before anything is done.
  @discardableResult
  public func carryOut(_ order: DenyOrder) -> OrderReception {
    let reception = receive(order)
    if reception == .accepted { proceed() }
    return reception
  }

  /// The same for many, after a restart or when partitions were assigned.
  /// - Returns: one answer for each, in their order.
  @discardableResult
  public func carryOut(_ orders: [DenyOrder]) -> [OrderReception] {
    defer { proceed() }
    return orders.map { receive($0) }
  }

  /// Another instance owns these keys now: nothing further is done for them, and nothing undone. A call that is under way ends by
  /// itself and leads to no next step.
  public func forget(_ keys: [BreakerKey]) {
    for key in keys where newest.removeValue(forKey: key) != nil {
      counted.forgotten += 1
      for index in lanes.indices { lanes[index].schedule.forget(key) }
    }
  }

  /// From now on nothing is applied but loosenings. What stands stays, and is still read back; a call that is under way ends.
  public func halt() { isHalted = true }

  /// The end of a halt: what waited for it goes on.
  public func resume() {
    isHalted = false
    for index in lanes.indices { lanes[index].schedule.resume(at: clock.now()) }
    proceed()
  }

  /// A person has looked at what failed or is in conflict: it is tried at once.
  /// - Returns: false where there is nothing to try.
  @discardableResult
  public func retry(_ key: BreakerKey) -> Bool {
    var isFound = false
    for index in lanes.indices where lanes[index].schedule.retry(key, at: clock.now()) { isFound = true }
    proceed()
    return isFound
  }

  /// Starts nothing more, and returns when the calls under way have ended or were given up.
  public func stop() async {
    isStopped = true
    timer?.task.cancel()
    timer = nil
    for task in running.values { await task.value }
  }

  /// - Complexity: O(orders).
  public func counters() -> EnforcementCounters {
    var counters = counted
    counters.enforcers = lanes.map { ($0.enforcer.name, $0.schedule.counters, $0.schedule.load) }
    return counters
  }

  /// Where the key's order stands at each enforcer that has one, in the order of the configuration.
  public func states(of key: BreakerKey) -> [OrderState] {
    lanes.compactMap { lane in
      lane.schedule.entries[key].map {
        OrderState(enforcer: lane.enforcer.name, order: $0.order, phase: $0.phase, lastError: $0.lastError)
      }
    }
  }

  private func receive(_ order: DenyOrder) -> OrderReception {
    let known = newest[order.key]
    if let known, known != order, known.revision >= order.revision {
      counted.olderOrders += 1
      return .older(known: known.revision)
    }
    guard known != nil || newest.count < settings.maximumKeys else {
      counted.refusedAtLimit += 1
      return .refusedAtLimit
    }
    newest[order.key] = order
    counted.orders += 1
    for index in lanes.indices where lanes[index].enforcer.platforms.contains(order.key.platform) {
      lanes[index].schedule.submit(order, at: clock.now())
    }
    return .accepted
  }
}

/// What became of an order that was handed in.
public enum OrderReception: Sendable, Equatable {
  case accepted
  /// A newer one is known, or another one of the same revision; nothing was done.
  case older(known: UInt64)
  /// `EnforcementSettings.maximumKeys` are known; nothing was done, and a person must be told.
  case refusedAtLimit
}

/// An order at one enforcer, for people who look.
public struct OrderState: Sendable, Equatable {
  public var enforcer: String
  public var order: DenyOrder
  public var phase: OrderPhase
  /// Since it last held.
  public var lastError: EnforcementError?
}
