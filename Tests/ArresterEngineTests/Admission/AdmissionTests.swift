import ArresterEvents
import Testing

@testable import ArresterEngine

@Suite("Admission")
struct AdmissionTests {
  private let builder = EventFrameBuilder()
  private let admission = Admission(model: makeDefaultModel())

  private func admit(_ event: ChangeEvent) -> Admission.Outcome { admission.admit(builder.frame(of: event)).0 }

  @Test("the watermark is the newest event time, for each platform by itself")
  func watermarks() {
    var maker = EventMaker()
    #expect(admission.watermark(.aws) == nil)
    #expect(admission.admit(builder.frame(of: maker.modify(at: 100))).watermark == start + 100 * second)
    #expect(admission.admit(builder.frame(of: maker.modify(at: 50))).watermark == start + 100 * second)
    var pod = maker.modify(at: 10)
    pod.platform = .kubernetes
    #expect(admission.admit(builder.frame(of: pod)).watermark == start + 10 * second)
    #expect(admission.watermark(.aws) == start + 100 * second)
    admission.noteRead(time: start + 200 * second, .aws)
    admission.noteDataEvent(time: start + 150 * second, .aws)
    #expect(admission.watermark(.aws) == start + 200 * second)
    admission.restoreWatermark(start + 30 * second, .aws)
    #expect(admission.watermark(.aws) == start + 200 * second, "never backwards")
    admission.restoreWatermark(start + 20 * second, .gcp)
    #expect(admission.watermark(.gcp) == start + 20 * second)
  }

  @Test("an event is too late only beyond its platform's lateness", arguments: [(Platform.aws, 600), (Platform.kubernetes, 60)])
  func lateness(platform: Platform, latenessSeconds: Int) {
    var maker = EventMaker()
    let outcomes = [0.0, Double(-latenessSeconds), Double(-latenessSeconds) - 0.000_000_5].map { time in
      var event = maker.modify(at: 1000 + time)
      event.platform = platform
      return admit(event)
    }
    #expect(outcomes == [.accepted, .accepted, .tooLate])
    #expect(admission.counters.tooLate == 1 && admission.counters.changes == 2)
  }

  @Test("too late is decided before duplicate")
  func tooLateFirst() {
    var maker = EventMaker()
    let event = maker.modify(at: 0)
    #expect(admit(event) == .accepted)
    #expect(admit(event) == .duplicate)
    #expect(admit(maker.modify(at: 700)) == .accepted)
    #expect(admit(event) == .tooLate)
    #expect(admission.counters.duplicates == 1 && admission.counters.tooLate == 1)
  }

  @Test("a duplicate has the same identifier, time, principal, action and resources")
  func duplicates() {
    var maker = EventMaker()
    let event = maker.delete("a", at: 0)
    var others = Array(repeating: event, count: 6)
    others[0].time += 1
    others[1].principal += "x"
    others[2].action += "x"
    others[3].resources[0].names[0] += "x"
    others[4].resourceType += "x"
    others[5].itemCount = 2
    #expect(admit(event) == .accepted)
    for other in others { #expect(admit(other) == .accepted) }
    #expect(admission.counters.reusedIdentifiers == others.count)
    for other in others + [event] { #expect(admit(other) == .duplicate) }
    var session = event
    session.session = "another"
    #expect(admit(session) == .duplicate, "the session is not part of it")
    var identifier = event
    identifier.identifier += "x"
    #expect(admit(identifier) == .accepted)
    #expect(admission.counters.reusedIdentifiers == others.count, "an identifier that was not seen is not reused")
  }

  @Test("the same identifier on another platform is another event")
  func platforms() {
    var maker = EventMaker()
    var event = maker.modify(at: 0)
    #expect(admit(event) == .accepted)
    event.platform = .gcp
    #expect(admit(event) == .accepted)
    #expect(admission.counters.reusedIdentifiers == 0)
  }

  @Test("an event from the future is counted and moves no watermark")
  func future() {
    let reference = start
    #expect(!admission.isFuture(start + 120 * second, reference: reference))
    #expect(admission.isFuture(start + 120 * second + 1, reference: reference))
    #expect(!admission.isFuture(start - 9999 * second, reference: reference))
    #expect(admission.counters.future == 1)
    #expect(admission.watermark(.aws) == nil)
  }

  @Test("counters say what was admitted, and add up")
  func counters() {
    var maker = EventMaker()
    for event in [
      maker.delete("a", at: 0), maker.delete("b", at: 1, severity: 0), maker.modify(at: 2, flags: [.failed]),
      maker.delete("c", at: 3, flags: [.failed]), maker.create("d", at: 4),
    ] { _ = admit(event) }
    let counters = admission.counters
    #expect([counters.changes, counters.destructive, counters.failed] == [3, 1, 2])
    let sum = counters + counters
    #expect([sum.changes, sum.destructive, sum.failed, sum.reads] == [6, 2, 4, 0])
  }
}
