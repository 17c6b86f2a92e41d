import ArresterBase
import Testing

@Suite("Ed25519")
struct Ed25519Tests {
  /// RFC 8032, section 7.1: secret key, public key, message and signature.
  static let vectors: [(seed: String, key: String, message: String, signature: String)] = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
  ]

  @Test("signs as RFC 8032 does", arguments: vectors)
  func signsAsTheStandard(vector: (seed: String, key: String, message: String, signature: String)) throws {
    let key = try #require(Ed25519.PrivateKey(seed: bytes(vector.seed)))
    #expect(key.publicKey.bytes == bytes(vector.key))
    #expect(try key.sign(bytes(vector.message)) == bytes(vector.signature))
    #expect(key.publicKey.isValid(bytes(vector.signature), of: bytes(vector.message)))
  }

  @Test("a signature is of one message and one key")
  func rejectsWhatWasNotSigned() throws {
    let key = try Ed25519.PrivateKey.generate()
    let signature = try key.sign([1, 2, 3])
    #expect(key.publicKey.isValid(signature, of: [1, 2, 3]))
    #expect(!key.publicKey.isValid(signature, of: [1, 2, 4]))
    #expect(!(try Ed25519.PrivateKey.generate()).publicKey.isValid(signature, of: [1, 2, 3]))
    #expect(!key.publicKey.isValid(Array(signature.dropLast()), of: [1, 2, 3]))
    #expect(!key.publicKey.isValid([], of: [1, 2, 3]))
    for index in signature.indices {
      var changed = signature
      changed[index] ^= 1
      #expect(!key.publicKey.isValid(changed, of: [1, 2, 3]))
    }
  }

  @Test("keys are read as they are written, and as raw bytes")
  func readsItsOwnFiles() throws {
    let key = try Ed25519.PrivateKey.generate()
    #expect(try Ed25519.PrivateKey(fileContent: Array(key.pem.utf8)).seed == key.seed)
    #expect(try Ed25519.PrivateKey(fileContent: key.seed).seed == key.seed)
    #expect(try Ed25519.PublicKey(fileContent: Array(key.publicKey.pem.utf8)) == key.publicKey)
    #expect(try Ed25519.PublicKey(fileContent: key.publicKey.bytes) == key.publicKey)
    #expect(key.publicKey.identifier.count == 16)
  }

  /// The example of RFC 8410, section 10.3 and 10.1.
  @Test("reads what other tools write")
  func readsStandardPEM() throws {
    let text = """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
      -----END PRIVATE KEY-----

      """
    let publicText =
      "-----BEGIN PUBLIC KEY-----\r\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\r\n-----END PUBLIC KEY-----\r\n"
    let key = try Ed25519.PrivateKey(fileContent: Array(text.utf8))
    #expect(key.pem == text)
    #expect(try Ed25519.PublicKey(fileContent: Array(publicText.utf8)) == key.publicKey)
  }

  @Test(
    "what is no key is refused",
    arguments: [
      "", "short", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
      "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
      "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
      "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
    ])
  func refusesOtherThings(text: String) {
    #expect(throws: Ed25519.KeyError.self) { try Ed25519.PrivateKey(fileContent: Array(text.utf8)) }
    #expect(throws: Ed25519.KeyError.self) { try Ed25519.PublicKey(fileContent: Array(text.utf8)) }
  }

  private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
  }
}
