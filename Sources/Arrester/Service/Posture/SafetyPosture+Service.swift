import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents

extension SafetyPosture {
  /// How strict this configuration and this model are together.
  init(_ options: ServiceOptions) {
    self.init(options.policy)
    let engine = options.model.engine
    responses = PrincipalKind.allCases.map { PostureResponse(kind: $0, response: PostureResponse.Response(engine.responses[$0])) }
    limits = PrincipalKind.allCases.flatMap { kind in
      engine.limits[kind].map { limit in
        PostureLimit(
          kind: kind, signal: limit.signal.name, windowSeconds: engine.windows[limit.window].seconds, hard: limit.hard, soft: limit.soft)
      } + PostureLimit.raised(kind, engine)
    }
    oneStrikes = options.model.oneStrikes
    people = options.configuration.people.flatMap { person in
      person.tokenSHA256.map { PosturePerson(name: person.name, roles: Person.roles(person.roles), credential: $0) }
    }
    let modes = options.configuration.http?.failMode.all ?? []
    failModes = modes.map { PostureFailMode(endpoint: $0.endpoint, isClosed: $0.mode == .closed) }
    others = [PostureOther(name: "tables and kinds", value: options.model.tablesIdentifier)]
    if let baseline = engine.baseline { others.append(PostureOther(baseline)) }
    others += options.configuration.enforcers.compactMap(PostureOther.init)
    if let drill = options.configuration.drill, drill.everyNanoseconds != nil {
      others.append(PostureOther(name: "the canary that scheduled drills lift by themselves", value: drill.principal))
    }
    if let issuer = options.configuration.oidc {
      others.append(PostureOther(name: "the issuer of persons' tokens", value: issuer.fingerprint))
    }
  }
}

extension PostureLimit {
  /// How far a baseline may raise what is soft: as far as a limit that somebody has raised. Where there is none, not at all.
  fileprivate static func raised(_ kind: PrincipalKind, _ engine: EngineModel) -> [PostureLimit] {
    engine.limits[kind].filter { $0.signal == .velocity && $0.soft != nil }.map { limit in
      let shape = engine.windows[limit.window]
      let factor = engine.baseline.map { $0.covers(shape) ? $0.mostFactor : 1 } ?? 1
      return PostureLimit(
        kind: kind, signal: "velocity by a baseline", windowSeconds: shape.seconds, hard: nil, soft: limit.soft.map { $0 * factor })
    }
  }
}

extension PostureOther {
  /// When it raises one, and to what: looser in one case and tighter in the next.
  fileprivate init(_ baseline: BaselinePolicy) {
    let priors = PrincipalKind.allCases.compactMap { kind in
      baseline.priors[kind].map { "\(kind.name) \($0.mean) \($0.variance)" }
    }
    let words = "buckets of \(baseline.bucketSeconds) s, \(baseline.minimumBuckets) of them, alpha \(baseline.alpha)"
    self.init(name: "how baselines are learnt", value: ([words] + priors).joined(separator: ", "))
  }

  /// What lets a deny that does not hold go unnoticed for longer: how late a leak is one, and when it pages. nil where both are the defaults.
  fileprivate init?(_ enforcer: EnforcerSettings) {
    let propagation = enforcer.propagationNanoseconds ?? WebhookSettings().propagationNanoseconds
    let giveUp = enforcer.pacing?.giveUpNanoseconds
    guard propagation != WebhookSettings().propagationNanoseconds || giveUp != nil else { return nil }
    let words = giveUp.map { ", gives up after \(DurationText.format($0))" } ?? ""
    self.init(name: "how late \(enforcer.name) may be", value: "takes \(DurationText.format(propagation)) to act\(words)")
  }
}

extension Person {
  static func roles(_ roles: [PersonSettings.Role]) -> Set<Person.Role> { Set(roles.compactMap { Person.Role(rawValue: $0.rawValue) }) }
}

extension PostureResponse.Response {
  fileprivate init(_ response: Response) {
    self =
      switch response {
      case .trip: .trip
      case .page: .page
      case .none: .none
      }
  }
}

extension FailModeSettings {
  fileprivate var all: [(endpoint: String, mode: Mode)] { [("decide", decide), ("kubernetes", kubernetes), ("envoy", envoy)] }
}
