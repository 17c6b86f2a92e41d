import ArresterBase
import Foundation

@testable import ArresterBreaker

/// Manifests to look at.
enum Manifests {
  static let modelsFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("models").path

  static func hints() throws -> RestoreHints { try RestoreHints.load(path: modelsFolder + "/restore-hints.json") }

  static func damage(
    _ resource: String, _ action: String, at seconds: Int64 = 0, severity: Int = 3, reversible: Bool = true, region: String = "eu-west-1",
    state: String? = nil
  ) -> DamageItem {
    DamageItem(
      resource: resource, action: action, scope: "111122223333", region: region, time: noon + seconds * second, severity: severity,
      isReversible: reversible, priorState: state.map { Array($0.utf8) }, event: "event-\(seconds)")
  }

  static func make(
    principal: String = "arn:aws:iam::1:role/agent", damage: [DamageItem] = [], calls: [ManifestCall] = [],
    changes: [PermissionChange]? = nil,
    trip: String = "t1"
  ) throws -> RollbackManifest {
    let change = PermissionChange(
      enforcer: "aws", outcome: .success, verifiedAt: noon + minute, steps: ["attached deny-writes to role agent"],
      snapshot: Array(#"{"AttachedPolicies":[]}"#.utf8),
      inverse: ["aws iam detach-role-policy --role-name agent --policy-arn arn:aws:iam::1:policy/deny-writes"])
    return RollbackManifest(
      trip: ManifestTrip(identifier: trip, key: makeKey(principal), session: "run-1", rule: .ceiling, time: noon),
      permissionChanges: changes ?? [change], damage: damage, calls: calls, hints: try hints(), madeAt: noon + hour)
  }

  static func object(_ manifest: RollbackManifest) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(manifest.json))
    return (value as? [String: Any]) ?? [:]
  }
}
