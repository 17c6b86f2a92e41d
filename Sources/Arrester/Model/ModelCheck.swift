import ArresterEngine
import ArresterEvents

/// What JSON's grammar cannot say about a model. Every problem is reported, not only the first.
enum ModelCheck {
  static func problems(in file: ModelFile, _ tables: ActionTables, _ kubernetes: KubernetesActionsFile) -> [String] {
    formats(file, tables, kubernetes) + windows(file) + names(file) + limits(file) + baseline(file) + bounds(file) + kinds(file)
      + severities(tables) + kubernetes.problems
  }

  private static func formats(_ file: ModelFile, _ tables: ActionTables, _ kubernetes: KubernetesActionsFile) -> [String] {
    let expected = [
      (file.format, "arrester-model/1"), (tables.accessLevels.format, "arrester-access-levels/1"),
      (tables.actions.format, "arrester-actions/1"), (tables.parameters.format, "arrester-parameters/1"),
      (tables.resources.format, "arrester-resources/1"), (kubernetes.format, "arrester-kubernetes-actions/1"),
    ]
    return expected.filter { $0.0 != $0.1 }.map { "format is '\($0.0)', this version reads '\($0.1)'" }
  }

  private static func windows(_ file: ModelFile) -> [String] {
    var problems: [String] = []
    if !(1...4).contains(file.windows.count) { problems.append("windows: 1 to 4 are possible, found \(file.windows.count)") }
    for (index, window) in file.windows.enumerated() {
      if window.bucketSeconds < 1 || window.seconds < 1 || window.seconds % max(1, window.bucketSeconds) != 0 {
        problems.append("windows[\(index)]: \(window.seconds) s is no whole number of buckets of \(window.bucketSeconds) s")
      }
      if index > 0, window.seconds <= file.windows[index - 1].seconds { problems.append("windows[\(index)]: the shortest comes first") }
    }
    return problems
  }

  private static func names(_ file: ModelFile) -> [String] {
    var problems: [String] = []
    for platform in Platform.allCases where file.latenessSeconds[platform.name].map({ $0 < 0 }) ?? true {
      problems.append("latenessSeconds.\(platform.name): a number of seconds, 0 or more, is needed")
    }
    for kind in PrincipalKind.allCases where file.response[kind.name].flatMap(Response.init(rawValue:)) == nil {
      problems.append("response.\(kind.name): trip, page or none is needed")
    }
    if file.response["service"] == "trip" {
      problems.append("response.service: a service acting on its own has no breaker; use page or none")
    }
    if file.hold.firstSeconds < 1 || file.hold.maximumSeconds < file.hold.firstSeconds {
      problems.append("hold: firstSeconds must be 1 or more, and maximumSeconds no less than it")
    }
    if file.futureSeconds < 0 { problems.append("futureSeconds: 0 or more") }
    if !(file.ratioZ > 0 && file.ratioZ < 10) { problems.append("ratioZ: a quantile between 0 and 10") }
    return problems
  }

  private static func limits(_ file: ModelFile) -> [String] {
    var problems: [String] = []
    for (name, limits) in file.limits.sorted(by: { $0.key < $1.key }) {
      if PrincipalKind(name: name) == nil { problems.append("limits.\(name): no such kind") }
      if limits.count > 64 { problems.append("limits.\(name): at most 64") }
      for (index, limit) in limits.enumerated() { problems += check(limit, "limits.\(name)[\(index)]", file) }
    }
    return problems
  }

  private static func check(_ limit: ModelFile.Limit, _ path: String, _ file: ModelFile) -> [String] {
    var problems: [String] = []
    if Signal(name: limit.signal) == nil {
      problems.append("\(path): no signal '\(limit.signal)'; there are \(Signal.allCases.map(\.name).joined(separator: ", "))")
    }
    if !file.windows.contains(where: { $0.seconds == limit.windowSeconds }) {
      problems.append("\(path): no window of \(limit.windowSeconds) s")
    }
    if limit.fixed == true, limit.hard == nil { problems.append("\(path): fixed is about a ceiling, and there is no hard") }
    if limit.hard == nil, limit.soft == nil { problems.append("\(path): neither hard nor soft") }
    for value in [limit.hard, limit.soft].compactMap(\.self) where !(value > 0 && value.isFinite) {
      problems.append("\(path): \(value) is no limit; it must be greater than 0")
    }
    if let hard = limit.hard, let soft = limit.soft, soft > hard { problems.append("\(path): soft \(soft) is above hard \(hard)") }
    if limit.signal == "destroyed", Double(file.bounds.resourcesPerBucket) < max(limit.hard ?? 0, limit.soft ?? 0) {
      problems.append("\(path): above bounds.resourcesPerBucket (\(file.bounds.resourcesPerBucket)), so it could not be seen")
    }
    return problems
  }

