import ArresterBase
import Foundation
import Testing

@testable import ArresterBreaker

@Suite("A rollback manifest")
struct RollbackManifestTests {
  @Test("lists damage by urgency, severity, time and name")
  func order() throws {
    let manifest = try Manifests.make(damage: [
      Manifests.damage("c", "rds:DeleteDBInstance", at: 3), Manifests.damage("b", "rds:DeleteDBInstance", at: 1),
      Manifests.damage("a", "rds:DeleteDBInstance", at: 1),
      Manifests.damage("big", "ec2:DeleteVolume", at: 9, severity: 8, reversible: false),
      Manifests.damage("key", "kms:ScheduleKeyDeletion", at: 10, severity: 1),
    ])
    #expect(manifest.damage.map(\.item.resource) == ["key", "big", "a", "b", "c"])
  }

  @Test("fills names and regions into commands")
  func commands() throws {
    let manifest = try Manifests.make(damage: [
      Manifests.damage("orders", "rds:StopDBInstance"),
      Manifests.damage("arn:aws:dynamodb:eu-west-1:1:table/carts", "dynamodb:DeleteTable"),
      Manifests.damage("agent", "iam:DeleteRole", region: ""),
    ])
    let hints = Dictionary(uniqueKeysWithValues: manifest.damage.map { ($0.item.action, $0.hint) })
    #expect(hints["rds:StopDBInstance"] == "`aws rds start-db-instance --db-instance-identifier orders --region eu-west-1`")
    #expect(hints["dynamodb:DeleteTable"]?.contains("--table-name carts --region eu-west-1") == true)
    #expect(hints["iam:DeleteRole"]?.contains("create-role --role-name agent ") == true)
  }

  @Test(
    "a name that a shell could take for something else is in no command",
    arguments: [
      "a;rm -rf /", "$(reboot)", "`reboot`", "a b", "--force", "a'b", "a\"b", "a\nb", "a|b", "ä", "", String(repeating: "a", count: 600),
    ])
  func dangerousNames(name: String) throws {
    let item = Manifests.damage(name, "rds:StopDBInstance", region: name)
    let manifest = try Manifests.make(damage: [item])
    let region = name.isEmpty ? "" : " --region REGION"
    #expect(manifest.damage.first?.hint == "`aws rds start-db-instance --db-instance-identifier NAME\(region)`")
  }

  @Test("what the model calls irreversible is not called restorable as it was")
  func worseCounts() throws {
    let manifest = try Manifests.make(damage: [
      Manifests.damage("a", "rds:StopDBInstance", reversible: false), Manifests.damage("b", "x:Unknown", reversible: true),
      Manifests.damage("c", "x:Unknown", reversible: false), Manifests.damage("d", "backup:DeleteRecoveryPoint", reversible: true),
    ])
    #expect(manifest.damage.map(\.restorable) == [.backup, .backup, .no, .no])
    #expect(manifest.damage.map(\.isKnown) == [true, false, false, true])
    #expect(manifest.damage[1].hint.hasPrefix("No hint for this action."))
  }

  @Test("calls that start work are picked out, the newest first, with how to stop it")
  func running() throws {
    let calls = [
      ManifestCall(action: "cloudformation:DeleteStack", resource: "web", scope: "1", region: "eu-west-1", time: noon),
      ManifestCall(action: "rds:DescribeDBInstances", resource: "x", scope: "1", region: "eu-west-1", time: noon),
      ManifestCall(action: "states:StartExecution", resource: "m", scope: "1", region: "eu-west-1", time: noon + second, event: "e2"),
      ManifestCall(action: "core:namespaces:deletecollection", resource: "n", scope: "c", region: "", time: noon - second),
    ]
    let manifest = try Manifests.make(calls: calls)
    #expect(
      manifest.running.map(\.call.action) == ["states:StartExecution", "cloudformation:DeleteStack", "core:namespaces:deletecollection"])
    #expect(manifest.running.first?.stop.contains("stop-execution") == true)
    #expect(manifest.markdown.contains("an execution of a state machine runs: `m`"))
  }

  @Test("JSON holds all three parts, objects as the JSON that they are, and the same bytes each time")
  func json() throws {
    let state = #"{"kind":"Deployment","spec":{"replicas":3}}"#
    let manifest = try Manifests.make(
      damage: [
        Manifests.damage("web", "apps:deployments:delete", state: state), Manifests.damage("odd", "x:Y", state: "{not json"),
        Manifests.damage("long", "x:Z", state: "[" + String(repeating: "1,", count: 40_000) + "1]"),
      ], calls: [ManifestCall(action: "ssm:SendCommand", resource: "d", scope: "1", region: "eu-west-1", time: noon)])
    let value = try Manifests.object(manifest)
    #expect(value["executed"] as? Bool == false)
    let damage = try #require(value["damage"] as? [[String: Any]])
    #expect((damage.first { $0["resource"] as? String == "web" }?["before"] as? [String: Any])?["kind"] as? String == "Deployment")
    #expect(damage.first { $0["resource"] as? String == "odd" }?["before"] as? String == "{not json")
    #expect(damage.first { $0["resource"] as? String == "long" }?["beforeBytes"] as? Int == 80_003)
    let change = try #require((value["permissionChanges"] as? [[String: Any]])?.first)
    #expect((change["inverse"] as? [String])?.first?.hasPrefix("aws iam detach-role-policy") == true)
    #expect((change["precondition"] as? String)?.isEmpty == false)
    #expect((value["running"] as? [[String: Any]])?.count == 1)
    #expect(manifest.json == manifest.json)
  }

  @Test("beyond its limits it says how much is not listed")
  func limits() throws {
    let items = (0..<RollbackManifest.maximumDamage + 5).map { Manifests.damage("r\($0)", "x:Y") }
    let calls = (0..<RollbackManifest.maximumRunning + 3).map { _ in
      ManifestCall(action: "ssm:SendCommand", resource: "d", scope: "1", region: "", time: noon)
    }
    let manifest = RollbackManifest(
      trip: ManifestTrip(identifier: "t", key: makeKey(), rule: nil, time: noon), permissionChanges: [], damage: items, calls: calls,
      hints: try Manifests.hints(), madeAt: noon)
    #expect(manifest.damage.count == RollbackManifest.maximumDamage)
    #expect(manifest.damageNotListed == 5)
    #expect(manifest.runningNotListed == 3)
    var small = manifest
    small.damage = []
    small.running = []
    #expect(small.markdown.contains("**5 more resources** are not listed"))
  }

  @Test("an empty manifest says so in each part")
  func empty() throws {
    let manifest = try Manifests.make(changes: [])
    for page in [manifest.markdown, manifest.html] {
      #expect(page.contains("No call on record started work"))
      #expect(page.contains("No destroyed resource is on record"))
      #expect(page.contains("nothing to give back"))
    }
  }
}
