import Testing

@testable import ArresterEvents

@Suite("JSON: known fields by their keys")
struct KeyTrailTests {
  private typealias Trail = KeyTrail<CloudTrailField>

  private let trail = Trail(CloudTrailKeys.record, other: .other)

  private func find(_ key: String, in trail: KeyTrail<CloudTrailField>? = nil) -> CloudTrailField {
    let trail = trail ?? self.trail
    var place = trail.beginning
    return Self.field(key, trail, &place)
  }

  private static func field(_ key: String, _ trail: KeyTrail<CloudTrailField>, _ place: inout Int) -> CloudTrailField {
    Array(key.utf8).withUnsafeBytes { trail.field(of: JSONString($0, mayHaveEscapes: false), after: &place) }
  }

  private static func fieldNamed(_ key: String) -> CloudTrailField {
    CloudTrailKeys.record.first { "\($0.1)".lowercased() == key.lowercased() }?.0 ?? .other
  }

  @Test("every field is found by its name, in its own case, lower and upper", arguments: CloudTrailKeys.record.map { "\($0.1)" })
  func found(_ name: String) {
    let field = Self.fieldNamed(name)
    #expect(field != .other)
    #expect(find(name) == field)
    #expect(find(name.lowercased()) == field)
    #expect(find(name.uppercased()) == field)
  }

  @Test("a name cut, lengthened or with another first or last letter is not found", arguments: CloudTrailKeys.record.map { "\($0.1)" })
  func near(_ name: String) {
    #expect(find(name + "x") == .other)
    #expect(find(String(name.dropLast())) == .other)
    #expect(find("x" + name.dropFirst()) == .other)
    #expect(find(name.dropLast() + "x") == .other)
    #expect(find(name + name) == .other)
  }

  @Test("what a key is does not depend on the keys before it, however many were never seen", arguments: 1...5 as ClosedRange<UInt64>)
  func anyOrder(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@".utf8)
    var place = trail.beginning
    for step in 0..<20_000 {
      if step % 37 == 0 { place = trail.beginning }
      var key = "\(CloudTrailKeys.record.randomElement(using: &random)!.1)"
      if Bool.random(using: &random) {
        let length = Int.random(in: 0..<40, using: &random)
        key = String(decoding: (0..<length).map { _ in letters.randomElement(using: &random)! }, as: UTF8.self)
      }
      #expect(Self.field(key, trail, &place) == Self.fieldNamed(key), "\(key)")
    }
  }

  @Test("keys in the same order again are the same fields again")
  func sameOrder() {
    let keys = ["eventVersion", "userIdentity", "eventTime", "", "eventSource", "eventName", "tlsDetails", "readOnly"]
    let expected = keys.map(Self.fieldNamed)
    for _ in 0..<3 {
      var place = trail.beginning
      #expect(keys.map { Self.field($0, trail, &place) } == expected)
    }
  }
}
