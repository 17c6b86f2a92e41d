import ArresterEvents
import Testing

@testable import ArresterBreaker

@Suite("BoardRecord")
struct BoardRecordTests {
  @Test("a breaker in each state is read back as it was written", arguments: BreakerState.allCases)
  func roundTrip(state: BreakerState) throws {
    var breaker = state.makeBreaker()
    _ = breaker.handle(.trip(makeNotice(number: 3), .suppress(.shadow, instead: .hold)), at: at(noon + 1), under: makePolicy())
    _ = breaker.handle(.timerEnded(.hold), at: at(noon + day + 7), under: makePolicy())
    let record = BoardRecord.breaker(BreakerRecord(breaker))
    #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record)
  }

  @Test("the bytes of a record are these")
  func bytes() {
    let open = BoardRecord.breaker(BreakerRecord(BreakerState.open.makeBreaker()))
    let identifier = makeNotice().identifier
    #expect(
      String(decoding: open.bytes, as: UTF8.self) == """
        {"version":1,"type":"breaker","platform":"aws","scope":"111122223333",\
        "principal":"arn:aws:iam::111122223333:role/deploy-agent","kind":"agent","revision":2,"state":"open","mode":"enforce",\
        "enteredAt":"2026-01-02T12:00:00Z","trip":{"id":"\(identifier)","number":1,"rule":"ceiling","time":"2026-01-02T12:00:00Z",\
        "decidedAt":"2026-01-02T12:00:00Z","countsInCaps":true},"holdStep":1,\
        "hold":{"seconds":900,"until":"2026-01-02T12:15:00Z"},"enforcers":[{"name":"aws","status":"confirmed"}]}
        """)
    #expect(open.key == #"["aws","111122223333","arn:aws:iam::111122223333:role/deploy-agent","agent","breaker"]"#)
  }

  @Test("latches and halts are read back as they were written")
  func latchAndHalt() throws {
    var latch = RecordedLatch(key: makeKey(kind: .human))
    latch.latch(makeNotice(time: noon + 123_456_789), restoresItself: true, holds: BreakerPolicy().holds)
    var restored = latch
    restored.restore(at: noon + hour)
    let halt = Halt(revision: 2, since: noon, until: noon + hour, endedAt: noon + minute)
    for record in [BoardRecord.latch(latch), .latch(restored), .latch(RecordedLatch(key: makeKey())), .halt(halt)] {
      #expect(try BoardRecord(bytes: record.bytes, key: record.key) == record)
    }
  }

  @Test(
    "principals with odd names keep their own keys and come back byte for byte",
    arguments: [
      "a\",\"b", "a\\", "", "\u{0}\n\t\u{7F}", "e\u{301}", "\u{E9}", "[\"aws\"]", "名前",
    ])
  func oddNames(principal: String) throws {
    let record = BoardRecord.latch(RecordedLatch(key: makeKey(principal)))
    let read = try BoardRecord(bytes: record.bytes, key: record.key)
    #expect(read == record)
    #expect(read.bytes == record.bytes)
  }

  @Test("no two different keys share a record key, however their parts are cut")
  func unambiguous() {
    let keys = [
      BreakerKey(platform: .aws, homeScope: "a", principal: "b\",\"c", kind: .agent),
      BreakerKey(platform: .aws, homeScope: "a\",\"b", principal: "c", kind: .agent), makeKey("e\u{301}"), makeKey("\u{E9}"),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(Set(keys.map { Array($0.recordKey(type: .breaker).utf8) }).count == keys.count)
    #expect(keys[0].recordKey(type: .breaker) != keys[0].recordKey(type: .latch))
  }

  @Test(
    "what is no record, of another version or under another key is refused with its reason",
    arguments: [
      ("", RecordError.Code.notARecord), ("null", .notARecord), ("[]", .notARecord), ("{\"version\":1}", .notARecord),
      ("{\"version\":2,\"type\":\"halt\",\"revision\":1}", .unknownVersion),
      ("{\"version\":1,\"type\":\"plan\",\"revision\":1}", .badField), ("{\"version\":1,\"type\":\"halt\",\"revision\":-1}", .notARecord),
      ("{\"version\":1,\"type\":\"halt\",\"revision\":1,\"since\":\"noon\",\"until\":\"later\"}", .badField),
      (
        "{\"version\":1,\"type\":\"breaker\",\"revision\":1,\"platform\":\"aws\",\"scope\":\"s\",\"principal\":\"p\",\"kind\":\"robot\"}",
        .badField
      ),
    ])
  func refused(text: String, code: RecordError.Code) {
    let error = #expect(throws: RecordError.self) { try BoardRecord(bytes: Array(text.utf8), key: "[\"halt\"]") }
    #expect(error?.code == code)
  }

  @Test("a record under another's key is refused")
  func wrongKey() {
    let record = BoardRecord.latch(RecordedLatch(key: makeKey()))
    let error = #expect(throws: RecordError.self) {
      try BoardRecord(bytes: record.bytes, key: makeKey("other").recordKey(type: .latch))
    }
    #expect(error?.code == .keyMismatch)
  }
}
