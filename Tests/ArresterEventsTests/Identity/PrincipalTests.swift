import Testing

@testable import ArresterEvents

@Suite("Identity: principal, session, scope and home scope")
struct PrincipalTests {
  private static func event(_ identity: String, more: String = #","readOnly":false"#) -> ChangeEvent? {
    Record("ec2", "CreateVpc").with(\.identity, identity).with(\.more, more).event
  }

  @Test("an assumed role is its bare role, and its session is the narrower one")
  func assumedRole() throws {
    let event = try #require(Record("ec2", "CreateVpc").event)
    #expect(event.principal == "arn:aws:iam::111122223333:role/sre-agent")
    #expect(event.session == "run-7")
    #expect(event.scope == "111122223333")
    #expect(event.homeScope == "111122223333")
  }

  @Test("a source identity is the session before the role's session name, wherever it stands")
  func sourceIdentity() {
    let inContext = """
      {"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/chosen","sessionContext":{"sourceIdentity":"alice",\
      "sessionIssuer":{"arn":"arn:aws:iam::1:role/r"}}}
      """
    #expect(Self.event(inContext)?.session == "alice")
    let beside = #"{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/chosen","sourceIdentity":"bob","accessKeyId":"ASIA"}"#
    #expect(Self.event(beside)?.session == "bob")
  }

  @Test("a user's arn is the principal and its access key the session")
  func user() {
    let event = Self.event(
      #"{"type":"IAMUser","arn":"arn:aws:iam::222233334444:user/dev/eve","accountId":"222233334444","accessKeyId":"AKIA1"}"#)
    #expect(event?.principal == "arn:aws:iam::222233334444:user/dev/eve")
    #expect(event?.session == "AKIA1")
    #expect(event?.homeScope == "222233334444")
    #expect(event?.scope == "111122223333")
  }

  @Test("an account is where it happened, not where the principal lives: recipient before caller")
  func scope() {
    let identity = #"{"type":"IAMUser","arn":"arn:aws:iam::222233334444:user/eve","accountId":"222233334444"}"#
    let text = Record("ec2", "CreateVpc").with(\.identity, identity).text
    let without = text.replacing(#""recipientAccountId":"111122223333","#, with: "")
    #expect(RecordDecoder().outcome(without).event?.scope == "222233334444")
  }

  @Test("a service is known by its name, however little else the record says")
  func service() {
    for identity in [
      #"{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}"#,
      #"{"accountId":"111122223333","invokedBy":"autoscaling.amazonaws.com"}"#,
    ] {
      let event = Self.event(identity)
      #expect(event?.principal == "autoscaling.amazonaws.com", "\(identity)")
      #expect(event?.kind == .service, "\(identity)")
      #expect(event?.homeScope == "")
      #expect(event?.flags.contains(.unidentified) == false)
    }
  }

  @Test(
    "a record with no principal is unidentified within its account, and says so",
    arguments: [
      "{}", "null", "7", "[]", #"{"type":"AWSAccount","principalId":"AIDA","accountId":"9"}"#,
      #"{"arn":"","sessionContext":{"sessionIssuer":{}}}"#, #"{"arn":7}"#,
    ])
  func unidentified(_ identity: String) {
    let event = Self.event(identity)
    #expect(event?.principal == "unidentified:111122223333")
    #expect(event?.flags.contains(.unidentified) == true)
    #expect(event?.homeScope == "")
  }

  @Test("without any account it is unidentified in none")
  func nowhere() {
    let text = Record("ec2", "CreateVpc").with(\.identity, "{}").text.replacing(#""recipientAccountId":"111122223333","#, with: "")
    #expect(RecordDecoder().outcome(text).event?.principal == "unidentified:")
  }

  @Test("one identity for a principal whatever escapes its record is written with")
  func escapes() throws {
    let plain = try #require(Record("ec2", "CreateVpc").event)
    let escaped = Record("ec2", "CreateVpc").with(\.identity, Record.agentIdentity.replacing("role/sre", with: #"role\/s\u0072e"#))
    #expect(escaped.event?.principal == plain.principal)
  }

  @Test("of an identity that stands twice the last counts, and nothing of the first remains")
  func twice() {
    let text = Record("ec2", "CreateVpc").text.dropLast() + #","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::5:user/eve"}}"#
    let event = RecordDecoder().outcome(String(text)).event
    #expect(event?.principal == "arn:aws:iam::5:user/eve")
    #expect(event?.session == "")
  }

  @Test("the identifier is the shared one, else the event's own, else a hash of the bytes that says so")
  func identifier() throws {
    #expect(Self.event("{}", more: #","readOnly":false,"sharedEventID":"sh-1""#)?.identifier == "sh-1")
    #expect(Self.event("{}", more: #","readOnly":false,"sharedEventID":"""#)?.identifier == "5f1c-CreateVpc")
    let text = Record("ec2", "CreateVpc").text.replacing(#""eventID":"5f1c-CreateVpc","#, with: "")
    let hashed = try #require(RecordDecoder().outcome(text).event)
    #expect(hashed.identifier.count == 32 && hashed.flags.contains(.hashedIdentifier))
    #expect(RecordDecoder().outcome(text).event?.identifier == hashed.identifier)
    #expect(RecordDecoder().outcome(text + " ").event?.identifier != hashed.identifier)
  }
}
