/// What enforcers should have in force for a principal. Level-triggered: an owner hands it to them after each commit and after a
/// restart, and giving it again changes nothing.
public enum DesiredDeny: String, Sendable, CaseIterable {
  case allWrites
  /// Probation.
  case destructiveWrites
  /// What was in force is to go, and some enforcer has not yet confirmed that it is gone.
  case nothing
}

extension Breaker {
  /// nil where no enforcer has anything to do. In shadow none is called, so a deny from enforce mode stays as it is until people
  /// restore; its removal goes on in every mode.
  public var desiredDeny: DesiredDeny? {
    if mode == .enforce {
      switch state {
      case .tripping, .open, .openUnenforced, .forcedOpen: return .allWrites
      case .probation: return .destructiveWrites
      case .closed, .capped, .held, .exempt: break
      }
    }
    return enforcers.contains { $0.status == .removing } ? .nothing : nil
  }
}
