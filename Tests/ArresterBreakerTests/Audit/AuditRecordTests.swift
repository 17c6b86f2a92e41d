import ArresterBase
import Foundation
import Testing

@testable import ArresterBreaker

@Suite("An audit record")
struct AuditRecordTests {
  private func object(_ entry: AuditEntry) throws -> [String: Any] {
    let record = AuditRecord.make(.entry(entry), writer: "a@x", sequence: 4, previous: AuditRecord.noHash, product: "9.9")
    let value = try JSONSerialization.jsonObject(with: Data(record.bytes))
    return try #require(value as? [String: Any])
  }

  /// Attributes that OCSF 1.3.0 requires of class 7001 (base event, remediation activity, cloud profile) and of the objects in it.
  @Test(
    "an enforcer's action is an OCSF remediation activity with all that is required",
    arguments: [AuditAction.denyApplied, .denyVerified, .denyRemoved])
  func remediationActivity(action: AuditAction) throws {
    let entry = AuditEntry(.result, action, by: .enforcer("aws"), key: makeKey(), trip: "t1", at: noon, outcome: .partial)
    let value = try object(entry)
    let activity = action == .denyRemoved ? 3 : 1
    #expect(value["activity_id"] as? Int == activity)
    #expect(value["category_uid"] as? Int == 7)
    #expect(value["class_uid"] as? Int == 7001)
    #expect(value["type_uid"] as? Int == 700_100 + activity)
    #expect(value["time"] as? Int == 1_767_355_200_000)
    #expect(value["severity_id"] as? Int == 1)
    #expect(value["command_uid"] as? String == "t1")
    let metadata = try #require(value["metadata"] as? [String: Any])
    #expect(metadata["version"] as? String == "1.3.0")
    #expect(metadata["profiles"] as? [String] == ["cloud"])
    #expect((metadata["product"] as? [String: Any])?["vendor_name"] as? String == "Arrester")
    #expect((value["cloud"] as? [String: Any])?["provider"] as? String == "aws")
    let countermeasure = try #require((value["countermeasures"] as? [[String: Any]])?.first)
    #expect(countermeasure["d3f_tactic"] != nil || countermeasure["d3f_technique"] != nil)
    let known: Set = [
      "activity_id", "activity_name", "category_uid", "class_uid", "type_uid", "time", "severity_id", "status_id", "status", "message",
      "command_uid", "countermeasures", "metadata", "cloud", "unmapped",
    ]
    #expect(Set(value.keys).subtracting(known).isEmpty, "OCSF refuses attributes that it does not know")
    let chain = try #require((value["unmapped"] as? [String: Any])?["arrester"] as? [String: Any])
    #expect(chain["sequence"] as? Int == 4)
    #expect(chain["principal"] as? String == makeKey().principal)
  }

  @Test(
    "status tells partial success and errors apart",
    arguments: [(AuditOutcome?.some(.success), 1), (.failure, 2), (.partial, 4), (.error, 6), (.unknown, 0), (nil, 0)])
  func status(outcome: AuditOutcome?, identifier: Int) throws {
    let value = try object(AuditEntry(.result, .denyApplied, by: .enforcer("aws"), trip: "t", at: noon, outcome: outcome))
    #expect(value["status_id"] as? Int == identifier)
  }

  @Test("a deny without a trip is known by its request, and without that by its place in the chain")
  func commandIdentifier() throws {
    let asked = try object(AuditEntry(.intent, .denyApplied, by: .enforcer("aws"), request: "r1", at: noon))
    #expect(asked["command_uid"] as? String == "r1")
    let alone = try object(AuditEntry(.intent, .denyApplied, by: .enforcer("aws"), at: noon))
    #expect(alone["command_uid"] as? String == "a@x/4")
  }

