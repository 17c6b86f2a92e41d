import Testing

@testable import ArresterTuning

@Suite struct JSONPlacesTests {
  private func text(_ json: String, _ path: [JSONPlaces.Step]) -> String? {
    let bytes = Array(json.utf8)
    return JSONPlaces(bytes).ranges[path].map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("values are found by their path, whatever stands around them")
  func places() {
    let json = "{ \"a\" : [ 1 , {\"b\":-2.5e3,\"c\":\"x\\\"]}\"} ], \"d\":{}, \"e\":[], \"f\":true}"
    #expect(text(json, [.key("a"), .index(0)]) == "1")
    #expect(text(json, [.key("a"), .index(1), .key("b")]) == "-2.5e3")
    #expect(text(json, [.key("a"), .index(1), .key("c")]) == "\"x\\\"]}\"")
    #expect(text(json, [.key("d")]) == "{}" && text(json, [.key("e")]) == "[]" && text(json, [.key("f")]) == "true")
    #expect(text(json, []) == json)
    #expect(text(json, [.key("g")]) == nil && text(json, [.key("a"), .index(2)]) == nil)
  }
}
