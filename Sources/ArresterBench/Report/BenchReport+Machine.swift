import Arrester
import ArresterKafka
import CBareSimdjson
import Foundation

extension BenchReport {
  /// Where and with what a run was made.
  public struct Machine: Sendable, Equatable {
    public var processor: String
    /// Cores that this process may use.
    public var cores: Int
    public var kernel: String
    /// Name and version, in the order in which they are printed.
    public var versions: [Version]
    /// Debug builds say nothing about speed.
    public var isReleaseBuild: Bool

    public struct Version: Sendable, Equatable {
      public var name: String
      public var version: String

      public init(name: String, version: String) {
        self.name = name
        self.version = version
      }
    }

    public init(processor: String, cores: Int, kernel: String, versions: [Version], isReleaseBuild: Bool) {
      self.processor = processor
      self.cores = cores
      self.kernel = kernel
      self.versions = versions
      self.isReleaseBuild = isReleaseBuild
    }

    /// This machine and this build.
    public static var current: Machine {
      Machine(
        processor: processorModel(), cores: ProcessInfo.processInfo.activeProcessorCount, kernel: kernelRelease(),
        versions: [
          Version(name: "arrester", version: ArresterVersion.text), Version(name: "swift", version: swiftVersion),
          Version(name: "simdjson", version: String(cString: bare_simdjson_version())),
          Version(name: "librdkafka", version: KafkaLibrary.version),
        ], isReleaseBuild: isRelease)
    }

    private static func processorModel() -> String {
      let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
      let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":", maxSplits: 1).last
      return model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }

    private static func kernelRelease() -> String {
      let release = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? "unknown"
      return "Linux " + release.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static var isRelease: Bool {
      #if DEBUG
        false
      #else
        true
      #endif
    }

    /// The compiler's, as far as a program can tell: patch versions cannot be asked for.
    private static var swiftVersion: String {
      #if compiler(>=6.4)
        "6.4 or newer"
      #elseif compiler(>=6.3)
        "6.3"
      #else
        "6.2"
      #endif
    }
  }
}
