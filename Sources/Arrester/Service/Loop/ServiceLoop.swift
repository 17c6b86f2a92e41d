import ArresterBreaker

/// What work on the consuming thread may see and do. Valid inside the work only.
public struct ServiceLoop {
  let service: StreamService

  /// The board as it stands; nil under `--until-end`.
  public var board: BreakerBoard? { service.board?.board }

  /// Hands a person's authorised command to a breaker.
  public func command(_ command: BreakerCommand, for key: BreakerKey) { input(.command(command), for: key) }

  /// Tells a breaker something.
  public func input(_ input: BreakerInput, for key: BreakerKey) {
    service.board?.input(input, for: key, watermark: service.watermark(of: key))
  }

  /// Lets a person's act change the board; nothing under `--until-end`.
  public func act(
    about key: BreakerKey?, _ body: (inout BreakerBoard, Moment) -> RequestOutcome
  ) -> RequestOutcome? {
    service.board?.act(about: key, watermark: key.flatMap(service.watermark), body)
  }

  /// Answers a question about an irreversible action; nothing under `--until-end`.
  public func ask(_ question: StagedQuestion, claimant: String, reason: String) -> StagedAnswer? {
    service.board?.ask(question, claimant: claimant, reason: reason)
  }

  /// Whether a principal's events come to this member.
  public func owns(_ key: BreakerKey) -> Bool { service.owner.owns(key) }
}
