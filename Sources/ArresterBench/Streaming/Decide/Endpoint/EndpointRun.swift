import ArresterBase

/// The endpoint asked over HTTP, repetition by repetition, with the decision alone beside it.
struct EndpointRun {
  /// What one repetition found.
  struct Repetition {
    var tally: RequestTally
    /// Of the thread that serves; nil where it is another process's.
    var server: ThreadTimes.Use?
    /// Processor time of a decision alone, nanoseconds.
    var decision: Double
    /// The share of all cores that was busy meanwhile, whoever used them, and that of this process.
    var machineShare: Double
    var ownShare: Double
  }

  let options: DecideBenchOptions
  let address: ServiceAddress
  private let ownEndpoint: OwnEndpoint?
  private let questions: DecideQuestions
  private var client: RequestClient
  private(set) var alone: DecisionAlone
  private(set) var repetitions: [Repetition] = []

  /// - Parameter own: asked where the options name no service; its decisions are measured without HTTP in any case.
  init(_ options: DecideBenchOptions, _ load: DecisionLoad, _ own: OwnEndpoint) throws {
    self.options = options
    ownEndpoint = options.service == nil ? own : nil
    address = options.service?.address ?? own.address
    questions = DecideQuestions(
      principals: load.principals, expected: options.service == nil ? load.expectedAllowed : nil, address: address,
      token: options.service?.token ?? own.token)
    client = try RequestClient(address, connections: options.connections, questions: questions)
    alone = DecisionAlone(own.maker, principals: load.principals)
  }

  /// Asks each question once, and sees that they are answered.
  /// - Throws: `BenchError` with what was answered instead.
  mutating func warmUp(_ shouldStop: () -> Bool) throws {
    alone.warmUp()
    for count in [1, questions.count] {
      let tally = try client.run(.whenFree(count: count), shouldStop: shouldStop)
      guard let failure = tally.failures.keys.min() else { continue }
      let said = tally.refusal.map { ": \($0)" } ?? ""
      throw BenchError("http://\(address.authority)/v1/decide: requests were \(failure.words)\(said)")
    }
  }

  mutating func repeatOnce(_ shouldStop: () -> Bool) throws {
    let decision = alone.run(nanoseconds: Int64(options.inProcessSeconds * 1e9))
    let (server, machine, process) = (ownEndpoint?.use(), MachineTimes.now(), ThreadTimes.now())
    let tally = try client.run(pace, shouldStop: shouldStop)
    let used = ownEndpoint?.use()
    let total = Double(MachineTimes.now().totalNanoseconds - machine.totalNanoseconds)
    let ownNanoseconds = Double(ThreadTimes.now().since(process).total().cpuNanoseconds)
    repetitions.append(
      Repetition(
        tally: tally, server: EndpointRun.difference(server, used), decision: decision,
        machineShare: MachineTimes.now().busyShare(since: machine), ownShare: total > 0 ? ownNanoseconds / total : 0))
  }

  private var pace: RequestPace {
    switch options.rate {
    case .maximum: return .whenFreeFor(nanoseconds: Int64(options.stretchSeconds * 1e9))
    case .perSecond(let rate):
      let schedule = OpenLoopSchedule(ratePerSecond: rate)
      return .scheduled(schedule, count: schedule.count(seconds: options.stretchSeconds))
    }
  }

  private static func difference(_ before: ThreadTimes.Use?, _ after: ThreadTimes.Use?) -> ThreadTimes.Use? {
    guard let before, let after else { return nil }
    return ThreadTimes.Use(
      cpuNanoseconds: after.cpuNanoseconds - before.cpuNanoseconds, waitingNanoseconds: after.waitingNanoseconds - before.waitingNanoseconds
    )
  }
}
