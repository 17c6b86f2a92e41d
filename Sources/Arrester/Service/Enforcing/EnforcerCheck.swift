import ArresterBase
import ArresterConfiguration
import ArresterEnforcement
import ArresterKafka
import Foundation

/// `serve --check`: what would keep enforcers from working when a trip comes.
public enum EnforcerCheck {
  /// Asks every enforcer of the configuration; each has half a minute. Waits for that. Receivers of alerts are not sent anything.
  /// - Returns: empty where all would work.
  /// - Throws: `ConfigurationProblems` where one cannot even be made.
  public static func run(_ options: ServiceOptions, log: Log) throws -> [EnforcementProblem] {
    // What is wrong with receivers of alerts stops a start too.
    _ = try AlertRelays.receivers(options.configuration)
    let producer = try options.configuration.commandTopics.isEmpty ? nil : AcknowledgedProducer(options.kafkaSettings(log))
    defer { producer?.close() }
    let enforcers = try EnforcerFactory.make(options.configuration.enforcers, kafka: try options.kafkaSettings(log)) { producer! }
    let desk = EnforcementDesk(enforcers: enforcers, loop: LoopQueue(), log: log)
    let answer = Answer()
    let isDone = DispatchSemaphore(value: 0)
    Task {
      answer.problems = await desk.check()
      isDone.signal()
    }
    isDone.wait()
    return answer.problems
  }

  /// Written by one task before the semaphore, read after it.
  private final class Answer: @unchecked Sendable {
    var problems: [EnforcementProblem] = []
  }
}
