import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

extension TripFile {
  /// What people need to put things back, as far as this instance has seen it.
  /// - Parameter madeAt: wall time, nanoseconds since 1970 UTC.
  func manifest(_ hints: RestoreHints, madeAt: Int64) -> RollbackManifest {
    let before = verdict.resources.map { resource in
      DamageItem(
        resource: resource.identifier, action: resource.action, scope: verdict.homeScope, region: resource.region, time: resource.time,
        severity: resource.severity, isReversible: resource.isReversible)
    }
    return RollbackManifest(
      trip: ManifestTrip(
        identifier: verdict.identifier, key: key, session: verdict.session, rule: verdict.rule, time: verdict.time,
        isEvidenceCut: verdict.destroyed > verdict.resources.count || isCut),
      permissionChanges: plans.keys.sorted().compactMap(permissionChange), damage: before + laterDamage,
      calls: before.map { ManifestCall(action: $0.action, resource: $0.resource, scope: $0.scope, region: $0.region, time: $0.time) }
        + laterCalls,
      hints: hints, madeAt: madeAt)
  }

  private func permissionChange(_ enforcer: String) -> PermissionChange? {
    guard let plan = plans[enforcer] else { return nil }
    let receipt = receipts[enforcer]
    return PermissionChange(
      enforcer: enforcer, outcome: receipt == nil ? .unknown : .success, verifiedAt: receipt?.verifiedAt ?? receipt?.appliedAt,
      steps: plan.steps, snapshot: plan.snapshot, inverse: plan.inverse)
  }
}
