import ArresterBase
import ArresterEvents

extension Shard {
  /// Trips the principal's latch and says why.
  func trip(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ finding: Finding) {
    trip(frame, record, finding.rule) { explain(frame, record, finding) }
  }

  func trip(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ rule: Rule, explaining: () -> Verdict) {
    if let surveyor { return surveyor(JudgedChange(frame, decided: rule)) }
    // What the rewind offset no longer reaches, the creation of what is deleted here say, is unknown: what was decided stays.
    guard !isWarmingUp else { return }
    let key = key(of: record)
    let isPage = model.responses[key.kind] == .page
    let index = latches.insert(key)
    var latch = index.map { latches[$0] } ?? Latch()
    noteTrip(record, at: frame.header.pointee.time)
    latch.trip(at: frame.header.pointee.time, model.hold, isPage ? .atEndOfHold : restoration?(key) ?? model.hold.restoration)
    var verdict = explaining()
    if watchesTrips { verdict.activity = activity(record, until: frame.header.pointee.time) }
    verdict.type = isPage ? .page : .trip
    verdict.tripNumber = latch.trips
    verdict.identifier = key.tripIdentifier(number: latch.trips)
    verdict.homeScope = key.homeScope
    verdicts.append(verdict)
    examiner?.note(verdict, restoresAt: latch.restoresAt)
    clear(record)
    guard let index else { return }
    latches[index] = latch
    record.pointee.latch = index
    if !isPage { watchTripped(key, record) }
  }

  func warn(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ warnings: Warnings) {
    guard let place = warnings.place, !isWarmingUp else { return }
    var verdict = explain(frame, record, Finding(rule: .confirmed, window: place.window, second: place.second))
    verdict.type = .warn
    verdict.rule = nil
    verdict.session = nil
    verdict.signals = warnings.fresh
    verdict.score = warnings.fresh.map { Score.of($0.observed, $0.threshold) }.max() ?? 0
    let limits = warnings.fresh.map { "\($0.signal.name)/\($0.windowSeconds)" }.joined(separator: ",")
    verdict.identifier = SHA256.identifier(of: [
      "warn", verdict.platform.name, verdict.homeScope, verdict.principal, verdict.principalKind.name, Timestamp.format(verdict.time),
      frame.identifier.text, limits,
    ])
    verdicts.append(verdict)
  }

  private func explain(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ finding: Finding) -> Verdict {
    let values = evaluator.past(record, finding.window, endingAt: finding.second, session: finding.session)
    let evidence = Evidence(frame, record, self, model.windows[finding.window], finding)
    let signals = observations(values, record, finding)
    return Verdict(
      type: .trip, identifier: "", time: frame.header.pointee.time, principal: record.pointee.name.text,
      session: session(frame, record, finding), principalKind: record.pointee.kind, platform: record.pointee.platform,
      homeScope: record.pointee.name.homeScope, scopes: evidence.scopes, regions: evidence.regions, rule: finding.rule,
      action: frame.action.text, signals: signals,
      score: finding.rule == .oneStrike || finding.rule == .tampering ? 100 : score(values, record, finding), changes: values.changes,
      destroyed: values.destroyed, severity: values.severity, resources: evidence.resources, events: evidence.events,
      isSaturated: values.isSaturated, tripNumber: 0, model: model.identifier)
  }

  /// The limits that the rule found met, in the order of the model.
  private func observations(
    _ values: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ finding: Finding
  ) -> [SignalObservation] {
    let limits = limits[record.pointee.kind, finding.window]
    let baseline = baseline(values, record, finding.place, limits)
    switch finding.rule {
    case .oneStrike, .tampering: return []
    case .ceiling:
      return limits.pointee.entries.compactMap { entry in
        guard let hard = entry.limit.hard, values.meets(entry.limit.signal, hard, z: model.ratioZ) else { return nil }
        return values.observation(of: entry, against: hard, model, baseline)
      }
    case .confirmed:
      return limits.pointee.entries.compactMap { entry in
        guard let soft = entry.thresholds(baseline?.limit ?? 0).soft, values.meets(entry.limit.signal, soft, z: model.ratioZ) else {
          return nil
        }
        return values.observation(of: entry, against: soft, model, baseline)
      }
    case .recreated:
      let limit = Limit(signal: .recreated, window: finding.window, hard: nil, soft: 1)
      return [values.observation(of: limit, against: 1, model)]
    }
  }

  /// The session that the finding is about, or whose own window meets the same rule.
  private func session(_ frame: EventFrame, _ record: UnsafeMutablePointer<PrincipalRecord>, _ finding: Finding) -> String? {
    if finding.rule == .oneStrike || finding.rule == .tampering {
      return frame.header.pointee.sessionLength > 0 ? frame.session.text : nil
    }
    if let session = finding.session { return record.pointee.sessions[Int(session)].name.text }
    let hash = frame.header.pointee.sessionHash
    let sessions = record.pointee.sessions
    for index in 0..<sessions.count where sessions[index].hash == hash && frame.header.pointee.sessionLength > 0 {
      let own = evaluator.past(record, finding.window, endingAt: finding.second, session: UInt16(index))
      let isLongest = finding.window == model.windows.count - 1
      let limits = limits[record.pointee.kind, finding.window]
      let learnt = baseline(own, record, finding.place, limits)?.limit ?? 0
      let rule = own.assess(limits, model, isLongest: isLongest, learnt: learnt).rule
      return rule == finding.rule ? sessions[index].name.text : nil
    }
    return nil
  }

  private func score(_ values: WindowValues, _ record: UnsafeMutablePointer<PrincipalRecord>, _ finding: Finding) -> Int {
    limits[record.pointee.kind, finding.window].pointee.entries.map { entry in
      Score.of(values.value(of: entry.limit.signal, z: model.ratioZ), entry.limit.soft ?? entry.limit.hard ?? .infinity)
    }.max() ?? 0
  }
}

/// 0-100 for people's eyes: 50 at the limit, 100 from three times of it, logarithmic in between.
enum Score {
  static func of(_ observed: Double, _ threshold: Double) -> Int {
    guard threshold > 0, observed > 0 else { return 0 }
    let ratio = 1 + min(observed / threshold, 1e6)
    // log2 by exponent and a straight line between powers of two: no library function, so the same on every machine.
    let logarithm = Double(ratio.exponent) + (ratio.significand - 1)
    return min(100, Int((50 * logarithm).rounded()))
  }
}
