import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

/// What an enforcer set out to do, in a trip's record.
struct PlanContent: Decodable {
  var enforcer: String
  var extent: String
  var revision: UInt64
  var session: String?
  var steps: [String]
  var snapshot: String
  var inverse: [String]

  func value(_ verdict: Verdict, key: BreakerKey) -> EnforcementPlan {
    let order = DenyOrder(
      key: key, trip: verdict.identifier, session: session, extent: DenyOrder.Extent(rawValue: extent) ?? .allWrites, revision: revision)
    return EnforcementPlan(order: order, steps: steps, snapshot: Array(snapshot.utf8), inverse: inverse)
  }
}

/// When an enforcer had done each step first.
struct ReceiptContent: Decodable {
  var enforcer: String
  var plannedAt: RecordTime
  var appliedAt: RecordTime?
  var verifiedAt: RecordTime?
  var detail: String

  var value: EnforcementReceipt {
    EnforcementReceipt(
      plannedAt: plannedAt.nanoseconds, appliedAt: appliedAt?.nanoseconds, verifiedAt: verifiedAt?.nanoseconds, detail: detail)
  }
}

/// Something that was destroyed later than the trip.
struct DamageContent: Decodable {
  var resource: String
  var action: String
  var scope: String
  var region: String
  var time: RecordTime
  var severity: Int
  var reversible: Bool
  var event: String?

  var value: DamageItem {
    DamageItem(
      resource: resource, action: action, scope: scope, region: region, time: time.nanoseconds, severity: severity,
      isReversible: reversible, event: event)
  }
}

/// A change later than the trip.
struct CallContent: Decodable {
  var action: String
  var resource: String
  var scope: String
  var region: String
  var time: RecordTime
  var event: String?

  var value: ManifestCall {
    ManifestCall(action: action, resource: resource, scope: scope, region: region, time: time.nanoseconds, event: event)
  }
}
