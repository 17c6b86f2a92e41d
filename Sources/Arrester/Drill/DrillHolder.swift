import ArresterBreaker

/// Who holds a drill, and so how its canary gets its permissions back.
enum DrillHolder: Sendable {
  /// Asks for the lifting, and another person agrees.
  case person(Person)
  /// The schedule of the configuration: it lifts what it forced open itself (docs/decisions/0011).
  case schedule(instance: String)

  var actor: AuditActor {
    switch self {
    case .person(let person): .person(person.name)
    case .schedule(let instance): .instance(instance)
    }
  }
}
