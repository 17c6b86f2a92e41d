import ArresterBase
import Synchronization
import Testing

@testable import ArresterEnforcement

@Suite("A call to AWS")
struct AWSClientTests {
  private static let endpoint = AWSEndpoints.Endpoint(url: "https://iam.test/", region: "us-east-1")
  private let call = AWSCall.query("iam", "GetRole", version: "2010-05-08", endpoint, [(name: "RoleName", value: "a b&c=d")])

  private func client(_ transport: ScriptedTransport, _ source: any CredentialsSource = keys) -> AWSClient {
    AWSClient(transport: transport, credentials: CachedCredentials(source, clock: TestClock()), clock: TestClock(), retry: .atOnce)
  }

  private static let keys = FixedCredentials(
    credentials: AWSCredentials(accessKey: "AKIA", secretKey: "hidden", sessionToken: nil, expiration: nil))

  private func failure(_ transport: ScriptedTransport) async -> AWSError? {
    do {
      _ = try await client(transport).send(call)
      return nil
    } catch {
      return error
    }
  }

  @Test("is a signed form")
  func form() async throws {
    let transport = ScriptedTransport { _, _ in InboundAnswer(200, "ok") }
    #expect(try await client(transport).send(call) == Array("ok".utf8))
    let request = try #require(transport.heard.first)
    #expect(String(decoding: request.body, as: UTF8.self) == "Action=GetRole&Version=2010-05-08&RoleName=a%20b%26c%3Dd")
    #expect(request.header("Authorization")?.contains("Credential=AKIA/20260102/us-east-1/iam/aws4_request") == true)
  }

  @Test(
    "that is throttled or finds AWS busy is tried again, up to a bound",
    arguments: [(400, "Throttling"), (503, "x"), (429, ""), (400, "RequestLimitExceeded"), (409, "ConcurrentModification")])
  func retried(status: Int, code: String) async throws {
    let recovering = ScriptedTransport { _, number in number < 4 ? .refusal(status, code) : InboundAnswer(200, "ok") }
    #expect(try await client(recovering).send(call) == Array("ok".utf8))
    let failing = ScriptedTransport { _, _ in .refusal(status, code) }
    let error = try #require(await failure(failing))
    #expect(error.isTransient && failing.heard.count == RetryPolicy().maximumAttempts)
  }

  @Test("that was sent and not answered is tried again")
  func transport() async throws {
    let transport = ScriptedTransport { _, number throws(TransportError) in
      guard number > 1 else { throw TransportError(detail: "away", mayHaveArrived: true) }
      return InboundAnswer(200, "ok")
    }
    #expect(try await client(transport).send(call) == Array("ok".utf8))
  }

  @Test("that AWS refuses is not tried again, and says code, message and request")
  func refused() async throws {
    let transport = ScriptedTransport { _, _ in .refusal(403, "AccessDenied", "not you\nat all") }
    let error = try #require(await failure(transport))
    #expect(transport.heard.count == 1 && !error.isTransient)
    #expect(error.description == "iam:GetRole: AccessDenied: not you at all (request r-1)")
    #expect(!AWSError.tidy("a\u{1B}[31m" + String(repeating: "b", count: 9000)).contains("\u{1B}"))
    #expect(error.code == "AccessDenied" && error.requestIdentifier == "r-1")
  }

  @Test("whose credentials AWS refuses is signed anew, once", arguments: ["ExpiredToken", "InvalidClientTokenId"])
  func refreshed(code: String) async throws {
    let loads = Mutex(0)
    struct Source: CredentialsSource {
      let name = "numbered"
      let next: @Sendable () -> Int
      func load() async throws(CredentialsError) -> AWSCredentials? {
        AWSCredentials(accessKey: "A\(next())", secretKey: "s", sessionToken: nil, expiration: nil)
      }
    }
    let transport = ScriptedTransport { request, _ in
      request.header("Authorization")?.contains("Credential=A2/") == true ? InboundAnswer(200, "ok") : .refusal(403, code)
    }
    let source = Source {
      loads.withLock { loads in
        loads += 1
        return loads
      }
    }
    #expect(try await client(transport, source).send(call) == Array("ok".utf8))
    let stubborn = ScriptedTransport { _, _ in .refusal(403, code) }
    #expect(await failure(stubborn)?.code == code && stubborn.heard.count == 2)
  }

