import ArresterBase
import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("POST /v1/decide")
struct DecideEndpointTests {
  private let fixture = DecisionFixture()

  private func ask(_ body: String, token: String = "machine-token", maker: DecisionMaker? = nil) async throws -> RawResponse? {
    let server = try TestServer([DecideEndpoint(maker ?? fixture.maker()).route], counting: fixture.counting)
    return await server.ask("POST", "/v1/decide", token: token, body: body)
  }

  private func body(_ principal: String, _ action: String, _ more: String = "") -> String {
    #"{"platform":"aws","principal":"\#(principal)","action":"\#(action)"\#(more)}"#
  }

  @Test("denies a write of a tripped principal and names the trip")
  func denies() async throws {
    let response = try await ask(body(DecisionFixture.tripped, "rds:CreateDBInstance"))
    #expect(response?.status == 200)
    #expect(
      response?.body == #"{"decision":"deny","reason":"open: tripped by ceiling","trip":"trip-of-deploy-agent","wouldDeny":false}"#)
    #expect(fixture.counting.reading[.denied] == 1)
  }

  @Test("allows reads of a tripped principal, and everything of another")
  func allows() async throws {
    #expect(try await ask(body(DecisionFixture.tripped, "rds:DescribeDBInstances"))?.body.contains(#""decision":"allow""#) == true)
    let other = try await ask(body(DecisionFixture.other, "rds:DeleteDBInstance"))
    #expect(other?.body == #"{"decision":"allow","reason":"closed","trip":null,"wouldDeny":false}"#)
  }

  @Test("denies a tripped principal what hands out rights, though it reads")
  func grants() async throws {
    #expect(try await ask(body(DecisionFixture.tripped, "sts:AssumeRole"))?.body.contains(#""decision":"deny""#) == true)
    #expect(try await ask(body(DecisionFixture.onProbation, "sts:AssumeRole"))?.body.contains(#""decision":"allow""#) == true)
  }

  @Test("allows on probation what destroys nothing, and an unknown action is taken for one that does")
  func probation() async throws {
    #expect(try await ask(body(DecisionFixture.onProbation, "rds:CreateDBInstance"))?.body.contains(#""decision":"allow""#) == true)
    #expect(try await ask(body(DecisionFixture.onProbation, "new:Thing"))?.body.contains(#""decision":"deny""#) == true)
  }

  @Test("allows in shadow and says what it would have done")
  func shadow() async throws {
    let response = try await ask(body(DecisionFixture.inShadow, "rds:CreateDBInstance"))
    #expect(response?.body.contains(#""decision":"allow""#) == true)
    #expect(response?.body.contains(#""wouldDeny":true"#) == true)
    #expect(fixture.counting.reading[.wouldDeny] == 1)
  }

