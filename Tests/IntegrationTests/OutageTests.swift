import ArresterKafka
import Foundation
import Testing

extension ProgramTests {
  /// Brokers that are away.
  @Suite("outages")
  struct Outage {
    @Test("no broker at the start: said clearly, exit status 1", arguments: ["serve", "load"])
    func noBroker(command: String) throws {
      let nowhere = "127.0.0.1:9"
      let file = command == "load" ? [#filePath] : []
      let program = try Program.run([command, "--bootstrap", nowhere, "--topic", "events"] + file, seconds: 60)
      #expect(program.status == 1)
      let says = program.errors.split(separator: "\n").filter { $0.hasPrefix("arrester:") }.joined()
      #expect(says.lowercased().contains("broker"), "\(program.errors)")
    }

    @Test("a broker that is killed and comes back: nothing lost, nothing doubled")
    func brokerKilled() throws {
      var shape = EventStream.Shape()
      shape.agents = 30
      let stream = EventStream(seed: 81, shape).endingWithStrike()
      let file = try stream.write()
      defer { try? FileManager.default.removeItem(atPath: file) }
      let broker = try Broker.start(version: "4.3.1")
      defer { broker.remove() }
      let topics = try Topics("outage", on: broker)
      let service = try topics.serve()
      try #require(Waiting.until(seconds: 60) { !service.logged("assigned").isEmpty }, "\(service.errors)")
      let lines = stream.lines
      try feed(lines, topics) { sent in
        guard sent == lines.count / 2 else { return }
        try broker.kill()
        usleep(2_000_000)
        try broker.resume()
      }
      let isComplete = try topics.wait(seconds: 120, forTripOf: "last-agent")
      try #require(isComplete, "\(service.errors)")
      service.terminate()
      #expect(service.waitForEnd(seconds: 10) && service.status == 0, "\(service.errors)")
      let sent = try topics.read(topics.input).map(\.value)
      #expect(sent == lines, "the test's own producer must not have changed the order")
      let difference = Verdicts.difference(try topics.verdicts(), try Verdicts.replayed(file).lines)
      #expect(difference == "")
      let progress = try topics.progress()
      #expect(progress.committed == progress.ends.map { $0 })
    }

    private func feed(_ lines: [String], _ topics: Topics, _ before: (Int) throws -> Void) throws {
      let producer = try KafkaProducer(topics.broker.settings)
      defer { producer.close() }
      for (index, line) in lines.enumerated() {
        try before(index)
        try producer.send(KafkaRecord(topic: topics.input, key: "k", value: line))
        if index % 20 == 0 { producer.poll(timeoutMilliseconds: 10) }
      }
      try producer.flush(timeoutMilliseconds: 60_000)
    }
  }
}
