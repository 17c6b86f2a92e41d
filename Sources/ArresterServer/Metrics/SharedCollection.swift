import Synchronization

/// Scrapes that come while one is being worked on get that one's numbers: however many ask, what is counted is asked once at a time.
final class SharedCollection: Sendable {
  typealias Outcome = Result<[MetricFamily], MetricsUnavailable>

  private let collect: @Sendable () async throws(MetricsUnavailable) -> [MetricFamily]
  private let running = Mutex<Task<Outcome, Never>?>(nil)

  init(_ collect: @escaping @Sendable () async throws(MetricsUnavailable) -> [MetricFamily]) { self.collect = collect }

  /// Whoever gives up waiting ends it for nobody else.
  func families() async throws(MetricsUnavailable) -> [MetricFamily] {
    let task = running.withLock { running in
      if let running { return running }
      let task = Task { await run() }
      running = task
      return task
    }
    return try await task.value.get()
  }

  private func run() async -> Outcome {
    let outcome: Outcome
    do throws(MetricsUnavailable) { outcome = .success(try await collect()) } catch { outcome = .failure(error) }
    running.withLock { $0 = nil }
    return outcome
  }
}
