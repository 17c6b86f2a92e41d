import Testing

@testable import ArresterBench

@Suite("a running service to ask")
struct BenchRunningServiceTests {
  private func problem(_ text: String) -> String {
    do throws(BenchError) {
      _ = try ServiceAddress(text)
      return ""
    } catch { return error.description }
  }

  @Test("a host and a port are found in its URL")
  func addresses() throws {
    #expect(try ServiceAddress("http://127.0.0.1:8181") == ServiceAddress(host: "127.0.0.1", port: 8181))
    #expect(try ServiceAddress("http://arrester.example/") == ServiceAddress(host: "arrester.example", port: 80))
    #expect(try ServiceAddress("http://[::1]:8181") == ServiceAddress(host: "::1", port: 8181))
    #expect(ServiceAddress(host: "::1", port: 8181).authority == "[::1]:8181")
  }

  @Test(
    "anything else is refused, with an example of what would be right",
    arguments: [
      "", "127.0.0.1:8181", "http://", "http://host:0", "http://host:70000", "http://host/v1/decide", "http://user@host:1", "http://host?x",
      "ftp://host",
    ])
  func wrongAddresses(_ text: String) { #expect(problem(text).contains("http://127.0.0.1:8181")) }

  @Test("TLS is refused, for it is not measured")
  func tls() { #expect(problem("https://127.0.0.1:8181").contains("plain HTTP only")) }

  @Test("white space around a token is dropped, and what would break a header is refused without being told")
  func tokens() throws {
    let address = ServiceAddress(host: "127.0.0.1", port: 1)
    #expect(try RunningService(address: address, tokenText: " abc\n").token == "abc")
    for text in ["", "\n", "secret\nX-Other: 1", "sec ret", "secrét"] {
      do throws(BenchError) {
        _ = try RunningService(address: address, tokenText: text)
        Issue.record("it was taken")
      } catch { #expect(!error.description.contains("sec")) }
    }
  }
}
