import ArresterBase
import ArresterBreaker

/// What people ask for and agree to.
extension BoardOwner {
  /// Lets a person's act change the board, and takes what came of it towards the topics.
  /// - Parameter watermark: of the principal's own partition; nil where none is known.
  func act(
    about key: BreakerKey?, watermark: Int64?, _ body: (inout BreakerBoard, Moment) -> RequestOutcome
  ) -> RequestOutcome {
    let moment = moment(key, watermark)
    return change { board in
      let outcome = body(&board, moment)
      return (outcome, outcome.actions)
    }
  }

  /// Answers a question about an irreversible action.
  func ask(_ question: StagedQuestion, claimant: String, reason: String) -> StagedAnswer {
    let now = clock.now()
    return change { board in
      board.staged.ask(question, mode: board.policy.mode(for: question.key), claimant: claimant, reason: reason, at: now)
    }
  }

  /// Puts a posture in force, or says why it must not be.
  func adopt(_ posture: SafetyPosture) -> PostureDecision {
    let now = clock.now()
    return change { board in
      let decision = board.adopt(posture, at: now)
      return (decision, decision.actions)
    }
  }

  /// Ends what is past its time, and carries out what was granted to breakers of this member.
  /// - Parameter owned: whether this member speaks for a breaker (nil: for what is about none).
  func tickRequests(owned: (BreakerKey?) -> Bool, watermark: (BreakerKey) -> Int64?) {
    let now = clock.now()
    // Asked while the board changes.
    let latches = board.latches
    let actions: [BoardAction] = change { board in
      var requests = board.advanceRequests(to: now, owned: owned)
      let carriedOut = board.carryOutGranted(owned: owned) { key in
        Moment(wallTime: now, watermark: max(key.flatMap(watermark) ?? 0, key.flatMap { latches[$0]?.tripTime } ?? 0))
      }
      requests += carriedOut.requests
      return (carriedOut.board, requests)
    }
    act(actions)
  }
}