  private static func baseline(_ file: ModelFile) -> [String] {
    guard let baseline = file.baseline else { return [] }
    var problems: [String] = []
    if baseline.bucketSeconds < 1 { problems.append("baseline.bucketSeconds: 1 or more") }
    if !(baseline.alpha >= 1e-9 && baseline.alpha <= 0.1) { problems.append("baseline.alpha: a chance between 1e-9 and 0.1") }
    if !(2...512).contains(baseline.minimumBuckets) { problems.append("baseline.minimumBuckets: 2 to 512") }
    if !(baseline.mostFactor >= 1 && baseline.mostFactor <= 4) { problems.append("baseline.mostFactor: 1 to 4") }
    for (name, prior) in (baseline.priors ?? [:]).sorted(by: { $0.key < $1.key }) {
      if PrincipalKind(name: name) == nil { problems.append("baseline.priors.\(name): no such kind") }
      let isRate = prior.mean > 0 && prior.mean <= 1e6 && prior.variance > 0 && prior.variance <= 1e9
      if !isRate { problems.append("baseline.priors.\(name): a mean up to 1e6 and a variance up to 1e9, both greater than 0") }
    }
    return problems + (problems.isEmpty ? lateness(file, baseline) : [])
  }

  private static func lateness(_ file: ModelFile, _ baseline: ModelFile.Baseline) -> [String] {
    let policy = BaselinePolicy(
      bucketSeconds: baseline.bucketSeconds, alpha: baseline.alpha, minimumBuckets: baseline.minimumBuckets,
      mostFactor: baseline.mostFactor)
    let windows = file.windows.map { WindowShape(seconds: $0.seconds, bucketSeconds: $0.bucketSeconds) }
    let longest = policy.longestLateness(windows)
    return Platform.allCases.compactMap { platform in
      guard let lateness = file.latenessSeconds[platform.name], lateness > longest else { return nil }
      return "baseline.bucketSeconds: with \(baseline.bucketSeconds) s the lateness of \(platform.name) may be at most \(longest) s"
    }
  }

  private static func bounds(_ file: ModelFile) -> [String] {
    let bounds = file.bounds
    var problems: [String] = []
    for (name, value) in [
      ("principals", bounds.principals), ("sessionsPerPrincipal", bounds.sessionsPerPrincipal),
      ("createsPerPrincipal", bounds.createsPerPrincipal), ("latches", bounds.latches), ("baselines", bounds.baselines ?? 1),
      ("rememberedIdentifiers", bounds.rememberedIdentifiers), ("recordBytes", bounds.recordBytes),
    ] where value < 1 { problems.append("bounds.\(name): 1 or more") }
    if !(1...EventFrameBuilder.maximumResources).contains(bounds.resourcesPerBucket) {
      problems.append("bounds.resourcesPerBucket: 1 to \(EventFrameBuilder.maximumResources)")
    }
    if !(1...64).contains(bounds.regionsPerPrincipal) { problems.append("bounds.regionsPerPrincipal: 1 to 64") }
    return problems
  }

  private static func kinds(_ file: ModelFile) -> [String] {
    var problems: [String] = []
    for (index, rule) in file.kinds.rules.enumerated() {
      let path = "kinds.rules[\(index)]"
      if rule.principal == nil, rule.session == nil { problems.append("\(path): neither principal nor session") }
      if rule.session != nil, rule.sessionForced != true {
        problems.append("\(path): a session's name is the caller's choice; a rule on it needs sessionForced: true")
      }
      if let platform = rule.platform, !Platform.allCases.contains(where: { $0.name == platform }) {
        problems.append("\(path): no platform '\(platform)'")
      }
    }
    return problems
  }

  private static func severities(_ tables: ActionTables) -> [String] {
    let allowed: Set<UInt8> = [0, 1, 3, 5, 8]
    let actions = tables.actions.actions.filter { $0.value.severity.map { !allowed.contains($0) } ?? false }.keys
    let rows = tables.parameters.rows.filter { $0.severity.map { !allowed.contains($0) } ?? false }.map(\.action)
    let flags =
      tables.actions.actions.flatMap { action in (action.value.flags ?? []).map { (action.key, $0) } }
      + tables.parameters.rows.flatMap { row in (row.flags ?? []).map { (row.action, $0) } }
    let unknown = flags.filter { EventFlags(label: $0.1) == nil }.map { "\($0.0): no flag '\($0.1)'" }
    return (actions + rows).sorted().map { "\($0): severity must be 0, 1, 3, 5 or 8" } + unknown.sorted()
  }
}
