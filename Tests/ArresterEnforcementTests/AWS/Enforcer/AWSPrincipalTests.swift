import Testing

@testable import ArresterEnforcement

@Suite("A principal of AWS")
struct AWSPrincipalTests {
  @Test(
    "is read from its ARN: kind, account, path and name",
    arguments: [
      ("arn:aws:iam::111122223333:role/r", AWSPrincipal.Kind.role, "/", "r"),
      ("arn:aws-us-gov:iam::111122223333:user/a/b!*/c+=,.@_-", .user, "/a/b!*/", "c+=,.@_-"),
      ("arn:aws:iam::111122223333:role/a:b/c", .role, "/a:b/", "c"),
    ])
  func read(arn: String, kind: AWSPrincipal.Kind, path: String, name: String) throws {
    let principal = try AWSPrincipal(arn)
    #expect(principal.kind == kind && principal.path == path && principal.name == name && principal.account == "111122223333")
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "arn", "arn:aws:iam::111122223333:", "arn:aws:iam::111122223333:role", "arn:aws:iam::111122223333:role/",
      "arn:aws:iam::111122223333:role//r", "arn:aws:iam::11112222333:role/r", "arn:aws:iam::11112222333x:role/r",
      "arn:aws:iam::١١١١٢٢٢٢٣٣٣٣:role/r", "arn:aws:iam:us-east-1:111122223333:role/r", "arn:aws:s3::111122223333:role/r",
      "arn:aws:iam::111122223333:group/g", "arn:aws:iam::111122223333:policy/p", "arn:aws:iam::111122223333:ROLE/r",
      "arn:aws:iam::111122223333:role/a b", "arn:aws:iam::111122223333:role/ü", "arn:aws:iam::111122223333:role/r*",
      "arn:aws:iam::111122223333:role/r?", "arn:aws:iam::111122223333:user/${aws:username}", "arn:aws:iam::111122223333:role/'; rm -rf /'",
      "arn:aws:iam::111122223333:role/r\n", "arn:AWS:iam::111122223333:role/r", "arn:evil:iam::111122223333:role/r",
      "arn:aws:iam::aws:role/r",
      "arn:aws:iam::111122223333:role/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "unidentified:111122223333",
    ])
  func refused(arn: String) { #expect(throws: EnforcementError.self) { try AWSPrincipal(arn) } }
}

@Suite("The AWS enforcer's settings")
struct AWSEnforcerSettingsTests {
  @Test("are all checked at once, each with what would be right")
  func validate() {
    #expect(AWSEnforcerSettings().validate() == [])
    var settings = AWSEnforcerSettings()
    settings.partition = "aws-moon"
    settings.region = ""
    settings.policyPath = "x"
    settings.denyWritesPolicy = "a/b"
    settings.denyDestructivePolicy = "a/b"
    settings.assumeRole = "arn:aws:iam::1:role/x y"
    settings.timeoutNanoseconds = 0
    let problems = settings.validate()
    #expect(problems.count == 8, "\(problems)")
    #expect(throws: EnforcementError.self) { try AWSEnforcer(settings) }
    settings.endpoint = "iam.example.org"
    #expect(settings.validate().contains { $0.contains("no URL") })
  }

  @Test(
    "decide where each service is called",
    arguments: [
      ("aws", "eu-west-1", "https://iam.amazonaws.com/", "us-east-1", "https://sts.eu-west-1.amazonaws.com/"),
      ("aws-cn", "cn-north-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn/"),
      ("aws-us-gov", "us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1", "https://sts.us-gov-east-1.amazonaws.com/"),
    ])
  func endpoints(partition: String, region: String, iam: String, iamRegion: String, sts: String) throws {
    let endpoints = try #require(AWSEndpoints(partition: partition, region: region, override: nil))
    #expect(endpoints.iam == AWSEndpoints.Endpoint(url: iam, region: iamRegion))
    #expect(endpoints.sts == AWSEndpoints.Endpoint(url: sts, region: region))
    let own = try #require(AWSEndpoints(partition: "aws-iso", region: "r", override: "https://x"))
    #expect(own.organizations == AWSEndpoints.Endpoint(url: "https://x/", region: "r"))
  }
}
