/// Rows of a report about what the work cost.
enum CPURows {
  /// By part: CPU of an event, microseconds, over the measured stretch.
  static func results(_ step: RateStep) -> [BenchReport.Measurement] {
    let events = step.throughput * step.outcome.watchedSeconds
    guard events > 0 else { return [] }
    func row(_ name: String, _ matches: (String) -> Bool) -> BenchReport.Measurement? {
      let nanoseconds = step.outcome.threads.total(where: matches).cpuNanoseconds
      guard nanoseconds > 0 else { return nil }
      return BenchReport.Measurement(name: name, value: Double(nanoseconds) / events / 1000, unit: "us an event")
    }
    return [
      row("CPU of the service's thread") { $0 == OwnService.threadName },
      row("CPU of the generator's thread") { $0 == Stretch.producerName },
      row("CPU of librdkafka's threads, generator's and service's") { $0.hasPrefix("rdk:") },
      row("CPU of this process") { _ in true },
    ].compactMap(\.self)
  }
}
