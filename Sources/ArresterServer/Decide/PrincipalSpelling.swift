import ArresterEvents

/// Refuses a principal that no breaker can have: an answer about it would always be "closed".
enum PrincipalSpelling {
  /// Breakers of AWS roles go by the role's own ARN with its path, which the ARN of an assumed role's session does not tell.
  static func check(_ principal: String, _ platform: Platform) throws(HTTPProblem) {
    guard platform == .aws, isSession(principal.utf8) else { return }
    throw HTTPProblem(
      400, "bad request",
      "the principal is a session of an assumed role; give the role's own ARN with its path (arn:aws:iam::ACCOUNT:role/PATH/NAME) as "
        + "principal, and the session's name as session")
  }

  /// `arn:PARTITION:sts::ACCOUNT:assumed-role/…`
  private static func isSession(_ principal: String.UTF8View) -> Bool {
    guard principal.starts(with: "arn:".utf8) else { return false }
    var rest = principal[...]
    for _ in 0..<5 {
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
      rest = rest[rest.index(after: colon)...]
    }
    return rest.starts(with: "assumed-role/".utf8)
  }
}
