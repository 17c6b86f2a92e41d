import Arrester
import ArresterBase
import ArresterEngine
import Foundation
import Testing

@testable import ArresterTuning

@Suite("What scenarios write")
struct GenerationTests {
  @Test("the same seed writes the same bytes, another seed others", arguments: Scenario.all.map(\.name))
  func seeded(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    let first = scenario.played(midnight: Simulation.defaultMidnight, seed: 7)
    #expect(first.lines == scenario.played(midnight: Simulation.defaultMidnight, seed: 7).lines)
    #expect(first.lines != scenario.played(midnight: Simulation.defaultMidnight, seed: 8).lines)
  }

  @Test("another day moves the times and nothing else")
  func day() throws {
    let scenario = try #require(Scenario.named("stack-deletion"))
    let day = 86_400 * Timestamp.nanosecondsPerSecond
    let first = scenario.played(midnight: Simulation.defaultMidnight, seed: 7)
    let next = scenario.played(midnight: Simulation.defaultMidnight + day, seed: 7)
    #expect(first.trail.map { $0.time + day } == next.trail.map(\.time))
    #expect(first.trail.map(\.call) == next.trail.map(\.call))
  }

  @Test("the pipeline reads every record, and knows every action")
  func readable() throws {
    let playing = Playing(scale: 1)
    let summary = try playing.replayed().summary
    #expect(summary.intake.events == playing.lines.count && summary.intake.deadLetters.isEmpty)
    #expect(summary.admission.duplicates == 0 && summary.admission.future == 0 && summary.admission.tooLate == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(summary.json.bytes)) as? [String: Any])
    #expect(object["unknownActions"] as? [String: Int] == [:])
    #expect(object["unidentified"] as? Int == 0)
  }

  @Test("records have CloudTrail's fields in CloudTrail's order")
  func order() throws {
    let line = try #require(Playing(named: "one-irreversible-call").lines.first)
    let text = String(decoding: line, as: UTF8.self)
    let fields = [
      "eventVersion", "userIdentity", "sessionContext", "sessionIssuer", "attributes", "eventTime", "eventSource", "eventName", "awsRegion",
      "sourceIPAddress", "userAgent", "requestParameters", "responseElements", "requestID", "eventID", "readOnly", "eventType",
      "managementEvent", "recipientAccountId", "eventCategory", "tlsDetails",
    ]
    let places = fields.map { text.range(of: "\"\($0)\":")?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
  }

  @Test("all sorts of identities act, and calls fail in the words of their service")
  func identities() throws {
    let records = try Playing(scale: 1).lines.map(ReadRecord.init)
    #expect(Set(records.compactMap { $0.text("userIdentity", "type") }) == ["AssumedRole", "IAMUser", "AWSService", "Root"])
    #expect(records.contains { $0.text("userIdentity", "invokedBy") == "cloudformation.amazonaws.com" })
    let refused = records.filter { $0.text("errorCode") != nil }
    let codes = Set(refused.compactMap { $0.text("errorCode") })
    #expect(codes.isSuperset(of: ["AccessDenied", "Client.UnauthorizedOperation", "Client.DependencyViolation", "ThrottlingException"]))
    #expect(refused.allSatisfy { $0.fields["responseElements"] is NSNull && $0.text("errorMessage")?.isEmpty == false })
    let identifiers = records.compactMap { $0.text("eventID") }
    #expect(Set(identifiers).count == records.count && identifiers.allSatisfy { UUID(uuidString: $0) != nil })
  }

  @Test("records come minutes late and out of order, and never too late for the model")
  func delivery() throws {
    for played in Playing(scale: 1).played where played.trail.count > 200 {
      var (newest, older, latest) = (Int64.min, 0, Int64(0))
      for record in played.trail {
        if record.time < newest { older += 1 }
        newest = max(newest, record.time)
        latest = max(latest, newest - record.time)
      }
      #expect(latest < 600 * Timestamp.nanosecondsPerSecond)
      #expect(older * 2 > played.trail.count, "\(played.name) is almost in order")
    }
  }

  @Test("in the order of arrival the pipeline says the same as in the order of time", arguments: ["region-sweep", "stack-deletion"])
  func asArrived(name: String) throws {
    let playing = Playing(named: name)
    let trips = try playing.replayed().verdicts.filter { $0.type == .trip }.map(\.principal)
    #expect(try playing.replayed { $0.isAsArrived = true }.verdicts.filter { $0.type == .trip }.map(\.principal) == trips)
    #expect(trips.count == 1)
  }

  @Test("the scale decides how much ordinary work there is")
  func scale() {
    func principals(_ scale: Double) -> Int { Set(Playing([], scale: scale).played.flatMap(\.trail).compactMap(\.caller.principal)).count }
    #expect(Playing([], scale: 0).played.isEmpty)
    #expect((50...70).contains(principals(1)))
    #expect((110...130).contains(principals(2)))
    let parts = Playing([], scale: 5).played
    #expect(parts.map(\.name) == ["background", "background-2"])
    let callers = parts.map { Set($0.trail.filter { $0.caller.invokedBy == nil }.compactMap(\.caller.principal)) }
    #expect(callers[0].isDisjoint(with: callers[1]))
  }
}
