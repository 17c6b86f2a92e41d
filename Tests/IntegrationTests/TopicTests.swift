import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// Topics that are missing, and records that cannot be read.
  @Suite("topics and dead letters")
  struct TopicHandling {
    @Test("missing output topics are named, and how to have them made", arguments: Broker.versions)
    func missing(version: String) throws {
      let topics = try Topics("missing", on: ProgramTests.broker(version), made: false)
      let service = try Program.run(["serve"] + topics.arguments, environment: topics.environment)
      #expect(service.status == 1)
      for name in [topics.findings, topics.breakers, topics.deadLetters, "kafka.createTopics", "ARRESTER_KAFKA_CREATE_TOPICS=true"] {
        #expect(service.errors.contains(name), "\(service.errors)")
      }
    }

    @Test("a missing input topic is named, and nothing makes it")
    func missingInput() throws {
      let topics = try Topics("no-input", on: ProgramTests.broker())
      let elsewhere = ["serve", "--bootstrap", topics.broker.address, "--topic", "nowhere.events", "--group", topics.group]
      let more = topics.environment.merging(["ARRESTER_KAFKA_CREATE_TOPICS": "true"]) { $1 }
      for arguments in [elsewhere, ["load", "--bootstrap", topics.broker.address, "--topic", "nowhere.events", #filePath]] {
        let program = try Program.run(arguments, environment: more)
        #expect(program.status == 1)
        #expect(program.errors.contains("nowhere.events"), "\(program.errors)")
      }
      let administration = try KafkaAdministration(topics.broker.settings)
      defer { administration.close() }
      #expect(try !administration.exists("nowhere.events"))
    }

    @Test("asked to, it makes its topics, with breakers compacted", arguments: Broker.versions)
    func made(version: String) throws {
      let topics = try Topics("made", on: ProgramTests.broker(version), made: false)
      let service = try topics.serve(environment: ["ARRESTER_KAFKA_CREATE_TOPICS": "true"])
      try #require(Waiting.until(seconds: 60) { !service.logged("assigned").isEmpty }, "\(service.errors)")
      service.terminate()
      #expect(service.waitForEnd(seconds: 10) && service.status == 0)
      let described = try topics.broker.describe(topics.breakers)
      #expect(described.contains("cleanup.policy=compact"), "\(described)")
      #expect(described.contains("PartitionCount: 1"), "\(described)")
      for topic in [topics.findings, topics.deadLetters] {
        let described = try topics.broker.describe(topic)
        #expect(described.contains("Topic: \(topic)") && !described.contains("cleanup.policy=compact"), "\(described)")
      }
    }

    @Test("what cannot be read goes unkeyed into the topic and comes out as a dead letter with its reason and place")
    func deadLetters() throws {
      let topics = try Topics("letters", on: ProgramTests.broker())
      let good = Story.oneStrike.events(role: "good-agent", second: EventStream.longAgo, label: "good").map { Array($0.line.utf8) }
      let bad: [(bytes: [UInt8], reason: String)] = [
        (Array("this is no JSON".utf8), "notJSON"), (Array(good[0].dropLast(20)), "truncatedJSON"), (Array("42".utf8), "notAnObject"),
        ([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D], "invalidUTF8"),
        (Array("{\"eventName\":\"DeleteBucket\",\"eventSource\":\"s3.amazonaws.com\"}".utf8), "noTime"),
        (Array("{\"eventName\":\"DeleteBucket\",\"eventSource\":\"s3.amazonaws.com\",\"eventTime\":\"yesterday\"}".utf8), "invalidTime"),
        (Array("{\"eventSource\":\"s3.amazonaws.com\",\"eventTime\":\"2026-01-05T08:00:00Z\"}".utf8), "noAction"),
      ]
      let file = NSTemporaryDirectory() + "arrester-letters-\(UUID().uuidString).jsonl"
      defer { try? FileManager.default.removeItem(atPath: file) }
      let lines = bad.map(\.bytes) + good
      try Data(lines.joined(separator: [UInt8(ascii: "\n")])).write(to: URL(fileURLWithPath: file))
      try topics.load(file)
      let service = try Program.run(["serve", "--until-end"] + topics.arguments, environment: topics.environment)
      #expect(service.status == 0, "\(service.errors)")

      let letters = try topics.read(topics.deadLetters)
      #expect(letters.count == bad.count && letters.allSatisfy { $0.key == nil })
      for (index, letter) in letters.enumerated() where index < bad.count {
        let fields = try Verdicts.fields(letter.value)
        #expect(fields["reason"] as? String == bad[index].reason)
        #expect(fields["place"] as? String == "\(topics.input)/0/\(index)")
        #expect(Data(base64Encoded: fields["recordBase64"] as? String ?? "") == Data(bad[index].bytes))
      }
      let input = try topics.read(topics.input)
      #expect(input.prefix(bad.count).allSatisfy { $0.key == nil })
      #expect(input.dropFirst(bad.count).allSatisfy { $0.key == "arn:aws:iam::111122223333:role/good-agent" })
      #expect(try topics.verdicts().count == 1)
    }

    @Test("a record too large for the topic is listed with its place, the others are loaded, and load fails")
    func tooLarge() throws {
      let topics = try Topics("large", on: ProgramTests.broker())
      var large = Story.oneStrike.events(role: "large-agent", second: EventStream.longAgo, label: "large")
      large[0].request = "{\"padding\":\"\(String(repeating: "x", count: 3_000_000))\"}"
      let file = try EventStream(events: [large[1], large[0], large[1]]).write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      let program = try Program.run(["load", "--bootstrap", topics.broker.address, "--topic", topics.input, file])
      #expect(program.status == 1)
      #expect(program.errors.contains("\(file):2"), "\(program.errors)")
      #expect(program.output.contains("2 of 3 records acknowledged"), "\(program.output)")
      #expect(try topics.read(topics.input).count == 2)
    }
  }
}
