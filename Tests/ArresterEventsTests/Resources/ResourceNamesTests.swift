import Testing

@testable import ArresterEvents

@Suite("Resources: one name for one thing")
struct ResourceNamesTests {
  private static func apply(_ text: String, _ body: (UnsafeRawBufferPointer) -> UnsafeRawBufferPointer?) -> String? {
    Array(text.utf8).withUnsafeBytes { body($0)?.text }
  }

  @Test(
    "ARNs, URLs and paths end in the name; names with slashes of their own stay whole",
    arguments: [
      ("orders", "orders"), ("arn:aws:rds:eu-west-1:1:db:orders", "orders"), ("arn:aws:iam::1:role/team/r", "r"), ("arn:aws:s3:::b", "b"),
      ("https://sqs.eu-west-1.amazonaws.com/1/q", "q"), ("http://x.example/y/z", "z"), ("/hostedzone/Z1", "Z1"),
      ("/prod/db/url", "/prod/db/url"),
      ("arn:aws:ssm:r:1:parameter/prod/db/url", "/prod/db/url"), ("arn:aws:ssm:r:1:parameter/url", "url"), ("/url", "/url"),
      ("arn:aws:logs:r:1:log-group:/aws/lambda/f:*", "/aws/lambda/f"), ("arn:aws:logs:r:1:log-group:f", "f"),
      ("arn:aws:secretsmanager:r:1:secret:prod/db-AbCdEf", "prod/db-AbCdEf"),
      ("arn:aws:ecr:r:1:repository/team/app", "team/app"), ("team/app", "team/app"), ("a:b", "a:b"), ("arn:aws:", "arn:aws:"),
      ("arn:aws:x:r:1:", "arn:aws:x:r:1:"), ("/", "/"),
      ("//", "//"), ("", ""), ("https://", "https://"), ("arn:aws:x:r:1:thing/", "arn:aws:x:r:1:thing/"),
    ])
  func canonical(_ text: String, _ name: String) { #expect(Self.apply(text, ResourceNames.canonical) == name) }

  @Test(
    "behind a name, what is random is left out, for types that have it",
    arguments: [
      ("arn:aws:cloudformation:r:1:stack/s/0f6b9d3e-1111-2222-3333-444455556666", "s"),
      ("arn:aws:elasticloadbalancing:r:1:loadbalancer/app/lb/50dc6c495c0c9188", "lb"),
      ("arn:aws:elasticloadbalancing:r:1:targetgroup/tg/73e2d6bc24d8a067", "tg"),
      ("arn:aws:kms:r:1:key/0f6b9d3e-1111-2222-3333-444455556666", nil),
      ("arn:aws:ecs:r:1:task/c/0123456789abcdef0123456789abcdef", nil),
      ("arn:aws:cloudformation:r:1:stack/0f6b9d3e-1111-2222-3333-444455556666", nil),
      ("arn:aws:cloudformation:r:1:stack/s/name", nil), ("/aws/batch/123456789012", nil), ("0f6b9d3e-1111-2222-3333-444455556666", nil),
      ("stack/s/123456789012", nil), ("", nil),
    ] as [(String, String?)])
  func suffixes(_ text: String, _ name: String?) { #expect(Self.apply(text, ResourceNames.nameBeforeSuffix) == name) }

  @Test(
    "a secret's random suffix is six characters behind a dash",
    arguments: [("db-AbCdEf", "db"), ("prod/db-AbCdEf", "prod/db"), ("db-AbCd", nil), ("-AbCdEf", nil), ("db", nil)] as [(String, String?)])
  func secrets(_ text: String, _ name: String?) { #expect(Self.apply(text, ResourceNames.withoutSecretSuffix) == name) }

  @Test(
    "accounts and sessions of ARNs, and of what only looks like one",
    arguments: [
      ("arn:aws:sts::123:assumed-role/r/s", "123", "s"), ("arn:aws-cn:sts::123:assumed-role/r/a/b", "123", "b"),
      ("arn:aws:iam::123:user/x", "123", nil),
      ("arn:aws:sts::123:assumed-role/", "123", nil), ("arn:aws:sts::123:assumed-role/r", "123", "r"), ("arn:aws:s3:::b", nil, nil),
      ("arn:", nil, nil), ("arn:aws:iam", nil, nil), ("", nil, nil),
      ("xarn:aws:iam::123:role/r", nil, nil), ("arn:aws:sts::123:", "123", nil), ("arn::::::::", nil, nil),
    ] as [(String, String?, String?)])
  func arns(_ text: String, _ account: String?, _ session: String?) {
    #expect(Self.apply(text, ARN.account) == account)
    #expect(Self.apply(text, ARN.roleSession) == session)
  }
}
