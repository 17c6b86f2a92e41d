import Foundation
import Testing

@testable import ArresterBreaker

@Suite("The table of restore hints")
struct RestoreHintsTests {
  @Test("comes with rows for the most destructive actions of both platforms")
  func rows() throws {
    let hints = try Manifests.hints()
    let actions = [
      "rds:DeleteDBInstance", "rds:DeleteDBCluster", "dynamodb:DeleteTable", "s3:DeleteBucket", "ec2:TerminateInstances",
      "ec2:DeleteVolume",
      "ec2:DeleteSnapshot", "kms:ScheduleKeyDeletion", "secretsmanager:DeleteSecret", "cloudformation:DeleteStack", "eks:DeleteCluster",
      "elasticfilesystem:DeleteFileSystem", "backup:DeleteRecoveryPoint", "cloudtrail:StopLogging", "route53:DeleteHostedZone",
      "core:namespaces:delete", "core:persistentvolumeclaims:delete", "apps:deployments:delete", "apps:statefulsets:delete",
      "core:secrets:delete", "apiextensions.k8s.io:customresourcedefinitions:delete", "core:persistentvolumes:deletecollection",
    ]
    for action in actions { #expect(hints.hint(for: action) != nil, "\(action)") }
    #expect(hints.running(for: "cloudformation:CreateStack") != nil)
    #expect(hints.running(for: "rds:DeleteDBInstance") == nil)
    #expect(hints.hint(for: "core:pods/eviction:deletecollection") == nil)
  }

  @Test("every row holds no other placeholders than those that are filled in")
  func placeholders() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Manifests.modelsFolder + "/restore-hints.json"))
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let hints = try #require(file["hints"] as? [String: [String: Any]])
    let running = try #require(file["running"] as? [String: [String: Any]])
    #expect(hints.keys.count { $0.split(separator: ":").count == 2 } >= 60)
    let texts = hints.values.compactMap { $0["hint"] as? String } + running.values.compactMap { $0["stop"] as? String }
    #expect(texts.count == hints.count + running.count)
    for text in texts {
      let filled = ShellWords.fill(text, name: "n", region: "r")
      #expect(!filled.contains("{name}") && !filled.contains("{region}"))
      // A JSON patch is the only thing in braces that may be left.
      #expect(!filled.replacing("{\"spec\":", with: "").contains("{n") && !filled.contains("{r"), "\(text)")
    }
    for (action, row) in hints where row["restorable"] as? String == "no" {
      #expect((row["hint"] as? String)?.contains("as it was") == false, "\(action)")
    }
  }

  @Test(
    "a table that is none says what is wrong with it",
    arguments: [
      ("", "is no table"), ("[]", "is no table"), (#"{"format":"x","version":"1","hints":{},"running":{}}"#, "format is x"),
      (
        #"{"format":"arrester-restore-hints/1","version":"1","hints":{"a:B":{"restorable":"maybe","hint":"x"}},"running":{}}"#,
        "is no table"
      ),
      (
        #"{"format":"arrester-restore-hints/1","version":"1","hints":{"a:B":{"restorable":"no","hint":""}},"running":{}}"#,
        "a:B: a text is empty"
      ),
      (#"{"format":"arrester-restore-hints/1","version":"1","hints":{},"running":{"a:B":{"what":"x","stop":"`y"}}}"#, "a:B: a backtick"),
      (
        #"{"format":"arrester-restore-hints/1","version":"1","hints":{"a:B":{"restorable":"no","hint":"x\ny"}},"running":{}}"#,
        "a:B: a text holds"
      ),
    ])
  func problems(json: String, problem: String) {
    let error = #expect(throws: RestoreHints.Problems.self) { try RestoreHints(json: Array(json.utf8)) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test("a file that is not there is named")
  func noFile() {
    let error = #expect(throws: RestoreHints.Problems.self) { try RestoreHints.load(path: "none.json") }
    #expect(error?.description.hasPrefix("cannot read none.json") == true)
  }
}
