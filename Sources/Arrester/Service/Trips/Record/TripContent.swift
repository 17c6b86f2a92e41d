import ArresterBase
import ArresterEnforcement
import ArresterEngine

/// A time of a record, as RFC 3339.
struct RecordTime: Decodable {
  var nanoseconds: Int64

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = Timestamp.parse(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text.prefix(80)) is no time")
    }
    nanoseconds = time
  }
}

/// The layout of a trip's record.
struct TripContent: Decodable {
  var version: Int
  var type: String
  var id: String
  var revision: UInt64
  var scope: String
  var tripNumber: UInt32
  var state: String?
  var stateSince: RecordTime?
  var successor: String?
  var toldState: String?
  var verdict: VerdictContent
  var times: TimesContent
  var blast: BlastContent
  var plans: [PlanContent]
  var receipts: [ReceiptContent]
  var leaks: [String]
  var cut: Bool
  var laterDamage: [DamageContent]
  var laterCalls: [CallContent]
  /// nil in records that are older than this, as is `activity`.
  var refused: Int?
  var activity: [ActivityContent]?
}

/// What the principal did in one second and region.
struct ActivityContent: Decodable {
  var time: RecordTime
  var region: String
  var changes: Int
  var destructive: Int
  var permissions: Int
  var failed: Int

  var value: Activity {
    var activity = Activity(second: Int(time.nanoseconds / Timestamp.nanosecondsPerSecond), region: region)
    activity.changes = changes
    activity.destructive = destructive
    activity.permissions = permissions
    activity.failed = failed
    return activity
  }
}

/// When each step of the ledger ended.
struct TimesContent: Decodable {
  var message: RecordTime?
  var arrived: RecordTime?
  var decided: RecordTime?
  var committed: RecordTime?

  func ledger(_ verdict: Verdict, _ receipts: [ReceiptContent]) -> TripLedger {
    var ledger = TripLedger(
      trip: verdict.identifier, eventTime: verdict.time, messageTimestamp: message?.nanoseconds, arrivedAt: arrived?.nanoseconds,
      decidedAt: decided?.nanoseconds, committedAt: committed?.nanoseconds)
    for receipt in receipts { ledger.note(receipt.value, by: receipt.enforcer) }
    return ledger
  }
}

/// The blast as `Blast.write` has it.
struct BlastContent: Decodable {
  struct PartContent: Decodable {
    var resources: Int
    var severity: Int
    var irreversible: Int

    var value: Blast.Part { Blast.Part(resources: resources, severity: severity, irreversible: irreversible) }
  }

  var confirmedAt: RecordTime?
  var beforeTrip: PartContent
  var untilConfirmed: PartContent
  var afterwards: PartContent
  var uncounted: Int

  func value(_ verdict: Verdict) -> Blast {
    var earlier = Blast.Parts()
    earlier.beforeTrip = beforeTrip.value
    earlier.untilConfirmed = untilConfirmed.value
    earlier.afterwards = afterwards.value
    return Blast(tripTime: verdict.time, confirmedAt: confirmedAt?.nanoseconds, earlier: earlier, uncounted: uncounted)
  }
}
