import Testing

@testable import ArresterEvents

@Suite("JSON: known fields by their keys")
struct FieldTableTests {
  private static let fields = FieldTable(CloudTrailKeys.record)

  private func find(_ key: String) -> CloudTrailField? {
    Array(key.utf8).withUnsafeBytes { Self.fields.find(JSONString($0, mayHaveEscapes: false)) }
  }

  @Test("every field is found by its name, in its own case, lower and upper", arguments: CloudTrailKeys.record.map { "\($0.1)" })
  func found(_ name: String) {
    let field = CloudTrailKeys.record.first { "\($0.1)" == name }?.0
    #expect(find(name) == field)
    #expect(find(name.lowercased()) == field)
    #expect(find(name.uppercased()) == field)
  }

  @Test("a name cut, lengthened or with another first or last letter is not found", arguments: CloudTrailKeys.record.map { "\($0.1)" })
  func near(_ name: String) {
    #expect(find(name + "x") == nil)
    #expect(find(String(name.dropLast())) == nil)
    #expect(find("x" + name.dropFirst()) == nil)
    #expect(find(name.dropLast() + "x") == nil)
    #expect(find(name + name) == nil)
  }

  @Test("keys made to share a slot, and keys of any length, end with no field")
  func adversarial() {
    var random = SeededRandom(seed: 11)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@".utf8)
    for length in 0..<200 {
      for _ in 0..<20 {
        let key = (0..<length).map { _ in letters.randomElement(using: &random)! }
        let found = key.withUnsafeBytes { Self.fields.find(JSONString($0, mayHaveEscapes: false)) }
        let names = CloudTrailKeys.record.filter { $0.0 == found }.map { "\($0.1)".lowercased() }
        #expect(found == nil || names.contains(String(decoding: key, as: UTF8.self).lowercased()))
      }
    }
  }
}
