import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterKafka
import Testing

@testable import Arrester

@Suite("The schedule of drills")
struct DrillScheduleTests {
  private static let hour = 3600 * Timestamp.nanosecondsPerSecond

  @Test("comes to the same times at every instance", arguments: [0, 1, 1_799, 3_599])
  func pauses(seconds: Int64) throws {
    let configuration = ServeConfiguration()
    let options = ServiceOptions(configuration: configuration, model: try TestModel.load())
    let ports = ServicePorts()
    let producer = AcknowledgedProducer(ArresterKafka.KafkaSettings(bootstrapServers: "127.0.0.1:1"))
    defer { producer.close() }
    let schedule = DrillSchedule(
      conductor: DrillConductor(ports: ports, options: options, producer: producer), loop: ports.loop,
      intervalNanoseconds: DrillScheduleTests.hour, clock: SystemClock(), log: Log(write: { _ in }))
    let now = 500_000 * DrillScheduleTests.hour + seconds * Timestamp.nanosecondsPerSecond
    #expect(now + Int64(schedule.pause(at: now)) == 500_001 * DrillScheduleTests.hour)
  }

  @Test("another canary, or one that nobody had before, is a looser configuration")
  func posture() throws {
    var configuration = ServeConfiguration()
    let model = try TestModel.load()
    let before = SafetyPosture(ServiceOptions(configuration: configuration, model: model))
    var drill = DrillSettings()
    drill.principal = "arn:aws:iam::111122223333:role/claude-canary"
    configuration.drill = drill
    let unscheduled = SafetyPosture(ServiceOptions(configuration: configuration, model: model))
    #expect(PostureChange(from: before, to: unscheduled).looser.isEmpty)
    configuration.drill?.everyNanoseconds = DrillScheduleTests.hour
    let scheduled = SafetyPosture(ServiceOptions(configuration: configuration, model: model))
    #expect(PostureChange(from: before, to: scheduled).looser.contains { $0.contains("claude-canary") })
  }
}
