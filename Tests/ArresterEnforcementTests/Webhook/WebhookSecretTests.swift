import Testing

@testable import ArresterEnforcement

@Suite("A webhook's secret")
struct WebhookSecretTests {
  private let published = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  @Test("signs as the test vector of Standard Webhooks says, with and without the prefix", arguments: ["whsec_", ""])
  func vector(prefix: String) throws {
    let secret = try WebhookSecret(prefix + published)
    let signature = secret.signature(
      identifier: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test(
    "is refused where it is no base64 or of the wrong length, without being repeated",
    arguments: ["", "whsec_", "whsec_not base64!", "whsec_c2hvcnQ=", "whsec_" + String(repeating: "QUFB", count: 22)])
  func refused(text: String) {
    let problem = #expect(throws: WebhookProblem.self) { try WebhookSecret(text) }
    #expect(problem?.detail.contains("openssl rand -base64 32") == true)
    #expect(text.count < 7 || problem?.detail.contains(text.dropFirst(6)) == false)
  }

  @Test("does not show itself")
  func hidden() throws {
    let secret = try WebhookSecret("whsec_" + published)
    #expect(!"\(secret)".contains(published))
  }
}

@Suite("A webhook's address")
struct WebhookAddressTests {
  @Test(
    "is https, or http to this machine",
    arguments: ["https://example.org/x?token=1", "http://localhost:8080/", "http://127.0.0.1/", "http://127.9.0.1:1/", "http://[::1]:80/"])
  func accepted(text: String) throws {
    #expect(try WebhookAddress(text, allowInsecure: false).url == text)
  }

  @Test(
    "is refused where it is another's http, or no address",
    arguments: [
      "http://example.org/", "http://127.0.0.1.example.org/", "http://localhost.example.org/", "http://127.0.0.1@example.org/",
      "http://128.0.0.1/", "http://127.1/", "http://127.0.0.256/", "ftp://example.org/", "https://user:password@example.org/",
      "https://example.org/#part", "https:///path", "example.org", "", "https://",
    ])
  func refused(text: String) {
    #expect(throws: WebhookProblem.self) { try WebhookAddress(text, allowInsecure: false) }
  }

  @Test("may be any http where that was chosen, and still no other scheme")
  func insecure() throws {
    #expect(try WebhookAddress("http://example.org:81/a", allowInsecure: true).origin == "http://example.org:81")
    #expect(throws: WebhookProblem.self) { try WebhookAddress("file:///etc/passwd", allowInsecure: true) }
  }
}

@Suite("Retry-After")
struct RetryAfterTests {
  private let now: Int64 = 784_111_777 * 1_000_000_000

  @Test(
    "is seconds or a date",
    arguments: [
      ("0", 0), ("120", 120), ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
    ] as [(String, Int64)])
  func read(text: String, seconds: Int64) {
    #expect(RetryAfter.nanoseconds(text, now: now) == seconds * 1_000_000_000)
  }

  @Test("is nothing where it is neither", arguments: ["", "soon", "-1", "1.5", "Sun, 31 Foo 1994 08:49:37 GMT", "06 Nov 1994"])
  func nonsense(text: String) {
    #expect(RetryAfter.nanoseconds(text, now: now) == nil)
  }

  @Test("is held to what 64 bits can say", arguments: ["9223372036854775807", "99999999999999999999999"])
  func enormous(text: String) {
    #expect(RetryAfter.nanoseconds(text, now: now) == .max)
  }
}