  @Test("everything else is a plain object with the same fields")
  func plain() throws {
    for action in AuditAction.allCases where ![.denyApplied, .denyVerified, .denyRemoved].contains(action) {
      let value = try object(AuditEntry(.result, action, by: .person("ann"), key: makeKey(), trip: "t", request: "r", at: noon))
      #expect(value["class_uid"] == nil)
      #expect(value["action"] as? String == action.rawValue)
      #expect(value["hash"] != nil)
      #expect((value["actor"] as? [String: String]) == ["type": "person", "name": "ann"])
    }
  }

  @Test("texts of any length stay within the limit of a record, and different ones stay different")
  func longTexts() throws {
    let long = String(repeating: "\u{0}é\"", count: 20_000)
    let entries = [long + "a", long + "b"].map { text in
      AuditEntry(
        .result, .denyApplied, by: .person(text), key: makeKey(text), trip: text, request: text, at: noon, outcome: .success, detail: text)
    }
    let records = entries.map { AuditRecord.make(.entry($0), writer: "a@x", sequence: 0, previous: AuditRecord.noHash, product: "0") }
    for record in records {
      #expect(record.bytes.count <= AuditRecord.maximumBytes)
      #expect(try ReadAuditRecord(record.bytes).contentHash == record.hash)
    }
    let names = try entries.map { try #require((object($0)["unmapped"] as? [String: [String: Any]])?["arrester"]?["principal"] as? String) }
    #expect(names[0] != names[1])
  }

  @Test("a chain begins with its opening and a head, and has heads by number and by time")
  func headsFallDue() throws {
    var settings = try AuditChains.settings(isSigned: true, recordsPerHead: 3)
    settings.headNanoseconds = minute
    var chain = AuditChain(instance: "a", startedAt: noon, settings)
    let opened = try chain.open(at: noon)
    #expect(opened.records.map(\.sequence) == [0, 1])
    #expect(opened.head?.sequence == 0)
    #expect(try chain.append(AuditChains.entry(1), at: noon).head == nil)
    #expect(!chain.isHeadDue(at: noon + minute - 1))
    #expect(chain.isHeadDue(at: noon + minute))
    let byTime = try chain.appendHead(at: noon + minute)
    #expect(byTime.head?.sequence == 2)
    #expect(byTime.head?.isSigned(by: try AuditChains.key().publicKey) == true)
    #expect(try chain.appendHead(at: noon + hour).records.isEmpty, "a head of nothing new says nothing")
    let appended = try (1...3).map { try chain.append(AuditChains.entry($0), at: noon + minute) }
    #expect(appended.map { $0.head?.sequence } == [nil, nil, 6])
  }

  @Test("a copy from before goes on where a transaction was aborted")
  func goesOnAfterAbort() throws {
    var chain = AuditChain(instance: "a", startedAt: noon, try AuditChains.settings(isSigned: true))
    var lines = try chain.open(at: noon).records.map(\.bytes)
    let before = chain
    _ = try chain.append(AuditChains.entry(1), at: noon)
    chain = before
    lines += try chain.append(AuditChains.entry(2), at: noon).records.map(\.bytes)
    #expect(try AuditChains.verify(lines).isIntact)
  }

  @Test("entries of one transaction are appended in order, with the newest of their heads")
  func severalEntries() throws {
    var chain = AuditChain(instance: "a", startedAt: noon, try AuditChains.settings(isSigned: true, recordsPerHead: 2))
    let opened = try chain.open(at: noon)
    let appended = try chain.append((0..<5).map(AuditChains.entry), at: noon)
    #expect(appended.records.map(\.sequence) == [2, 3, 4, 5, 6, 7, 8])
    #expect(appended.head?.sequence == 6)
    #expect(try AuditChains.verify((opened.records + appended.records).map(\.bytes)).isIntact)
  }

  @Test("names that no one gives out make no chain that cannot be read")
  func strangeInstance() throws {
    let made = try AuditChains.make(String(repeating: "\"\n\u{7F}é", count: 300), entries: 30)
    #expect(try AuditChains.verify(made.records.map(\.bytes), heads: made.heads).isIntact)
  }
}
