import Testing

@testable import ArresterBreaker

@Suite("Records of requests")
struct RequestRecordTests {
  private static let asked: [(AskedChange, BreakerKey?)] =
    [
      BreakerCommand.enforce, .dismiss, .restore, .forceOpen, .liftForced, .exempt(until: noon + day), .extend(until: noon + hour),
    ].map { (.command($0), makeKey("e\u{301}\"\n")) } + [
      (.halt, nil), (.resume, nil), (.endPlannedChange(identifier: "r-1"), nil),
      (
        .plannedChange(
          makePlan {
            $0.repetition = .daily
            $0.repeatUntil = noon + 9 * day
            $0.scopes = ["1111*"]
            $0.actions = ["kms:*"]
            $0.oneStrikes = ["kms:ScheduleKeyDeletion"]
          }), nil
      ),
      (.loosening(Loosening(hash: "sha256:1", differences: ["a", "b"])), nil),
      (
        .stagedAction(StagedQuestion(key: makeKey("e\u{301}\"\n"), action: "a:B", resource: "r", uid: "u", resourceVersion: "7")),
        makeKey("e\u{301}\"\n")
      ),
      (.stagedAction(StagedQuestion(key: makeKey(), action: "a:B", resource: "r")), makeKey()),
    ]

  private static func makeRequest(_ index: Int) -> PersonRequest {
    let (asked, key) = RequestRecordTests.asked[index]
    var request = PersonRequest(
      identifier: "r-0123456789ab", asked: asked, key: key, trip: "t1", configuration: "sha256:9", requester: "olga",
      reason: "a \"reason\"\n",
      askedAt: noon + 7, expiresAt: noon + 30 * minute, approvalsNeeded: max(1, asked.approvalsNeeded(holdIsRunning: true)))
    request.add(Approval(name: "bert", at: noon + 2 * minute))
    request.add(Approval(name: "anna", at: noon + minute))
    request.claimant = "call-1"
    request.end = RequestEnd(state: .done, by: "", at: noon + 3 * minute, note: "open -> probation")
    request.revision = 5
    return request
  }

  @Test("each is read back as it was written", arguments: asked.indices)
  func roundTrip(index: Int) throws {
    let request = RequestRecordTests.makeRequest(index)
    let record = BoardRecord.request(request)
    #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record)
    #expect(record.key == (request.asked.isStaged ? #"["staged","r-0123456789ab"]"# : #"["request","r-0123456789ab"]"#))
  }

