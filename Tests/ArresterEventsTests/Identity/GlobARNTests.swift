import Testing

@testable import ArresterEvents

@Suite("Globs of ARNs")
struct GlobARNTests {
  @Test(
    "a star stays in its field: whoever makes a role chooses its name and path",
    arguments: [
      ("arn:*:iam::*:role/aws-service-role/*", "arn:aws:iam::1:role/aws-service-role/x/y", true),
      ("arn:*:iam::*:role/aws-service-role/*", "arn:aws:iam::1:role/a:role/aws-service-role/b/claude-x", false),
      ("arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*", "arn:aws:iam::1:role/x:role/aws-reserved/sso.amazonaws.com/c", false),
      ("arn:*:iam::*:root", "arn:aws:iam::1:root", true),
      ("arn:*:iam::*:root", "arn:aws:iam::1:role/a:root", false),
      ("arn:*:iam::*:role/*claude*", "arn:aws-cn:iam::1:role/team/Claude-1", true),
      ("*claude*", "arn:aws:iam::1:role/team/claude-1", true),
      ("arn:aws:iam::*", "arn:aws:iam::1:role/x", true),
    ])
  func fields(_ pattern: String, _ text: String, _ matches: Bool) { #expect(Glob(pattern).matches(text) == matches) }
}
