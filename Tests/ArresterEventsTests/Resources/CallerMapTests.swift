import Testing

@testable import ArresterEvents

@Suite("Resources: maps whose keys the caller chooses")
struct CallerMapTests {
  @Test(
    "a tag, variable or attribute that is called like a name names nothing",
    arguments: [
      ("sqs", "CreateQueue", #"{"queueName":"mine","tags":{"queueName":"prod"}}"#),
      ("sqs", "CreateQueue", #"{"queueName":"mine","attributes":{"queueUrl":"prod"}}"#),
      ("logs", "CreateLogGroup", #"{"logGroupName":"mine","tags":{"logGroupName":"prod"}}"#),
      ("lambda", "CreateFunction20150331", #"{"functionName":"mine","environment":{"variables":{"functionName":"prod"}}}"#),
    ])
  func forged(_ service: String, _ name: String, _ request: String) throws {
    let made = try #require(Record(service, name, request: request).event)
    #expect(made.resources.map(\.names) == [["mine"]])
    let other = try #require(Record(service, name, request: request.replacing("mine", with: "prod")).event)
    #expect(other.resources.map(\.names) == [["prod"]])
  }
}
