import ArresterBase
import Foundation
import Testing

@testable import ArresterTuning

@Suite struct TuneLabelsTests {
  private func read(_ labels: String) throws -> TuneLabels {
    try TuneLabels.read(Data("{\"format\": \"arrester-labels/1\", \"labels\": [\(labels)]}".utf8))
  }

  @Test("what simulate writes can be read, and says the same")
  func simulated() throws {
    let played = Playing(seed: 2).played
    let written = played.flatMap(\.labels)
    let labels = try TuneLabels.read(Data(LabelsText.text(written, Simulation(seed: 2)).utf8))
    #expect(labels.labels.count == written.count)
    for (label, own) in zip(labels.labels, written) {
      #expect(label.judgement == own.judgement && label.scenario == own.scenario)
      guard case .principal(let name, let range) = label.subject else {
        Issue.record("a label of simulate names no trip")
        return
      }
      let second = Timestamp.nanosecondsPerSecond
      #expect(name == own.principal && range.lowerBound / second == own.first / second && range.upperBound / second == own.last / second)
    }
  }

  @Test("everything that is wrong is said at once, with its place")
  func problems() throws {
    let error = #expect(throws: TuneLabelProblems.self) {
      try read(
        """
        {"principal": "a", "from": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z", "verdict": "bad"},
        {"verdict": "fine"},
        {"principal": "a", "from": "yesterday", "until": "2026-01-02T00:00:00Z", "verdict": "fine"},
        {"principal": "a", "from": "2026-01-03T00:00:00Z", "until": "2026-01-02T00:00:00Z", "verdict": "fine"}
        """)
    }
    let places = error?.problems.map { $0.prefix { $0 != ":" } }
    #expect(places == ["labels[0].verdict", "labels[1]", "labels[2].from", "labels[3].until"])
  }

  @Test("another format is refused")
  func format() {
    #expect(throws: TuneLabelProblems.self) { _ = try TuneLabels.read(Data("{\"format\": \"labels/2\", \"labels\": []}".utf8)) }
  }

  @Test("where labels overlap harmful comes first, then unknown; what none covers is fine")
  func overlap() throws {
    let labels = try read(
      """
      {"principal": "a", "from": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z", "verdict": "fine"},
      {"principal": "a", "from": "2026-01-01T10:00:00Z", "until": "2026-01-01T12:00:00Z", "verdict": "unknown"},
      {"principal": "a", "from": "2026-01-01T11:00:00Z", "until": "2026-01-01T12:00:00Z", "verdict": "harmful", "scenario": "x"}
      """)
    let labelled = try LabelledTime(labels, trips: [:])
    func judge(_ text: String) throws -> Judgement { labelled.judge("a", at: try #require(Timestamp.parse(text))).judgement }
    #expect(try judge("2026-01-01T09:00:00Z") == .fine)
    #expect(try judge("2026-01-01T10:00:00Z") == .unknown)
    #expect(try judge("2026-01-01T12:00:00Z") == .harmful)
    #expect(try judge("2026-01-05T12:00:00Z") == .fine)
    #expect(labelled.cases.map(\.name) == ["x"])
  }

  @Test("a label about a trip that the current model does not give is refused with its identifier")
  func unknownTrip() throws {
    let labels = try read("{\"trip\": \"00ff\", \"verdict\": \"harmful\"}")
    let error = #expect(throws: TuneLabelProblems.self) { try LabelledTime(labels, trips: [:]) }
    #expect(error?.problems.first?.contains("00ff") == true)
  }
}
