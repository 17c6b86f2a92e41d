import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterServer

/// Takes a changed configuration into a running service: modes, people and callers, and renewed certificates. Whatever else differs
/// needs a restart, and then nothing is taken: the file and what runs never differ by half.
///
/// One after the other, in the order in which they were asked for; of several that wait the last is done.
public final class ConfigurationReload: Sendable {
  /// Reads and checks all of it anew.
  private let load: @Sendable () throws -> ServiceOptions
  private let loop: LoopQueue
  private let endpoints: ServiceEndpoints?
  private let log: Log
  private let wishes: AsyncStream<Void>.Continuation

  init(load: @escaping @Sendable () throws -> ServiceOptions, loop: LoopQueue, endpoints: ServiceEndpoints?, log: Log) {
    self.load = load
    self.loop = loop
    self.endpoints = endpoints
    self.log = log
    let (stream, wishes) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.wishes = wishes
    Task { [weak self] in for await _ in stream { await self?.reload() } }
  }

  deinit { wishes.finish() }

  /// Returns at once.
  func ask() { wishes.yield() }

  /// Where it is refused everything stays as it was, but for a renewed certificate, and the log says why.
  func reload() async {
    do {
      let next = try load()
      // What may fail comes before anything is in force.
      let people = try TokenDirectory(next.configuration)
      try endpoints?.reloadCertificate()
      let words = try await adopt(next)
      endpoints?.replace(people)
      log.info("the configuration was reloaded", ["posture": .text(words)])
    } catch {
      loop.post { $0.count(page: .reloadRefused) }
      log.page(
        .reloadRefused, at: .error,
        ["reason": "the configuration was not reloaded, and what was in force stays", "detail": .text("\(error)")])
    }
  }

  /// Where partitions move before it is on record it is told again: what is in force here must be on the topic.
  private func adopt(_ next: ServiceOptions) async throws -> String {
    for _ in 1..<ConfigurationReload.mostTries {
      do { return try await loop.perform { try $0.reload(next) }.value } catch LoopError.handedOver { continue }
    }
    return try await loop.perform { try $0.reload(next) }.value
  }

  private static let mostTries = 5
}

/// Parts of the configuration that a running service does not change.
public struct RestartNeeded: Error, CustomStringConvertible {
  /// As the file names them.
  public var parts: [String]

  public var description: String { "a restart is needed for \(parts.joined(separator: ", ")); nothing of the file was taken" }
}

extension ServiceLoop {
  /// - Returns: what the posture became: the same, tighter, or looser and approved.
  /// - Throws: `RestartNeeded`, `LooserPosture`.
  func reload(_ next: ServiceOptions) throws -> String { try service.reload(next) }
}

extension StreamService {
  func reload(_ next: ServiceOptions) throws -> String {
    guard let board else { return "nothing is in force under --until-end" }
    let parts = options.partsForRestart(next)
    guard parts.isEmpty else { throw RestartNeeded(parts: parts) }
    var options = next
    // The enforcers that run, the command line's included.
    options.enforcers = self.options.enforcers
    let words = try adoptPosture(of: options)
    self.options = options
    ports.policy.replace(options.policy)
    board.setPolicy(options.policy, owned: owner.owns)
    if let audit {
      audit.note(
        AuditEntry(
          .result, .configurationLoaded, by: .instance(audit.instance), at: clock.now(), outcome: .success, detail: "reloaded: \(words)"))
    }
    return words
  }
}

extension ServiceOptions {
  /// What differs between this and `next`, and is read at the start alone.
  fileprivate func partsForRestart(_ next: ServiceOptions) -> [String] {
    let (old, new) = (configuration, next.configuration)
    var oldHTTP = old.http
    oldHTTP?.callers = new.http?.callers ?? []
    let differs: [(String, Bool)] = [
      ("kafka", old.kafka != new.kafka), ("output", old.output != new.output), ("model", model.identifier != next.model.identifier),
      ("recordKey", old.recordKey != new.recordKey), ("sources", old.sources != new.sources), ("enforcers", old.enforcers != new.enforcers),
      ("http", oldHTTP != new.http), ("oidc", old.oidc != new.oidc), ("kubernetes", old.kubernetes != new.kubernetes),
      ("audit", old.audit != new.audit), ("drill", old.drill != new.drill),
    ]
    return differs.filter(\.1).map(\.0)
  }
}
