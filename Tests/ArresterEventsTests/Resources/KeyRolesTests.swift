import ArresterBase
import Testing

@testable import ArresterEvents

@Suite("Resources: what a key says about the noun")
struct KeyRolesTests {
  private static let nouns = ["rolepolicy", "role", "dbinstance", "key", "", "tag"]
  private static let keys = [
    "roleName", "policyName", "rolePolicy", "dBInstanceIdentifier", "keyId", "name", "arn", "items", "tags", "rolesSet", "keys", "",
    "tagKeys",
    "environmentVariables", "role", "roleSet",
  ]

  private static func roles(_ key: String, _ noun: String, _ cache: KeyRolesCache? = nil) -> KeyRoles {
    Array(key.utf8).withUnsafeBytes { key in
      Array(noun.utf8).withUnsafeBytes { noun in
        guard let cache else { return KeyRoles(of: key, noun: noun) }
        return cache.roles(of: key, noun: noun, nounSeed: Hash64.hash(noun, seed: Hash64.seed))
      }
    }
  }

  @Test("the same key has another role for another noun")
  func byNoun() {
    #expect(Self.roles("roleName", "role") == [.name, .beginning])
    #expect(Self.roles("roleName", "rolepolicy") == [.beginning])
    #expect(Self.roles("policyName", "rolepolicy") == [.end])
    #expect(Self.roles("rolesSet", "role").contains(.container))
    #expect(Self.roles("tags", "role").contains(.callerMap))
    #expect(!Self.roles("tags", "tag").contains(.callerMap))
  }

  @Test("what is remembered is what was found, for more keys than there are places")
  func cached() {
    let cache = KeyRolesCache()
    for _ in 0..<2 {
      for noun in Self.nouns {
        for key in Self.keys { #expect(Self.roles(key, noun, cache) == Self.roles(key, noun)) }
        for number in 0..<2000 { _ = Self.roles("key\(number)", noun, cache) }
      }
    }
  }
}
