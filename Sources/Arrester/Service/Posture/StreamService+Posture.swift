import ArresterBreaker

extension StreamService {
  /// Once the breakers topic was read to its end, and at every reload: a configuration that is looser than the one in force must not
  /// begin to act.
  /// - Returns: what it is beside the one in force.
  /// - Throws: `LooserPosture` until two people have agreed to it.
  func adoptPosture(of options: ServiceOptions) throws -> String {
    guard let board else { return "none" }
    let decision = board.adopt(SafetyPosture(options))
    switch decision.verdict {
    case .same: break
    case .first: isPostureWritten = false
    case .tighter, .approved:
      isPostureWritten = false
      log.info(
        "another configuration is in force", ["hash": .text(decision.hash), "approved": .flag(decision.verdict == .approved)])
    case .refused:
      throw LooserPosture(hash: decision.hash, detail: decision.error?.detail ?? "it is looser than the one in force")
    }
    return decision.verdict.rawValue
  }

  /// What was adopted is forgotten with everything uncommitted where partitions come before its commit. Without it on the topic a looser
  /// configuration could be the first of all, and free. One that a commit is writing comes by the topic.
  func keepPosture() {
    guard !isPostureWritten, !(inFlight?.holdsPosture ?? false), let board else { return }
    _ = board.adopt(SafetyPosture(options))
  }
}

/// The configuration or the model is looser than what is in force, and nobody has approved it.
public struct LooserPosture: Error, CustomStringConvertible {
  /// What people approve.
  public var hash: String
  public var detail: String

  public var description: String { "refused: \(detail)" }
}