  @Test("believes a named kind only of callers that may name one")
  func kinds() async throws {
    let human = body(DecisionFixture.tripped, "rds:CreateDBInstance", #","kind":"human""#)
    #expect(try await ask(human)?.body.contains(#""decision":"deny""#) == true)
    #expect(try await ask(human, token: "naming-token")?.body.contains(#""decision":"allow""#) == true)
    #expect(try await ask(human, maker: fixture.maker(kinds: NameKinds()))?.body.contains(#""decision":"deny""#) == true)
  }

  @Test("asks a person about what an agent cannot undo, and nobody about others")
  func approval() async throws {
    let maker = fixture.maker(kinds: NameKinds()) { question in
      await Task.yield()
      return question.resource == "full" ? .refused(reason: "20 requests are pending") : .needsApproval(request: "R-7")
    }
    let asked = try await ask(body(DecisionFixture.other, "kms:Purge"), maker: maker)
    #expect(asked?.body.contains(#""decision":"needsApproval""#) == true)
    #expect(asked?.body.contains(#""request":"R-7""#) == true)
    #expect(try await ask(body("arn:aws:iam::1:user/ann", "kms:Purge"), maker: maker)?.body.contains(#""decision":"allow""#) == true)
    #expect(try await ask(body(DecisionFixture.other, "new:Thing"), maker: maker)?.body.contains(#""decision":"allow""#) == true)
    let refused = try await ask(body(DecisionFixture.other, "kms:Purge", #","resource":"full""#), maker: maker)
    #expect(refused?.body.contains(#""decision":"deny","reason":"20 requests are pending""#) == true)
    #expect(try await ask(body(DecisionFixture.tripped, "kms:Purge"), maker: maker)?.body.contains(#""decision":"deny""#) == true)
  }

  @Test(
    "answers 400 and says what it expects",
    arguments: [
      ("", "a JSON object"), ("[]", "a JSON object"), ("{", "a key in quotes"), (#"{"platform":"aws"}"#, "'principal' is missing"),
      (#"{"platform":"aws","principal":"p"}"#, "'action' is missing"),
      (#"{"platform":"aws","principal":"","action":"a"}"#, "'principal' is missing"),
      (#"{"platform":"oracle","principal":"p","action":"a"}"#, "aws, kubernetes, gcp or azure"),
      (#"{"platform":"aws","principal":"p","action":"a","user":"u"}"#, "there is no 'user'"),
      (#"{"platform":"aws","principal":"p","principal":"q","action":"a"}"#, "twice"),
      (#"{"platform":"aws","principal":7,"action":"a"}"#, "a text for 'principal'"),
      (#"{"platform":"aws","principal":["p"],"action":"a"}"#, "a text for 'principal'"),
      (#"{"platform":"aws","principal":"p","action":"a","kind":"robot"}"#, "is no kind"),
      (#"{"platform":"aws","principal":"p","action":"a"} {}"#, "nothing after the object"),
      (#"{"platform":"aws","principal":"p","action":"\ud800"}"#, "escape"),
      (#"{"platform":"aws","principal":"p","action":"a""#, "end"),
      (#"{"platform":"aws","principal":"arn:aws:sts::1:assumed-role/R/s","action":"a"}"#, "the role's own ARN"),
    ])
  func badQuestions(body: String, says: String) async throws {
    let response = try await ask(body)
    #expect(response?.status == 400)
    #expect(response?.headers["content-type"] == "application/problem+json")
    #expect(response?.body.contains(says) == true)
  }

  @Test("takes no text longer than any name is")
  func longText() async throws {
    let response = try await ask(body(String(repeating: "p", count: 5000), "a"))
    #expect(response?.status == 400)
    #expect(response?.body.contains("longer than 4096 bytes") == true)
  }

  @Test("reads escapes, null and white space as JSON has them")
  func reading() throws {
    let body = " {\n\"platform\" : \"aws\" ,\t\"principal\":\"a\\u0041\\ud83d\\ude00\\n\\\"\", \"action\":\"x:Y\", \"kind\":null }\r\n"
    let question = try DecideEndpoint.question(Array(body.utf8))
    #expect(question == DecisionQuestion(platform: .aws, principal: "aA\u{1F600}\n\"", action: "x:Y"))
  }

  @Test("refuses bytes that are no UTF-8")
  func notUTF8() throws {
    let body = Array(#"{"platform":"aws","principal":""#.utf8) + [0xFF] + Array(#"","action":"a"}"#.utf8)
    #expect(throws: HTTPProblem.self) { try DecideEndpoint.question(body) }
  }

  @Test("is for callers that may ask")
  func access() async throws {
    #expect(try await ask(body(DecisionFixture.other, "a:B"), token: "viewer-token")?.status == 403)
    #expect(try await ask(body(DecisionFixture.other, "a:B"), token: "nobody's")?.status == 401)
  }
}

@Suite("A picture that is too old")
struct FailModeTests {
  private let fixture = DecisionFixture()

  private func rule(_ principal: String, _ failMode: FailMode, _ action: String = "rds:CreateDBInstance") -> Ruling {
    let question = DecisionQuestion(platform: .aws, principal: principal, action: action)
    guard case .ruled(let ruling) = fixture.maker(failMode: failMode, kinds: NameKinds()).begin(question, mayNameKind: false) else {
      preconditionFailure("there is no gate")
    }
    return ruling
  }

  @Test("is one of more than 30 s")
  func limit() {
    fixture.age.set(30)
    #expect(rule(DecisionFixture.other, .closed).outcome == .allow)
    fixture.age.set(30.5)
    #expect(rule(DecisionFixture.other, .closed).outcome == .deny)
    #expect(fixture.counting.reading[.staleDecisions] == 1)
  }

  @Test("leaves denied what was known to be open, in either mode", arguments: FailMode.allCases)
  func knownToBeOpen(failMode: FailMode) {
    fixture.age.set(600)
    let ruling = rule(DecisionFixture.tripped, failMode)
    #expect(ruling.outcome == .deny)
    #expect(ruling.trip == "trip-of-deploy-agent")
  }

  @Test("allows the others where it fails open, and says so")
  func open() {
    fixture.age.set(47)
    let ruling = rule(DecisionFixture.other, .open)
    #expect(ruling.outcome == .allow)
    #expect(ruling.reason == "closed; stale: the picture is 47 s old, and failMode is open")
  }

  @Test("denies agents' writes where it fails closed, and neither reads nor people")
  func closed() {
    fixture.age.set(.infinity)
    let ruling = rule(DecisionFixture.other, .closed)
    #expect(ruling.outcome == .deny)
    #expect(ruling.reason == "stale: the picture was never complete, and failMode is closed")
    #expect(rule(DecisionFixture.other, .closed, "rds:DescribeDBInstances").outcome == .allow)
    #expect(rule("arn:aws:iam::1:user/ann", .closed).outcome == .allow)
  }
}
