import ArresterBase
import ArresterConfiguration
import ArresterEngine
import Foundation
import Testing

@testable import Arrester

@Suite("verdicts as they are written")
struct VerdictOutputTests {
  private static func makeVerdicts() throws -> [Verdict] {
    let agent = CloudTrail()
    let one = CloudTrail(role: "developers", session: "ada \"<&>\n\u{1F600}")
    let records =
      (0..<6).map { agent.deleteFunction("f\($0)", at: $0, id: "d\($0)") } + [
        agent.deleteDatabase("orders", at: 10, id: "1"), agent.createDatabase("orders", at: 60, id: "2"),
        one.record("cloudtrail:StopLogging", at: 70, id: "3", request: #"{"name":"t"}"#),
      ]
    return try Replays.run(records).verdicts
  }

  /// The names of an object's keys in the order in which they stand, outermost level only.
  private static func keys(_ line: String) -> [String] {
    var keys: [String] = []
    var depth = 0
    var text = ""
    var isInString = false
    var isEscaped = false
    for character in line {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isInString = false
          continue
        }
        text.append(character)
        continue
      }
      switch character {
      case "\"":
        isInString = true
        text = ""
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      case ":" where depth == 1: keys.append(text)
      default: break
      }
    }
    return keys
  }

  @Test("a line has the keys of the contract, in its order")
  func lineKeys() throws {
    let verdicts = try VerdictOutputTests.makeVerdicts()
    let promised = [
      "type", "id", "time", "principal", "session", "kind", "platform", "scopes", "regions", "rule", "signals", "score", "changes",
      "destroyed", "severity",
      "resources", "events", "model",
    ]
    for type in Verdict.Kind.allCases { #expect(verdicts.contains { $0.type == type }) }
    for verdict in verdicts {
      let keys = VerdictOutputTests.keys(verdict.jsonLine)
      #expect(keys.filter(Set(promised).contains) == promised, "\(verdict.type)")
      #expect(Set(keys).count == keys.count)
      #expect(!verdict.jsonLine.contains("\n"))
    }
  }

  @Test("a line says what the verdict is")
  func lineContent() throws {
    let verdict = try #require(try VerdictOutputTests.makeVerdicts().first { $0.type == .trip })
    let object = try #require(try JSONSerialization.jsonObject(with: Data(verdict.jsonLine.utf8)) as? [String: Any])
    #expect(object["type"] as? String == "trip")
    #expect((object["id"] as? String)?.count == 32)
    #expect(object["principal"] as? String == CloudTrail().principal)
    #expect(object["kind"] as? String == "agent")
    #expect(object["scopes"] as? [String] == ["111122223333"])
    let signal = try #require((object["signals"] as? [[String: Any]])?.first)
    #expect(Set(signal.keys) == ["name", "windowSeconds", "observed", "threshold"])
    let resource = try #require((object["resources"] as? [[String: Any]])?.first)
    #expect(Set(resource.keys) == ["id", "action", "effect", "time", "region", "severity", "reversible"])
    let score = try #require(object["score"] as? Int)
    #expect((0...100).contains(score))
  }

  @Test("a finding is a Detection Finding of OCSF 1.3.0, with the verdict under unmapped.arrester")
  func finding() throws {
    for verdict in try VerdictOutputTests.makeVerdicts() {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(FindingRecord.json(verdict))) as? [String: Any])
      #expect(object["class_uid"] as? Int == 2004)
      #expect(object["category_uid"] as? Int == 2)
      #expect(object["activity_id"] as? Int == 1)
      #expect(object["type_uid"] as? Int == 200_401)
      #expect(object["time"] as? Int64 == verdict.time / 1_000_000)
      #expect(object["severity_id"] as? Int == [.warn: 2, .page: 4, .trip: 5][verdict.type])
      #expect(object["is_alert"] as? Bool == (verdict.type != .warn))
      #expect((object["message"] as? String)?.contains(verdict.principal) == true)
      let metadata = try #require(object["metadata"] as? [String: Any])
      #expect(metadata["version"] as? String == "1.3.0")
      #expect((metadata["product"] as? [String: Any])?["vendor_name"] is String)
      let info = try #require(object["finding_info"] as? [String: Any])
      #expect(info["uid"] as? String == verdict.identifier)
      #expect((info["title"] as? String)?.isEmpty == false)
      let user = ((object["evidences"] as? [[String: Any]])?.first?["actor"] as? [String: Any])?["user"] as? [String: Any]
      #expect(user?["uid"] as? String == verdict.principal)
      #expect((object["resources"] as? [[String: Any]])?.compactMap { $0["uid"] as? String } == verdict.resources.map(\.identifier))
      let cloud = try #require(object["cloud"] as? [String: Any])
      #expect((cloud["account"] as? [String: Any])?["uid"] as? String == "111122223333")
    }
  }

  @Test("the verdict inside a finding is the line of replay, byte for byte")
  func unmapped() throws {
    for verdict in try VerdictOutputTests.makeVerdicts() {
      let text = String(decoding: FindingRecord.json(verdict), as: UTF8.self)
      #expect(text.hasSuffix("\"unmapped\":{\"arrester\":\(verdict.jsonLine)}}"))
    }
  }

  @Test("a dead letter says why, where, and at most the first 64 KiB of what")
  func deadLetter() throws {
    var letters: [DeadLetter] = []
    let intake = Intake(model: try TestModel.load())
    intake.onDeadLetter = { letters.append($0) }
    let huge = [UInt8](repeating: UInt8(ascii: "x"), count: 200_000)
    huge.withUnsafeBytes { intake.take($0, at: .message(topic: "t", partition: 3, offset: 7), reference: 0) { _ in } }
    Array("y".utf8).withUnsafeBytes { intake.refuse($0, .tooLarge, at: .file(path: "a/b.json", line: 5, index: 2)) }
    let records = letters.map(OutputRecords(topics: OutputTopics()).deadLetter)
    #expect(records.map(\.topic) == ["arrester.deadletter", "arrester.deadletter"])
    let objects = try records.map { try #require(try JSONSerialization.jsonObject(with: Data($0.value ?? [])) as? [String: String]) }
    #expect(objects.map { $0["reason"] } == ["notJSON", "tooLarge"])
    #expect(objects.map { $0["place"] } == ["t/3/7", "a/b.json:5#2"])
    #expect(objects[0]["sha256"] == SHA256(huge).hexadecimal)
    #expect(Data(base64Encoded: objects[0]["recordBase64"] ?? "")?.count == 65_536)
    #expect(Data(base64Encoded: objects[1]["recordBase64"] ?? "") == Data("y".utf8))
    #expect(objects.allSatisfy { $0["explanation"]?.isEmpty == false })
  }

  @Test("output comes in the order of event time, principal, type and identifier")
  func order() throws {
    var maker = StreamMaker(seed: 3)
    let verdicts = try Replays.run(maker.make(400)).verdicts
    #expect(verdicts.count > 3)
    for (left, right) in zip(verdicts, verdicts.dropFirst()) {
      let keys = [left, right].map { [$0.principal, $0.type.rawValue, $0.identifier] }
      #expect(left.time < right.time || (left.time == right.time && keys[0].lexicographicallyPrecedes(keys[1])))
    }
  }
}
