import ArresterBreaker
import ArresterEnforcement
import Foundation

extension TripFile {
  /// Reads what `record` wrote.
  /// - Parameter key: the key it stood under on the topic.
  /// - Returns: nil for what is no such record, for another version, and for one that stands under another's key.
  init?(record bytes: [UInt8], key: String) {
    guard bytes.count <= BoardRecord.maximumBytes, let content = try? JSONDecoder().decode(TripContent.self, from: Data(bytes)),
      content.version == TripFile.recordVersion, content.type == TripFile.recordType,
      TripFile.recordKey(content.id).utf8.elementsEqual(key.utf8), let verdict = content.verdict.value(content), content.revision > 0
    else { return nil }
    self.init(verdict, content.times.ledger(verdict, content.receipts), content.blast.value(verdict))
    revision = content.revision
    state = content.state.flatMap { BreakerState(rawValue: $0) }
    stateSince = content.stateSince?.nanoseconds
    successor = content.successor
    toldState = content.toldState.flatMap { BreakerState(rawValue: $0) }
    for plan in content.plans { plans[plan.enforcer] = plan.value(verdict, key: self.key) }
    for receipt in content.receipts { receipts[receipt.enforcer] = receipt.value }
    leaks = content.leaks
    isCut = content.cut
    laterDamage = content.laterDamage.map(\.value)
    laterCalls = content.laterCalls.map(\.value)
    refused = content.refused ?? 0
    activity = content.activity?.map(\.value) ?? []
  }
}
