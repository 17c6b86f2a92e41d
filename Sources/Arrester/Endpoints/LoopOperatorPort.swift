import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import ArresterEngine
import ArresterEvents
import ArresterServer

/// The people's API over the one thread that owns the board.
struct LoopOperatorPort: OperatorPort {
  let loop: LoopQueue
  let options: ServiceOptions
  /// Read once, at start.
  let hints: RestoreHints
  let drills: DrillConductor
  let auditReading: AuditReading

  func board() async throws(PortError) -> BreakerBoard {
    guard let board = try await look({ $0.board }) else { throw .closed }
    return board
  }

  func act(
    about key: BreakerKey?, _ act: @escaping @Sendable (inout BreakerBoard, Moment) -> RequestOutcome
  ) async throws(PortError) -> ActResult {
    do {
      let recorded = try await loop.perform { loop in
        let outcome = loop.act(about: key, act)
        loop.carryOutGranted()
        return outcome
      }
      guard let outcome = recorded.value else { throw PortError.closed }
      return ActResult(outcome: outcome, isRecorded: recorded.isRecorded)
    } catch {
      throw PortError(error)
    }
  }

  func trip(_ identifier: String) async throws(PortError) -> [UInt8]? { try await look { $0.trips[identifier]?.detailedJSON } }

  func trips(limit: Int) async throws(PortError) -> [[UInt8]] {
    try await look { loop in loop.trips.all.suffix(limit).reversed().map(\.json) }
  }

  func findings(limit: Int) async throws(PortError) -> [[UInt8]] {
    try await look { loop in
      loop.recentVerdicts.suffix(limit).reversed().map { FindingRecord.json($0, decision: loop.trips[$0.identifier]?.decision) }
    }
  }

  func principals(limit: Int, kind: PrincipalKind?) async throws(PortError) -> [[UInt8]] {
    try await look { loop in loop.portraits(limit: limit, kind: kind).map(\.json) }
  }

  func principal(_ identifier: String) async throws(PortError) -> [UInt8]? {
    try await look { loop in loop.portraits(named: identifier).first?.json }
  }

  func status() async throws(PortError) -> [UInt8] { try await look { $0.statusJSON } }

  func model() async throws(PortError) -> [UInt8] { ModelDescription(options.model).json }

  func manifest(trip identifier: String, format: ManifestFormat) async throws(PortError) -> [UInt8]? {
    let hints = hints
    guard let manifest = try await look({ $0.trips[identifier]?.manifest(hints, madeAt: $0.wallTime) }) else { return nil }
    switch format {
    case .json: return manifest.json
    case .markdown: return Array(manifest.markdown.utf8)
    case .html: return Array(manifest.html.utf8)
    }
  }

  func deadLetters() async throws(PortError) -> [[UInt8]] { try await look(\.deadLetters) }

  func audit(limit: Int) async throws(PortError) -> AuditAnswer {
    do {
      // The first reading is soon done, as a rule.
      for _ in 0..<LoopOperatorPort.looksAtFirstReading {
        if let answer = try auditReading.json(limit: limit) { return .there(answer) }
        try await Task.sleep(nanoseconds: 100_000_000)
      }
      return .reading
    } catch let error as AuditReadingError { return .unreadable(error.detail) } catch { throw .busy }
  }

  private static let looksAtFirstReading = 50

  func drill(by person: Person) async throws(PortError) -> DrillAnswer {
    do throws(DrillProblem) { return .running(try await drills.hold(by: person)) } catch { return .impossible(error.detail) }
  }

  private func look<Value: Sendable>(_ body: @escaping @Sendable (ServiceLoop) -> Value) async throws(PortError) -> Value {
    do { return try await loop.perform { body($0) }.value } catch { throw PortError(error) }
  }
}

extension PortError {
  fileprivate init(_ error: any Error) {
    switch error {
    case let error as PortError: self = error
    case LoopError.handedOver: self = .handedOver
    case LoopError.closed: self = .closed
    default: self = .busy
    }
  }
}
