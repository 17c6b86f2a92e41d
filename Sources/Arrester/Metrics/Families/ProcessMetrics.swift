import ArresterServer

/// The process, under the names that every exporter uses for it.
enum ProcessMetrics {
  static func families(_ process: ProcessReading) -> [MetricFamily] {
    [
      MetricFamily(
        "process_cpu_seconds", .counter, "Processor time spent, in user and system mode", labels: [], samples(process.cpuSeconds)),
      MetricFamily("process_resident_memory_bytes", .gauge, "Memory in use", labels: [], samples(process.residentBytes)),
      MetricFamily("process_open_fds", .gauge, "Open file descriptors", labels: [], samples(process.openDescriptors)),
      MetricFamily("process_max_fds", .gauge, "File descriptors that may be open", labels: [], samples(process.mostDescriptors)),
      MetricFamily(
        "process_start_time_seconds", .gauge, "When the process began, in seconds since 1970 UTC", labels: [], samples(process.startTime)),
    ]
  }

  private static func samples(_ number: Double?) -> [MetricSample] { number.map { [MetricSample([], .real($0))] } ?? [] }
  private static func samples(_ number: Int?) -> [MetricSample] { number.map { [MetricSample([], .integer($0))] } ?? [] }
}
