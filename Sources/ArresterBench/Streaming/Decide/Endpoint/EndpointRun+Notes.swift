extension EndpointRun {
  /// Which of the two threads had no more to give; nil where a schedule held both back.
  var limit: String? {
    guard isClosedLoop else { return nil }
    let elapsed = Double(max(1, total { $0.tally.elapsed }))
    let client = Double(total { $0.tally.clientCPU }) / elapsed
    let clientText = "the client's thread used \(EndpointRun.percent(client)) of a core"
    guard isOwn else { return "not to be told from here: \(clientText), and the service is another process's" }
    let server = Double(total { $0.server?.cpuNanoseconds ?? 0 }) / elapsed
    let waiting = Double(total { $0.server?.waitingNanoseconds ?? 0 }) / elapsed
    let which = server + waiting >= client ? "the server's thread" : "the client"
    return "\(which): the server's thread used \(EndpointRun.percent(server)) of a core and waited for one "
      + "\(EndpointRun.percent(waiting)) of the time, \(clientText)"
  }

  func notes(_ all: RequestTally) -> [String] {
    [verdict(all), surroundings, target, pacing] + failures(all)
  }

  /// Whether what is promised was kept.
  private func verdict(_ all: RequestTally) -> String {
    let promise = "p99 below 1 ms at \(NumberText.format(Double(EndpointRun.goalRate))) requests/s"
    guard !isClosedLoop, ratePerSecond >= EndpointRun.goalRate else {
      return "\(promise): not measured; it takes a --rate of \(EndpointRun.goalRate) or more"
    }
    let isKept = Double(all.latency.percentile(99)) < EndpointRun.goalMicroseconds * 1000 && all.failed == 0
    let found = NumberText.duration(nanoseconds: Double(all.latency.percentile(99)))
    let text = "\(promise): \(isKept ? "held" : "not held"), with \(found) and \(all.failed) requests without a good answer"
    return isKept || othersShare < EndpointRun.disturbingShare
      ? text : text + "; others kept the machine busy, so that it says little of the endpoint"
  }

  /// Of all cores: beyond it the client and the server wait for a core more than for each other.
  private static let disturbingShare = 0.2

  private var machineShare: Double { BenchReport.median(repetitions.map(\.machineShare).sorted()) }
  private var ownShare: Double { BenchReport.median(repetitions.map(\.ownShare).sorted()) }
  private var othersShare: Double { machineShare - ownShare }

  private var surroundings: String {
    let waiting = repetitions.compactMap { $0.server.map { Double($0.waitingNanoseconds) } }.reduce(0, +)
    let text =
      "all cores together were busy \(EndpointRun.percent(machineShare)) of the time, \(EndpointRun.percent(ownShare)) with this process"
    guard isOwn else { return text }
    let answered = max(1, total { Int64($0.tally.answered) })
    return text
      + "; the server's thread was ready without a core for \(NumberText.duration(nanoseconds: waiting / Double(answered))) a request"
  }

  private var target: String {
    let http = "plain HTTP/1.1 on kept connections, one request at a time on each; TLS is not measured"
    guard isOwn else { return "\(http); asked was \(address.authority), about principals that it need not know" }
    return "\(http); the endpoint's own route, token, kinds and action tables, without approvals and without a Kafka loop beside it; "
      + "the client is a thread of the same process"
  }

  private var pacing: String {
    isClosedLoop
      ? "closed loop: each connection asks anew when it was answered; its latencies leave out the waiting that a schedule would show"
      : "the schedule is fixed: every latency counts from when a request was due, and what failed counts until it was given up"
  }

  private func failures(_ all: RequestTally) -> [String] {
    let sorted = all.failures.sorted { $0.key < $1.key }.map { "\($0.value) requests were \($0.key.words)" }
    return sorted + (all.refusal.map { ["the first answer that was no decision, or a wrong one: \($0)"] } ?? [])
  }

  private var isOwn: Bool { options.service == nil }

  private func total(_ value: (Repetition) -> Int64) -> Int64 { repetitions.reduce(0) { $0 + value($1) } }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
