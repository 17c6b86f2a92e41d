import Foundation
import Testing

@testable import ArresterEnforcement

@Suite("The files of deploy/aws")
struct DeployFilesTests {
  /// Makes the files anew instead of comparing them.
  private static let writes = ProcessInfo.processInfo.environment["ARRESTER_WRITE_DEPLOY"] == "1"

  @Test("say what the enforcer expects; ARRESTER_WRITE_DEPLOY=1 writes them", arguments: DeployFiles.contents.keys.sorted())
  func equal(name: String) throws {
    let file = DeployFiles.folder.appendingPathComponent(name)
    let wanted = try #require(DeployFiles.contents[name])
    if DeployFilesTests.writes { try wanted.write(to: file, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: file, encoding: .utf8) == wanted)
  }

  @Test("are policies that the enforcer takes for its own")
  func digests() throws {
    for (name, document) in [
      ("arrester-deny-writes.json", DenyDocuments.writes()), ("arrester-deny-destructive.json", DenyDocuments.destruction()),
    ] {
      #expect(PolicyDigest.of(try #require(DeployFiles.contents[name])) == PolicyDigest.of(document.text))
    }
  }

  @Test("of CloudFormation hold the same documents, and name the account nowhere")
  func template() throws {
    let text = try #require(DeployFiles.contents["arrester.template.json"])
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let resources = try #require(root["Resources"] as? [String: [String: Any]])
    #expect(resources.keys.sorted() == ["DenyDestructive", "DenyWrites", "Rights", "Role"])
    for (name, document) in [("DenyWrites", DenyDocuments.writes()), ("DenyDestructive", DenyDocuments.destruction())] {
      let properties = try #require(resources[name]?["Properties"] as? [String: Any])
      let found = try JSONSerialization.data(withJSONObject: try #require(properties["PolicyDocument"]))
      #expect(PolicyDigest.of(String(decoding: found, as: UTF8.self)) == PolicyDigest.of(document.text))
    }
    #expect(!text.contains("111122223333") && !text.contains("DENY_") && text.contains("\"Fn::Sub\": \"arn:${AWS::Partition}:iam::"))
  }
}
