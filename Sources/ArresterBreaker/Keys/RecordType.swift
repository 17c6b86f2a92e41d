/// The last part of a record's key on the breakers topic. Approvals and planned changes get their own when they come.
public enum RecordType: String, Sendable, CaseIterable {
  case breaker
  case latch
  case halt
}
