import Testing

@testable import ArresterBench

@Suite("answers of a connection")
struct AnswerReaderTests {
  private static let body = #"{"decision":"deny"}"#
  private static let good = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\ncontent-LENGTH: \(body.utf8.count)\r\n\r\n\(body)"

  private func reader(_ text: String) -> AnswerReader {
    var reader = AnswerReader()
    append(text, &reader)
    return reader
  }

  private func append(_ text: String, _ reader: inout AnswerReader) {
    _ = reader.append { room in
      room.copyBytes(from: text.utf8.prefix(room.count))
      return min(room.count, text.utf8.count)
    }
  }

  private func text(_ reader: AnswerReader) -> String? {
    guard case .answer(let answer) = reader.read() else { return nil }
    return "\(answer.status) \(String(decoding: reader.bytes[answer.body], as: UTF8.self))"
  }

  @Test("an answer is complete with its last byte, and not before")
  func parts() {
    var whole = AnswerReader()
    for (index, byte) in Self.good.utf8.enumerated() {
      #expect(whole.read() == .incomplete, "after \(index) bytes")
      append(String(decoding: [byte], as: UTF8.self), &whole)
    }
    #expect(text(whole) == "200 \(Self.body)")
  }

  @Test("the next answer begins with an empty room")
  func next() {
    var reader = reader(Self.good)
    reader.clear()
    append("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nConnection: Close\r\n\r\n", &reader)
    #expect(reader.read() == .answer(.init(status: 429, body: reader.count..<reader.count, isLast: true)))
  }

  @Test(
    "what is no answer here says why",
    arguments: [
      ("HTTP/2 200\r\nContent-Length: 0\r\n\r\n", "first line"), ("HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n", "first line"),
      ("\r\n\r\n", "first line"), ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "Content-Length"),
      ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "Content-Length"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "Content-Length"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n", "longer than"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab", "more bytes"),
      ("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: AnswerReader.maximumBytes), "head is longer"),
    ])
  func unreadable(_ text: String, _ why: String) {
    guard case .unreadable(let found) = reader(text).read() else {
      Issue.record("it was read")
      return
    }
    #expect(found.contains(why))
  }
}
