/// What a person, or for a staged action an agent, asks for.
public enum AskedChange: Sendable, Equatable {
  case command(BreakerCommand)
  /// New trips are as in shadow, for `BreakerPolicy.haltSeconds`.
  case halt
  case resume
  case plannedChange(PlannedChange)
  /// Before its time; what it allowed is judged as always again.
  case endPlannedChange(identifier: String)
  /// A configuration or model that is looser than the one in force.
  case loosening(Loosening)
  case stagedAction(StagedQuestion)
}

/// A looser posture, by its hash, with what is looser in words.
public struct Loosening: Sendable, Equatable {
  /// `SafetyPosture.hash` of the one that is to be approved.
  public var hash: String
  public var differences: [String]

  public init(hash: String, differences: [String]) {
    self.hash = hash
    self.differences = differences
  }
}

extension AskedChange {
  /// As it stands in records and in the audit log.
  public var name: String {
    switch self {
    case .command(let command): command.name
    case .halt: "halt"
    case .resume: "resume"
    case .plannedChange: "plannedChange"
    case .endPlannedChange: "endPlannedChange"
    case .loosening: "loosening"
    case .stagedAction: "stagedAction"
    }
  }

  /// How many must agree beside the requester. Nobody else is needed for what only takes away or lets an operator look again; a
  /// halt is one person's, since it ends by itself and pages, and so is its end, which lets trips act again.
  /// - Parameter holdIsRunning: of the breaker that it is about, now.
  func approvalsNeeded(holdIsRunning: Bool) -> Int {
    switch self {
    case .command(.enforce), .command(.dismiss), .command(.forceOpen), .command(.extend), .halt, .resume, .endPlannedChange: 0
    case .command(.restore): holdIsRunning ? 2 : 1
    case .command(.liftForced), .command(.exempt), .plannedChange, .loosening, .stagedAction: 1
    }
  }

  /// Without what a request gives to a planned change: its identifier and the people behind it.
  func isSameChange(as other: AskedChange) -> Bool {
    guard case .plannedChange(let own) = self, case .plannedChange(let others) = other else { return self == other }
    return own.proposal(identifier: "", by: "", reason: "") == others.proposal(identifier: "", by: "", reason: "")
  }

  var isStaged: Bool {
    if case .stagedAction = self { true } else { false }
  }

  /// Whether somebody has to carry it out once it is granted. The others are used up by whoever was waiting for them.
  var isCarriedOut: Bool {
    switch self {
    case .command, .halt, .resume, .plannedChange, .endPlannedChange: true
    case .loosening, .stagedAction: false
    }
  }

  /// An operator may let a staged action through: it is one action on one resource. All else takes an approver.
  func mayBeApproved(by person: Person) -> Bool {
    person.roles.contains(.approver) || (isStaged && person.roles.contains(.operator))
  }
}

extension BreakerCommand {
  /// As it stands in records and in the audit log.
  public var name: String {
    switch self {
    case .enforce: "enforce"
    case .dismiss: "dismiss"
    case .restore: "restore"
    case .forceOpen: "forceOpen"
    case .liftForced: "liftForced"
    case .exempt: "exempt"
    case .extend: "extend"
    }
  }
}