  @Test("the bytes of a record are these")
  func bytes() {
    var request = RequestRecordTests.makeRequest(2)
    request.claimant = nil
    request.end = nil
    let principal = #""platform":"aws","scope":"111122223333","principal":"é\"\n","kind":"agent""#.replacing("é", with: "e\u{301}")
    #expect(
      String(decoding: BoardRecord.request(request).bytes, as: UTF8.self) == """
        {"version":1,"type":"request","id":"r-0123456789ab","revision":5,"state":"granted","asked":{"what":"restore"},\(principal),\
        "trip":"t1","configuration":"sha256:9","requester":"olga","reason":"a \\"reason\\"\\n",\
        "askedAt":"2026-01-02T12:00:00.000000007Z","expiresAt":"2026-01-02T12:30:00Z","approvalsNeeded":2,\
        "approvals":[{"name":"anna","at":"2026-01-02T12:01:00Z"},{"name":"bert","at":"2026-01-02T12:02:00Z"}]}
        """)
  }

  @Test("what is granted follows from the approvals, whatever a record says of its state")
  func stateIsDerived() throws {
    var request = RequestRecordTests.makeRequest(2)
    request.approvals.removeLast()
    request.end = nil
    let record = BoardRecord.request(request)
    let forged = String(decoding: record.bytes, as: UTF8.self).replacing("\"state\":\"pending\"", with: "\"state\":\"granted\"")
    guard case .request(let read) = try BoardRecord(bytes: Array(forged.utf8), key: record.key) else { return #expect(Bool(false)) }
    #expect(read.state == .pending)
  }

  /// A genuine record with one thing replaced.
  private static let hostile: [(find: String, replace: String)] = [
    ("\"name\":\"anna\"", "\"name\":\"olga\""), ("\"name\":\"anna\"", "\"name\":\"bert\""), ("\"name\":\"anna\"", "\"name\":7"),
    ("\"approvalsNeeded\":2", "\"approvalsNeeded\":0"), ("\"approvalsNeeded\":2", "\"approvalsNeeded\":-1"),
    ("\"approvalsNeeded\":2", "\"approvalsNeeded\":9"), ("\"approvalsNeeded\":2", "\"approvalsNeeded\":\"2\""),
    ("\"what\":\"restore\"", "\"what\":\"reboot\""), ("\"what\":\"restore\"", "\"what\":\"exempt\""),
    ("\"what\":\"restore\"", "\"what\":\"plannedChange\",\"planned\":{}"),
    ("\"what\":\"restore\"", "\"what\":\"stagedAction\",\"action\":\"a\",\"resource\":\"r\""),
    ("\"platform\":\"aws\"", "\"platform\":\"mars\""), ("\"platform\":\"aws\",", ""), ("\"askedAt\":\"2026", "\"askedAt\":\"soon 2026"),
    ("\"state\":\"done\",\"by\"", "\"state\":\"granted\",\"by\""), ("\"requester\":\"olga\",", ""), ("\"revision\":5", "\"revision\":-5"),
    ("\"requester\":\"olga\"", "\"requester\":\"\(String(repeating: "x", count: 300))\""),
    ("\"type\":\"request\"", "\"type\":\"staged\""), ("\"id\":\"r-", "\"id\":\"r-x"),
  ]

  @Test("a record that no desk would have written, or of wrong types, is refused", arguments: hostile.indices)
  func refused(index: Int) {
    let record = BoardRecord.request(RequestRecordTests.makeRequest(2))
    let (find, replace) = RequestRecordTests.hostile[index]
    let text = String(decoding: record.bytes, as: UTF8.self)
    let forged = text.replacing(find, with: replace)
    #expect(forged != text)
    #expect(throws: RecordError.self) { try BoardRecord(bytes: Array(forged.utf8), key: record.key) }
  }

  @Test("fields that are not known are ignored, records under another key and huge ones are refused")
  func keysAndSizes() throws {
    let record = BoardRecord.request(RequestRecordTests.makeRequest(2))
    let more = [UInt8(ascii: "{")] + Array("\"later\":{\"x\":[1]},".utf8) + record.bytes.dropFirst()
    #expect(try BoardRecord(bytes: more, key: record.key) == record)
    let mismatch = #expect(throws: RecordError.self) { try BoardRecord(bytes: record.bytes, key: #"["request","r-other"]"#) }
    #expect(mismatch?.code == .keyMismatch)
    let huge = [UInt8](repeating: UInt8(ascii: " "), count: BoardRecord.maximumBytes) + record.bytes
    let error = #expect(throws: RecordError.self) { try BoardRecord(bytes: huge, key: record.key) }
    #expect(error?.code == .notARecord)
    let approvals = (0...RequestLimits.maximumApprovals).map { "{\"name\":\"n\($0)\",\"at\":\"2026-01-02T12:01:00Z\"}" }
    let crowded = String(decoding: record.bytes, as: UTF8.self)
      .replacing("\"approvals\":[", with: "\"approvals\":[" + approvals.joined(separator: ",") + ",")
    #expect(throws: RecordError.self) { try BoardRecord(bytes: Array(crowded.utf8), key: record.key) }
  }

  @Test("a planned change on the topic that nobody approved, or that is out of bounds, is refused")
  func plannedRecords() throws {
    let plan = makePlan {
      $0.identifier = "r-1"
      $0.requestedBy = "olga"
      $0.approvedBy = "anna"
      $0.approvedAt = noon
    }
    let record = BoardRecord.plannedChange(plan)
    #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record)
    let text = String(decoding: record.bytes, as: UTF8.self)
    for (find, replace) in [
      ("\"approvedBy\":\"anna\"", "\"approvedBy\":\"\""), ("\"approvedBy\":\"anna\"", "\"approvedBy\":\"olga\""),
      ("\"approvedAt\":\"2026-01-02T12", "\"approvedAt\":\"2026-01-02T13"), ("\"maximumDestroyed\":40", "\"maximumDestroyed\":10001"),
      ("\"maximumChanges\":100", "\"maximumChanges\":1e30"), ("\"actions\":[\"rds:*\"]", "\"actions\":[]"),
    ] {
      let forged = text.replacing(find, with: replace)
      #expect(forged != text)
      #expect(throws: RecordError.self, "\(replace)") { try BoardRecord(bytes: Array(forged.utf8), key: record.key) }
    }
  }

  @Test("every request that a board makes is read back by another, and stands alike")
  func boards() throws {
    var board = BreakerBoard(.open)
    var log = board.ask(.restore).actions
    log += board.ask(.plannedChange(makePlan()), by: olga, reason: "why", at: at(noon)).actions
    log += board.ask(.halt, by: bert, reason: "why", at: at(noon)).actions
    let question = StagedQuestion(key: makeKey(), action: "a:B", resource: "r")
    log += board.staged.ask(question, mode: .enforce, claimant: "c", reason: "why", at: noon).actions
    log += board.ask(.exempt(until: noon + hour), by: bert).actions
    var copy = BreakerBoard(.open)
    try replay(log, to: &copy)
    #expect(copy.requests == board.requests && copy.requests.count == 5)
    #expect(copy.desk.pendingCount == board.desk.pendingCount && copy.staged.desk.pendingCount == 1)
  }
}
