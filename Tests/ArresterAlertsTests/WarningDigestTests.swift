import Testing

@testable import ArresterAlerts

@Suite("Warnings told together")
struct WarningDigestTests {
  @Test("the loudest first, each with its last sentence")
  func order() throws {
    var digest = WarningDigest()
    for (principal, text) in [("b", "b first"), ("a", "a only"), ("b", "b last")] { digest.add(principal: principal, message: text, at: 5) }
    let taken = digest.take(for: "chat", at: 9)
    let alert = try #require(taken)
    #expect(alert.subject == .warnings(count: 3))
    #expect(alert.facts.map(\.value) == ["b last", "a only"])
    #expect(alert.facts.map(\.name) == ["2 ×", "1 ×"])
    let rest = digest.take(for: "chat", at: 9)
    #expect(rest == nil && digest.beganAt == nil)
  }

  @Test("a flood of names is counted, and not held")
  func bounded() throws {
    var digest = WarningDigest()
    for number in 0..<5_000 { digest.add(principal: "p\(number)", message: "p\(number) comes near", at: 1) }
    let taken = digest.take(for: "chat", at: 2)
    let alert = try #require(taken)
    #expect(alert.subject == .warnings(count: 5_000))
    #expect(alert.facts.last?.value == "992 principals, and 4000 warnings of still others")
  }

  @Test("digests that end in the same moment are told apart by their receiver")
  func identifiers() {
    let identifiers = ["chat", "mail"].map { name in
      var digest = WarningDigest()
      digest.add(principal: "a", message: "", at: 1)
      return digest.take(for: name, at: 2)!.messageIdentifier
    }
    #expect(identifiers[0] != identifiers[1])
  }
}
