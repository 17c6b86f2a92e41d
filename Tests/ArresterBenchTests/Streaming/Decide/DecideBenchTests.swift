import Arrester
import ArresterServer
import Testing

@testable import ArresterBench

@Suite("decisions over HTTP and in process", .serialized)
struct DecideBenchTests {
  private func options(_ change: (inout DecideBenchOptions) -> Void = { _ in }) -> DecideBenchOptions {
    var options = DecideBenchOptions()
    options.openBreakers = 10
    options.rate = .perSecond(200)
    options.connections = 3
    options.durationSeconds = 0.2
    options.repetitions = 2
    options.principals = 64
    change(&options)
    return options
  }

  private func run(_ options: DecideBenchOptions) throws -> BenchReport {
    try DecideBench.run(options, model: try StreamModel.load(), progress: { _ in }, shouldStop: { false })
  }

  private func row(_ name: String, _ report: BenchReport) throws -> BenchReport.Measurement {
    try #require(report.results.first { $0.name == name }, "\(name)")
  }

  private func failure(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }

  @Test("every request of the schedule is answered rightly, beside the decision alone")
  func scheduled() throws {
    let report = try run(options())
    #expect(try #require(report.histograms.first { $0.name == "due to answered" }).histogram.count == 40)
    #expect(try #require(report.histograms.first { $0.name == "due to sent" }).histogram.count == 40)
    #expect(try row("requests without a good answer", report).value == 0)
    let p99 = try row("due to answered, p99", report)
    #expect(p99.value >= (try row("due to answered, p50", report).value))
    #expect(try #require(p99.comparisons.first).name == EndpointRun.aloneName)
    #expect(try row("CPU of the server's thread", report).value > 0)
    #expect(report.limit == nil)
    #expect(report.title.contains("200 requests/s on 3 connections"))
    #expect(report.notes.contains { $0.contains("TLS is not measured") })
  }

  @Test("what is promised at a rate is neither met nor missed at a lower one")
  func promise() throws {
    let fast = options {
      $0.rate = .perSecond(5000)
      $0.durationSeconds = 0.02
    }
    #expect(try row("due to answered, p99", run(options())).goal == nil)
    #expect(try row("due to answered, p99", run(fast)).goal == .atMost(1000))
  }

  @Test("without a schedule it is asked as fast as it answers, and one of the threads is the limit")
  func closedLoop() throws {
    let report = try run(options { $0.rate = .maximum })
    #expect(try row("answered over HTTP", report).value > 200)
    #expect(report.histograms.contains { $0.name == "sent to answered" })
    #expect(!report.histograms.contains { $0.name == "due to sent" })
    #expect(try #require(report.limit).contains("of a core"))
    #expect(report.notes.contains { $0.contains("closed loop") })
  }

  @Test("the call in this process stays in the report")
  func inProcess() throws {
    let report = try run(options())
    #expect(try #require(report.results.first { $0.unit == "calls/s" }).value > 0)
    #expect(report.results.contains { $0.name.hasPrefix("a trip") })
  }

  @Test("a service that somebody else runs is asked with its token, which is in no report")
  func running() throws {
    let own = try OwnEndpoint(DecisionLoad(openBreakers: 10, seed: 2, asked: 64), model: try StreamModel.load())
    defer { own.stop() }
    let report = try run(options { $0.service = try? RunningService(address: own.address, tokenText: own.token) })
    #expect(try row("requests without a good answer", report).value == 0)
    #expect(!report.results.contains { $0.name == "CPU of the server's thread" })
    #expect(report.notes.contains { $0.contains(own.address.authority) })
    #expect(!report.json.text.contains(own.token))
  }

  @Test("a token that the service does not know ends it, with what the service said")
  func wrongToken() throws {
    let own = try OwnEndpoint(DecisionLoad(openBreakers: 10, seed: 2, asked: 64), model: try StreamModel.load())
    defer { own.stop() }
    let problem = failure { _ = try run(options { $0.service = try? RunningService(address: own.address, tokenText: "unknown-token") }) }
    #expect(problem.contains("status 401"))
    #expect(problem.contains("not known here"))
    #expect(!problem.contains("unknown-token"))
  }

  @Test("where nobody listens it ends, with the reason")
  func nobody() throws {
    let own = try OwnEndpoint(DecisionLoad(openBreakers: 0, seed: 2, asked: 64), model: try StreamModel.load())
    own.stop()
    let problem = failure { _ = try run(options { $0.service = try? RunningService(address: own.address, tokenText: own.token) }) }
    #expect(problem.contains("could not be made"))
    #expect(problem.contains("refused"))
  }

  @Test("an answer that is not the expected one is an error")
  func wrongAnswers() throws {
    let load = DecisionLoad(openBreakers: 10, seed: 2, asked: 64)
    let own = try OwnEndpoint(load, model: try StreamModel.load())
    defer { own.stop() }
    let questions = DecideQuestions(
      principals: load.principals, expected: load.expectedAllowed.map { !$0 }, address: own.address, token: own.token)
    var client = try RequestClient(own.address, connections: 2, questions: questions)
    let tally = try client.run(.whenFree(count: 10), shouldStop: { false })
    #expect(tally.failures == [.wrongAnswer: 10])
    #expect(tally.answered == 0)
    #expect(tally.latency.count == 10)
  }

  @Test("a run that is stopped reports that it is partial")
  func stopped() throws {
    let report = try DecideBench.run(options(), model: try StreamModel.load(), progress: { _ in }, shouldStop: { true })
    #expect(report.notes.first?.hasPrefix("partial") == true)
    #expect(report.histograms.isEmpty)
  }

  @Test("options out of range are refused with the range")
  func wrongOptions() {
    #expect(failure { try options { $0.connections = 0 }.check() }.contains("--connections is between 1 and 500"))
    #expect(failure { try options { $0.connections = 501 }.check() }.contains("--connections"))
    #expect(failure { try options { $0.rate = .perSecond(0) }.check() }.contains("--rate"))
    #expect(failure { try options { $0.durationSeconds = 0 }.check() }.contains("--duration"))
    #expect(failure { try options().check() }.isEmpty)
  }
}

@Suite("what decisions are asked about")
struct DecisionLoadTests {
  @Test("a table without breakers denies nobody")
  func empty() throws {
    let load = DecisionLoad(openBreakers: 0, seed: 1)
    #expect(load.principals.allSatisfy { load.snapshot.decide(principal: $0).isAllowed })
    #expect(load.expectedAllowed.allSatisfy { $0 })
    #expect(try AskingRun(load, threads: 2).callsPerSecond(0.02) > 0)
  }

  @Test("every second principal that is asked about is denied")
  func half() {
    let load = DecisionLoad(openBreakers: 100, seed: 1)
    #expect(load.principals.map { load.snapshot.decide(principal: $0).isAllowed } == load.expectedAllowed)
    #expect(load.expectedAllowed.count { !$0 } == load.principals.count / 2)
  }

  @Test("no question asks for what cannot be undone: a running service would ask people to approve it")
  func reversible() throws {
    let model = try StreamModel.load()
    let judge = CatalogActionJudge(aws: model.events.catalog)
    for action in DecideQuestions.actions {
      let judgement = judge.judge(platform: .aws, action: action, resource: nil)
      #expect(judgement.isReversible, "\(action)")
      #expect(judgement.requestedChange != .read, "\(action)")
    }
  }
}
