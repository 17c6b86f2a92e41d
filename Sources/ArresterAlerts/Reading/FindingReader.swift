import Foundation

/// Makes an alert of a record of the findings topic.
public enum FindingReader {
  public enum Reading: Sendable, Equatable {
    case alert(Alert)
    /// Of a principal that came near its limits; the sentence says which.
    case warning(principal: String, message: String, time: Int64)
    /// Nothing that people are told of.
    case nothing
  }

  /// - Throws: `UnreadableFinding` for what is no finding of ours.
  public static func read(_ bytes: [UInt8]) throws(UnreadableFinding) -> Reading {
    let finding: Finding
    do { finding = try JSONDecoder().decode(Finding.self, from: Data(bytes)) } catch { throw UnreadableFinding(detail: "\(error)") }
    if let verdict = finding.unmapped.arrester { return read(verdict, finding, bytes) }
    guard let aftermath = finding.unmapped.arresterTrip, let state = aftermath.state else { return .nothing }
    var alert = alert(.change(state: state), finding, bytes)
    alert.facts += facts(aftermath)
    return .alert(alert)
  }

  private static func read(_ verdict: Finding.Verdict, _ finding: Finding, _ bytes: [UInt8]) -> Reading {
    let subject: Alert.Subject
    switch verdict.type {
    case "trip": subject = .trip(finding.statusDetail.map { TripDecision(rawValue: $0) ?? .unknown } ?? .unknown)
    case "page": subject = .page
    default: return .warning(principal: principal(finding), message: finding.message, time: finding.time * nanosecondsPerMillisecond)
    }
    var alert = alert(subject, finding, bytes)
    alert.facts += facts(verdict)
    return .alert(alert)
  }

  private static func alert(_ subject: Alert.Subject, _ finding: Finding, _ bytes: [UInt8]) -> Alert {
    var alert = Alert(
      subject, identifier: finding.findingInfo.uid, principal: principal(finding), platform: finding.cloud.provider,
      scope: finding.cloud.account.uid, startedAt: finding.findingInfo.createdTime * nanosecondsPerMillisecond,
      time: finding.time * nanosecondsPerMillisecond, message: finding.message)
    alert.facts = [AlertFact("Platform", alert.platform), AlertFact("Scope", alert.scope)]
    alert.finding = bytes
    return alert
  }

  private static func principal(_ finding: Finding) -> String { finding.evidences.first?.actor.user.uid ?? "" }

  private static func facts(_ verdict: Finding.Verdict) -> [AlertFact] {
    var facts = [AlertFact("Kind", verdict.kind)]
    if let rule = verdict.rule { facts.append(AlertFact("Rule", rule)) }
    facts.append(AlertFact("Last call", verdict.action))
    if let session = verdict.session { facts.append(AlertFact("Session", session)) }
    if !verdict.regions.isEmpty { facts.append(AlertFact("Regions", verdict.regions.joined(separator: ", "))) }
    facts.append(AlertFact("Changes, destroyed", "\(verdict.changes), \(verdict.destroyed)"))
    if !verdict.resources.isEmpty { facts.append(AlertFact("Gone", gone(verdict.resources))) }
    return facts
  }

  private static func gone(_ resources: [Finding.Resource]) -> String {
    let named = resources.prefix(mostNamed).map(\.id).joined(separator: "\n")
    return resources.count > mostNamed ? named + "\nand \(resources.count - mostNamed) more" : named
  }

  private static func facts(_ aftermath: Finding.Aftermath) -> [AlertFact] {
    var facts: [AlertFact] = []
    for enforcer in aftermath.enforcers {
      facts.append(AlertFact("Enforcer \(enforcer.name)", enforcer.confirmedAt.map { "confirmed at \($0)" } ?? "not confirmed"))
    }
    if !aftermath.leaks.isEmpty { facts.append(AlertFact("Leaked", aftermath.leaks.prefix(mostNamed).joined(separator: "\n"))) }
    if let successor = aftermath.successor { facts.append(AlertFact("Tripped again as", successor)) }
    return facts
  }

  /// The trip's page lists the rest.
  private static let mostNamed = 5
  private static let nanosecondsPerMillisecond: Int64 = 1_000_000
}

public struct UnreadableFinding: Error, Sendable, Equatable {
  public var detail: String
}
