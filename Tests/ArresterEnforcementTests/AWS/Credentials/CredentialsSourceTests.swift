import Testing

@testable import ArresterEnforcement

@Suite("A place where credentials come from")
struct CredentialsSourceTests {
  private let nobody = ScriptedTransport { _, _ throws(TransportError) in throw TransportError(detail: "nobody", mayHaveArrived: false) }

  private func failure(_ source: any CredentialsSource) async -> String {
    do {
      return "found \(String(describing: try await source.load()))"
    } catch {
      return error.detail
    }
  }

  @Test("the environment: keys with their token; nothing set is the next place's turn; one of two is an error")
  func environment() async throws {
    let variables = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"]
    let found = try await EnvironmentCredentials(surroundings: .test(variables)).load()
    #expect(found == AWSCredentials(accessKey: "AKIA", secretKey: "s", sessionToken: "t", expiration: nil))
    #expect(try await EnvironmentCredentials(surroundings: .test(["AWS_ACCESS_KEY_ID": ""])).load() == nil)
    #expect(await failure(EnvironmentCredentials(surroundings: .test(["AWS_ACCESS_KEY_ID": "AKIA"]))).contains("belong together"))
  }

  private func profile(
    _ variables: [String: String] = [:], _ keys: String, _ settings: String = "", profile: String? = nil,
    transport: ScriptedTransport? = nil
  ) -> ProfileCredentials {
    let files = ["/h/.aws/credentials": keys, "/h/.aws/config": settings]
    return ProfileCredentials(
      surroundings: .test(variables.merging(["HOME": "/h"]) { $1 }, files: files), profile: profile,
      security: .test(transport ?? nobody))
  }

  @Test("the shared files: profiles, comments, indented groups; the file of keys goes before that of settings")
  func profiles() async throws {
    let keys = """
      # people write these
      [default]
      aws_access_key_id = AKIA1
      aws_secret_access_key=s#1 ; a comment

      [other]
      AWS_ACCESS_KEY_ID = AKIA2
      aws_secret_access_key = s2
      s3 =
        aws_access_key_id = nested
      """
    let settings = "[profile other]\naws_secret_access_key = older\nregion = eu-west-1\n[profile empty]\nregion = x\n"
    #expect(try await profile([:], keys, settings).load()?.secretKey == "s#1")
    let other = try await profile(["AWS_PROFILE": "other"], keys, settings).load()
    #expect(other?.accessKey == "AKIA2" && other?.secretKey == "s2")
    #expect(try await profile(["AWS_PROFILE": "default"], keys, settings, profile: "other").load()?.accessKey == "AKIA2")
    #expect(await failure(profile(["AWS_PROFILE": "missing"], keys, settings)).contains("\"missing\""))
    #expect(await failure(profile([:], keys, settings, profile: "empty")).contains("neither keys nor a role"))
    #expect(try await profile([:], "", "").load() == nil)
  }

  @Test("the shared files: a role that another profile's keys assume")
  func assumedRole() async throws {
    let transport = ScriptedTransport { _, _ in .sts("AssumeRole", key: "ASIA") }
    let settings = "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nexternal_id = e 1\n"
    let found = try await profile([:], "[base]\naws_access_key_id=AKIA\naws_secret_access_key=s\n", settings, transport: transport).load()
    #expect(found?.accessKey == "ASIA" && found?.expiration != nil)
    let request = try #require(transport.heard.first)
    #expect(request.parameter("RoleArn") == "arn:aws:iam::1:role/r" && request.parameter("ExternalId") == "e 1")
    #expect(request.header("Authorization")?.contains("Credential=AKIA/20260102/eu-west-1/sts/aws4_request") == true)
    #expect(await failure(profile([:], "", settings)).contains("source_profile"))
  }

