import ArresterBase

/// The requests that are asked in turn, as they go over the wire, and what is to be answered.
struct DecideQuestions: Sendable {
  struct Failure: Error { var failure: RequestFailure }

  /// Writes that can be undone: nobody is asked to approve them, whatever a running service takes the principals for.
  static let actions = ["ec2:StopInstances", "ec2:CreateTags", "lambda:UpdateFunctionConfiguration", "ecs:UpdateService"]

  private let requests: [[UInt8]]
  /// Whether each is to be allowed; nil where nobody knows.
  private let expected: [Bool]?

  /// - Parameters:
  ///   - principals: not empty.
  ///   - expected: of each principal.
  init(principals: [String], expected: [Bool]? = nil, address: ServiceAddress, token: String) {
    precondition(!principals.isEmpty && expected?.count ?? principals.count == principals.count, "each question has its answer")
    requests = principals.enumerated().map { index, principal in
      DecideQuestions.request(
        body: DecideQuestions.body(principal, DecideQuestions.action(index)), authority: address.authority, token: token)
    }
    self.expected = expected
  }

  var count: Int { requests.count }

  func bytes(_ index: Int) -> [UInt8] { requests[index % requests.count] }

  /// Whether it was allowed; a failure where that is not to be told, or is not what was to be answered.
  func judge(_ answer: AnswerReader.Answer, _ body: ArraySlice<UInt8>, _ index: Int) -> Result<Bool, Failure> {
    guard answer.status == 200 else { return .failure(Failure(failure: .status(answer.status))) }
    let isAllowed: Bool
    if body.starts(with: DecideQuestions.allow) {
      isAllowed = true
    } else if body.starts(with: DecideQuestions.deny) {
      isAllowed = false
    } else {
      return .failure(Failure(failure: .unreadable))
    }
    guard expected?[index % requests.count] ?? isAllowed == isAllowed else { return .failure(Failure(failure: .wrongAnswer)) }
    return .success(isAllowed)
  }

  static func action(_ index: Int) -> String { actions[index % actions.count] }

  // The endpoint writes its members in a fixed order.
  private static let allow = Array(#"{"decision":"allow""#.utf8)
  private static let deny = Array(#"{"decision":"deny""#.utf8)

  private static func body(_ principal: String, _ action: String) -> String {
    var json = JSONText()
    json.object { json in
      json.field("platform", "aws")
      json.field("principal", principal)
      json.field("action", action)
    }
    return json.text
  }

  private static func request(body: String, authority: String, token: String) -> [UInt8] {
    let head = [
      "POST /v1/decide HTTP/1.1", "Host: \(authority)", "Authorization: Bearer \(token)", "Content-Type: application/json",
      "Content-Length: \(body.utf8.count)",
    ]
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }
}
