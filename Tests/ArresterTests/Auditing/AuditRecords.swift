import ArresterBase
import ArresterBreaker

@testable import Arrester

/// Chains for tests of what keeps and sends them.
enum AuditRecords {
  /// - Parameter hours: after a fixed start, the chain's own.
  static func chain(
    _ instance: String, at hours: Int64, entries: Int, continuing: AuditHead? = nil
  ) throws -> (records: [AuditRecord], last: AuditHead?) {
    let start = Int64(CloudTrail.start) * Timestamp.nanosecondsPerSecond + hours * Boards.hour
    var chain = AuditChain(instance: instance, startedAt: start, AuditChain.Settings(product: "0"))
    var records = try chain.open(continuing: continuing, at: start).records
    for number in 0..<entries {
      let time = start + Int64(number)
      let entry = AuditEntry(.intent, .denyApplied, by: .enforcer("aws"), trip: "t\(number)", at: time)
      records += try chain.append(entry, at: time).records
    }
    return (records, chain.last)
  }
}