  @Test("that AWS finds out of time says both clocks")
  func clocks() async throws {
    let transport = ScriptedTransport { _, _ in
      var answer = InboundAnswer.refusal(403, "RequestTimeTooSkewed")
      answer.headers["date"] = "Fri, 02 Jan 2026 04:04:05 GMT"
      return answer
    }
    let message = try #require(await failure(transport)).message
    #expect(message.contains("04:04:05") && message.contains("2026-01-02T03:04:05Z"))
  }

  @Test("without credentials says so, and sends nothing")
  func unsigned() async {
    let transport = ScriptedTransport { _, _ in InboundAnswer(200, "ok") }
    do {
      _ = try await AWSClient(transport: transport, retry: .atOnce).send(call)
      Issue.record("sent")
    } catch {
      #expect(error.kind == .credentials && transport.heard.isEmpty)
    }
  }
}

@Suite("The pause before another try")
struct RetryPolicyTests {
  private let policy = RetryPolicy(random: { $0.upperBound })

  @Test("doubles up to a limit, and ends")
  func steps() {
    let pauses = (1...6).map {
      RetryPolicy(maximumAttempts: 8, random: { $0.upperBound }).pause(afterAttempt: $0, retryAfterNanoseconds: nil)
    }
    #expect(pauses.map { ($0 ?? -1) / 100_000_000 } == [2, 4, 8, 16, 32, 50])
    #expect(policy.pause(afterAttempt: policy.maximumAttempts, retryAfterNanoseconds: nil) == nil)
    #expect(
      RetryPolicy(maximumAttempts: 500, random: { $0.upperBound }).pause(afterAttempt: 400, retryAfterNanoseconds: nil) == 5_000_000_000)
  }

  @Test("is what AWS asks for, unless that is too long to wait here")
  func retryAfter() {
    #expect(policy.pause(afterAttempt: 1, retryAfterNanoseconds: 3_000_000_000) == 3_000_000_000)
    #expect(policy.pause(afterAttempt: 1, retryAfterNanoseconds: 60_000_000_000) == nil)
  }
}

@Suite("An answer of AWS")
struct AWSAnswerTests {
  private let json = AWSCall.json("organizations", "AttachPolicy", target: "T", AWSEndpoints.Endpoint(url: "https://o/", region: "r"), [])
  private let query = AWSCall.query("iam", "GetRole", version: "v", AWSEndpoints.Endpoint(url: "https://i/", region: "r"), [])

  @Test(
    "as JSON: the name without its namespace and address",
    arguments: [
      "{\"__type\":\"com.amazonaws.x#DuplicateException\",\"Message\":\"m\"}",
      "{\"__type\":\"DuplicateException:http://x\",\"message\":\"m\"}",
    ])
  func jsonError(body: String) {
    let error = AWSAnswer.error(json, InboundAnswer(400, body, ["x-amzn-requestid": "r-2"]))
    #expect(error.code == "DuplicateException" && error.message == "m" && error.requestIdentifier == "r-2" && !error.isTransient)
  }

  @Test("that is no answer of AWS's still has a status", arguments: ["", "<html>Bad Gateway", "{", "<a/>"])
  func nonsense(body: String) {
    #expect(AWSAnswer.error(query, InboundAnswer(502, body)).code == "HTTP 502")
    #expect(AWSAnswer.error(json, InboundAnswer(404, body)).code == "HTTP 404")
    #expect(AWSAnswer.error(query, InboundAnswer(502, body)).isTransient && !AWSAnswer.error(query, InboundAnswer(404, body)).isTransient)
  }

  @Test("in XML is read as a tree, and not beyond its limits")
  func xml() throws {
    let tree = try #require(XMLTree.parse(Array("<a x='1'><b> t &amp; u </b><c><member>1</member><member>2</member></c></a>".utf8)))
    #expect(tree.first("b")?.text == "t & u" && tree.members("c").map(\.text) == ["1", "2"] && tree.members("d").isEmpty)
    let deep = String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)
    #expect(XMLTree.parse(Array(deep.utf8)) == nil)
    #expect(XMLTree.parse(Array("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>".utf8))?.text.contains("root") != true)
  }
}