  @Test("the shared files: what runs a program or needs a browser is refused by name", arguments: ["credential_process", "sso_session"])
  func unsupported(key: String) async { #expect(await failure(profile([:], "", "[default]\n\(key) = x\n")).contains(key)) }

  @Test("a web identity: the file's token, read each time, in a call that is not signed")
  func webIdentity() async throws {
    let transport = ScriptedTransport { _, _ in .sts("AssumeRoleWithWebIdentity", key: "ASIA") }
    let variables = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r", "AWS_ROLE_SESSION_NAME": "me"]
    let surroundings = Surroundings.test(variables, files: ["/t": "jwt.jwt\n"])
    let found = try await WebIdentityCredentials(surroundings: surroundings, security: .test(transport)).load()
    #expect(found?.accessKey == "ASIA")
    let request = try #require(transport.heard.first)
    #expect(request.parameter("WebIdentityToken") == "jwt.jwt" && request.parameter("RoleSessionName") == "me")
    #expect(request.header("Authorization") == nil)
    let unreadable = WebIdentityCredentials(surroundings: .test(variables), security: .test(transport))
    #expect(await failure(unreadable).contains("/t is empty or cannot be read"))
    let withoutRole = WebIdentityCredentials(surroundings: .test(["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"]), security: .test(transport))
    #expect(await failure(withoutRole).contains("AWS_ROLE_ARN"))
  }

  private static let metadata =
    "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"2030-01-01T00:00:00Z\"}"

  @Test("a container: the relative address, with the token of the file before that of the variable")
  func container() async throws {
    let transport = ScriptedTransport { _, _ in InboundAnswer(200, CredentialsSourceTests.metadata) }
    let variables = [
      "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/t",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN": "variable",
    ]
    let source = ContainerCredentials(surroundings: .test(variables, files: ["/t": "file\n"]), transport: transport)
    #expect(try await source.load()?.sessionToken == "t")
    #expect(transport.heard.first?.url == "http://169.254.170.2/v2/c" && transport.heard.first?.header("Authorization") == "file")
  }

  @Test(
    "a container: plain HTTP to this host only",
    arguments: [
      ("http://169.254.170.23/v1/credentials", true), ("http://127.0.0.1:8080/x", true), ("http://[fd00:ec2::23]/x", true),
      ("https://example.org/x", true), ("http://example.org/x", false), ("http://169.254.170.2.example.org/", false),
      ("ftp://127.0.0.1/", false),
    ])
  func containerAddress(url: String, isAllowed: Bool) async throws {
    let transport = ScriptedTransport { _, _ in InboundAnswer(200, CredentialsSourceTests.metadata) }
    let source = ContainerCredentials(surroundings: .test(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]), transport: transport)
    #expect(await failure(source).hasPrefix("found") == isAllowed)
    #expect(transport.heard.isEmpty != isAllowed)
  }

  @Test(
    "a container: an answer that is no credentials is an error that does not quote it", arguments: ["", "{\"SecretAccessKey\":\"hidden\"}"])
  func containerNonsense(body: String) async {
    let transport = ScriptedTransport { _, _ in InboundAnswer(200, body) }
    let source = ContainerCredentials(surroundings: .test(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/"]), transport: transport)
    let said = await failure(source)
    #expect(said.contains("something else than credentials") && !said.contains("hidden"))
  }

  @Test("an instance: a token first, then the role's name, then its credentials; never version 1")
  func instance() async throws {
    let transport = ScriptedTransport { request, _ in
      if request.method == "PUT" { return InboundAnswer(200, "imds-token") }
      guard request.header("X-aws-ec2-metadata-token") == "imds-token" else { return InboundAnswer(401, "") }
      return InboundAnswer(200, request.url.hasSuffix("/") ? "a-role\n" : CredentialsSourceTests.metadata)
    }
    let source = InstanceCredentials(surroundings: .test([:]), transport: transport)
    #expect(try await source.load()?.accessKey == "ASIA")
    #expect(transport.heard.last?.url == "http://169.254.169.254/latest/meta-data/iam/security-credentials/a-role")
  }

  @Test("an instance: elsewhere, switched off or without a role, there is nothing to say")
  func noInstance() async throws {
    #expect(try await InstanceCredentials(surroundings: .test([:]), transport: nobody).load() == nil)
    let disabled = Surroundings.test(["AWS_EC2_METADATA_DISABLED": "True"])
    let loud = ScriptedTransport { _, _ in InboundAnswer(200, "x") }
    #expect(try await InstanceCredentials(surroundings: disabled, transport: loud).load() == nil)
    #expect(loud.heard.isEmpty)
    let roleless = ScriptedTransport { request, _ in InboundAnswer(request.method == "PUT" ? 200 : 404, "t") }
    #expect(try await InstanceCredentials(surroundings: .test([:]), transport: roleless).load() == nil)
  }

  @Test("the chain: the first that is set up decides, and what is set up and broken does not fall through to another identity")
  func chain() async throws {
    let keys = FixedCredentials(credentials: AWSCredentials(accessKey: "AKIA", secretKey: "s", sessionToken: nil, expiration: nil))
    let unset = EnvironmentCredentials(surroundings: .test([:]))
    let broken = EnvironmentCredentials(surroundings: .test(["AWS_ACCESS_KEY_ID": "AKIA"]))
    #expect(try await CredentialsChain(sources: [unset, keys]).load()?.accessKey == "AKIA")
    #expect(await failure(CredentialsChain(sources: [broken, keys])).contains("belong together"))
    #expect(await failure(CredentialsChain(sources: [unset])).contains("AWS_ACCESS_KEY_ID"))
  }
}
