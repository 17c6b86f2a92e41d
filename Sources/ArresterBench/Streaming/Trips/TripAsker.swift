import Arrester
import ArresterBase
import Glibc

/// Asks the decision call about every agent that should be denied by now, as an endpoint would, and watches how many messages the
/// service has taken. Belongs to one thread.
final class TripAsker {
  private let ports: ServicePorts
  private let ledger: TripLedger
  private let name: (Int) -> String
  private var names: [Int: String] = [:]
  /// Between two rounds of questions: what an answer's time may be too long by.
  static let pauseMicroseconds: UInt32 = 100

  init(_ ports: ServicePorts, _ ledger: TripLedger, name: @escaping (Int) -> String) {
    self.ports = ports
    self.ledger = ledger
    self.name = name
  }

  /// - Parameter onTaken: told how many messages the service has taken, in every round.
  func run(until isOver: () -> Bool, onTaken: (Int) -> Void) {
    while !isOver() {
      onTaken(ports.messagesTaken)
      for agent in ledger.waiting { ask(agent) }
      usleep(TripAsker.pauseMicroseconds)
    }
  }

  private func ask(_ agent: Int) {
    let principal = names[agent] ?? name(agent)
    if ports.decisions.decide(principal: principal, kind: .agent).isAllowed {
      names[agent] = principal
    } else {
      ledger.noteVisible(agent: agent, at: SystemClock.monotonic())
      names[agent] = nil
    }
  }
}
