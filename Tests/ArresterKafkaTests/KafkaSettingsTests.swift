import Testing

@testable import ArresterKafka

@Suite("Settings")
struct KafkaSettingsTests {
  private func failure(_ properties: [String: String], servers: String = "127.0.0.1:1") -> KafkaError? {
    do {
      _ = try KafkaProducer(KafkaSettings(bootstrapServers: servers, properties: properties))
      return nil
    } catch { return error }
  }

  @Test("every unknown or unusable property is named at once")
  func unknown() throws {
    let error = try #require(failure(["no.such.key": "1", "linger.ms": "often", "compression.type": "lz4"]))
    #expect(error.description.contains("no property \"no.such.key\" is known"))
    #expect(error.description.contains("linger.ms"))
    #expect(!error.description.contains("compression.type"))
  }

  @Test("a property on which correctness rests cannot be overridden")
  func reserved() throws {
    let error = try #require(failure(["enable.idempotence": "false", "client.id": "x"]))
    #expect(error.detail == "client.id, enable.idempotence cannot be overridden: Arrester sets it")
  }

  @Test("no address at all is refused, not waited for")
  func empty() throws {
    #expect(try #require(failure([:], servers: "")).detail == "bootstrapServers is empty")
  }

  @Test("librdkafka's own log lines reach the closure")
  func log() throws {
    let lines = Lines()
    let settings = KafkaSettings(
      bootstrapServers: "127.0.0.1:1", properties: ["debug": "conf"], log: { _, facility, _ in lines.append(facility) })
    let producer = try KafkaProducer(settings)
    producer.close()
    #expect(lines.all.contains("CONF"))
  }
}

@Suite("Known faults of librdkafka")
struct KafkaLibraryTests {
  @Test(
    "a version is warned of the faults that it has, and of no other",
    arguments: [(0x0200_02ff, 5, "queue"), (0x0205_00ff, 2, "end-of-partition"), (0x0206_01ff, 1, "end-of-partition")])
  func warnings(number: Int, count: Int, word: String) {
    let warnings = KafkaLibrary.warnings(number: number)
    #expect(warnings.count == count)
    #expect(warnings.contains { $0.contains(word) })
  }

  @Test("a version past every known fault is not warned of")
  func none() { #expect(KafkaLibrary.warnings(number: 0x0210_01ff).isEmpty) }

  @Test("the running version is told as text and as a number that agree")
  func version() {
    let parts = KafkaLibrary.version.split(separator: ".").prefix(2).compactMap { Int($0) }
    #expect(parts == [KafkaLibrary.number >> 24, KafkaLibrary.number >> 16 & 0xFF])
  }
}

@Suite("Errors")
struct KafkaErrorTests {
  @Test("the text names the operation, the code, and what to do")
  func text() {
    let error = KafkaError(code: 10, name: "MSG_SIZE_TOO_LARGE", operation: "send to t", detail: "Broker: Message size too large")
    #expect(error.isMessageTooLarge)
    #expect(
      error.description
        == "send to t: MSG_SIZE_TOO_LARGE (10): Broker: Message size too large. Raise the topic's max.message.bytes and the client's "
        + "message.max.bytes, or send less")
  }

  @Test("codes are told apart by what they ask for")
  func kinds() {
    func error(_ code: Int32) -> KafkaError { KafkaError(code: code, name: "", operation: "", detail: "") }
    #expect(error(90).isFenced && error(-144).isFenced && error(47).isFenced)
    #expect(error(22).isMembershipLost && error(25).isMembershipLost && !error(22).isFenced)
    #expect(error(3).isUnknownTopic && !error(3).isMembershipLost)
    #expect(error(29).advice == "Grant this user the operation on the topic (ACL)")
    #expect(error(-1).advice == nil)
  }
}
