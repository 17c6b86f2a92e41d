/// What a record of the breakers topic is about: the last part of a breaker's or latch's key, the first of the others'.
public enum RecordType: String, Sendable, CaseIterable {
  case breaker
  case latch
  case halt
  /// What a person asks for.
  case request
  /// An irreversible action of an agent that a person is asked about.
  case staged
  case plannedChange
  /// How strict the configuration and the model in force are.
  case posture
}
