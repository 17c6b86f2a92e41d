import ArresterEnforcement
import Testing

@Suite("An outbound request")
struct OutboundRequestTests {
  @Test("differs from one with its headers in another order")
  func headerOrder() {
    let first = OutboundRequest(method: "GET", url: "https://example.org/", headers: [("A", "1"), ("B", "2")])
    var second = first
    second.headers.reverse()
    #expect(first != second)
  }
}
