import ArresterBase
import ArresterServer

/// What the endpoint decides, without HTTP: kind, action and breaker of each question, asked in a loop.
struct DecisionAlone {
  /// Of single calls, with the two clock reads that each takes.
  private(set) var latency = HDRHistogram()
  private var cpuNanoseconds: Int64 = 0
  private let maker: DecisionMaker
  private let questions: [DecisionQuestion]

  init(_ maker: DecisionMaker, principals: [String]) {
    self.maker = maker
    questions = principals.enumerated().map { index, principal in
      DecisionQuestion(platform: .aws, principal: principal, action: DecideQuestions.action(index))
    }
  }

  /// Processor time of a call so far.
  var cpuOfCall: Double { latency.count > 0 ? Double(cpuNanoseconds) / Double(latency.count) : 0 }

  /// Asks about each once, so that what is remembered is remembered.
  func warmUp() { for question in questions { _ = maker.begin(question, mayNameKind: false) } }

  /// - Returns: processor time of a call, nanoseconds.
  mutating func run(nanoseconds: Int64) -> Double {
    let cpu = ThreadClock.nanoseconds()
    let before = latency.count
    let start = SystemClock.monotonic()
    var last = start
    var index = 0
    repeat {
      _ = maker.begin(questions[index % questions.count], mayNameKind: false)
      let now = SystemClock.monotonic()
      latency.record(now - last)
      last = now
      index += 1
    } while last - start < nanoseconds
    let used = ThreadClock.nanoseconds() - cpu
    cpuNanoseconds += used
    return Double(used) / Double(latency.count - before)
  }
}
