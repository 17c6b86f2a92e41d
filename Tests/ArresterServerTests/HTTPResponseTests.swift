import ArresterServer
import Testing

@Suite("A response")
struct HTTPResponseTests {
  @Test("that tells of a problem says what was wrong and what would be right")
  func problem() {
    let response = HTTPResponse.problem(404, "not found", "there is no /v2; the API is under /v1")
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == #"{"status":404,"title":"not found","detail":"there is no /v2; the API is under /v1"}"#)
    #expect(response.headers.first?.value == "application/problem+json")
  }
}
