// swift-tools-version: 6.2
import PackageDescription

// Imports run one way: CLI -> {Bench, Tuning} -> Arrester -> {Kafka, Configuration, Console, Enforcement, Server} -> Breaker -> Engine -> Events -> Base.
// Every C library sits behind one small module and is imported by one Swift module only; Scripts/check-imports holds the tree to it.

/// On the event path every access to a class's storage would be checked at run time for overlapping ones. Debug builds, which
/// the tests use, keep the check.
let eventPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let package = Package(
  name: "arrester",
  products: [
    .executable(name: "arrester", targets: ["ArresterCLI"]),
    .library(name: "Arrester", targets: ["Arrester"]),
    .library(name: "ArresterBench", targets: ["ArresterBench"]),
    .library(name: "ArresterTuning", targets: ["ArresterTuning"]),
  ],
  targets: [
    .systemLibrary(name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", path: "Sources/C/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CMicroHTTPD", path: "Sources/C/CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CRDKafka", path: "Sources/C/CRDKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
    // No pkgConfig: its file asks for a preprocessor flag that SwiftPM refuses. CSimdjson names the library to link.
    .systemLibrary(name: "CSimdjsonLibrary", path: "Sources/C/CSimdjsonLibrary", providers: [.apt(["libsimdjson-dev"])]),
    .systemLibrary(name: "CYAML", path: "Sources/C/CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/C/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "CSimdjson", dependencies: ["CSimdjsonLibrary"], path: "Sources/C/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    // What Arrester's decoder is held against: optimised as hard as a program by hand would be.
    .target(
      name: "CBareSimdjson", dependencies: ["CSimdjsonLibrary"], path: "Sources/C/CBareSimdjson",
      cxxSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))], linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CMemoryProbe", path: "Sources/C/CMemoryProbe"),

    .target(name: "CMachine", path: "Sources/C/CMachine"),
    .target(name: "CConsoleFiles", path: "Sources/C/CConsoleFiles"),

    .target(name: "ArresterBase", dependencies: ["CCrypto", "CMachine"]),
    .target(name: "ArresterEvents", dependencies: ["ArresterBase", "CMachine", "CSimdjson"], swiftSettings: eventPath),
    .target(name: "ArresterEngine", dependencies: ["ArresterEvents", "CMachine"], swiftSettings: eventPath),
    .target(name: "ArresterBreaker", dependencies: ["ArresterEngine"]),
    .target(name: "ArresterKafka", dependencies: ["ArresterBase", "CMachine", "CRDKafka"], swiftSettings: eventPath),
    .target(name: "ArresterConfiguration", dependencies: ["ArresterBase", "CYAML"]),
    .target(name: "ArresterEnforcement", dependencies: ["ArresterBreaker", "CCurl"]),
    .target(name: "ArresterAlerts", dependencies: ["ArresterEnforcement"]),
    .target(name: "ArresterServer", dependencies: ["ArresterBreaker", "CMicroHTTPD"]),
    .target(name: "ArresterConsole", dependencies: ["ArresterBase", "CConsoleFiles"], exclude: ["Web"]),
    .target(
      name: "Arrester",
      dependencies: [
        "ArresterAlerts", "ArresterBreaker", "ArresterKafka", "ArresterConfiguration", "ArresterConsole", "ArresterEnforcement",
        "ArresterServer",
        "CMachine", "CZlib",
      ],
      swiftSettings: eventPath),
    .target(name: "ArresterBench", dependencies: ["Arrester", "CBareSimdjson", "CMemoryProbe"], swiftSettings: eventPath),
    .target(name: "ArresterTuning", dependencies: ["Arrester"]),
    .executableTarget(name: "ArresterCLI", dependencies: ["Arrester", "ArresterBench", "ArresterTuning"]),

    .testTarget(name: "ArresterBaseTests", dependencies: ["ArresterBase"]),
    .testTarget(name: "ArresterEventsTests", dependencies: ["ArresterEvents"]),
    .testTarget(name: "ArresterEngineTests", dependencies: ["ArresterEngine"]),
    .testTarget(name: "ArresterBreakerTests", dependencies: ["ArresterBreaker"]),
    .testTarget(name: "ArresterKafkaTests", dependencies: ["ArresterKafka"]),
    .testTarget(name: "ArresterConfigurationTests", dependencies: ["ArresterConfiguration"]),
    .testTarget(name: "ArresterEnforcementTests", dependencies: ["ArresterEnforcement"], exclude: ["AWS/Vectors"]),
    .testTarget(name: "ArresterAlertsTests", dependencies: ["ArresterAlerts"]),
    .testTarget(name: "ArresterServerTests", dependencies: ["ArresterServer"]),
    .testTarget(name: "ArresterConsoleTests", dependencies: ["ArresterConsole"]),
    .testTarget(name: "ArresterTests", dependencies: ["Arrester"]),
    .testTarget(name: "ArresterBenchTests", dependencies: ["ArresterBench"]),
    .testTarget(name: "ArresterTuningTests", dependencies: ["ArresterTuning"]),
    .testTarget(name: "ArresterCLITests", dependencies: ["ArresterCLI"]),
    .testTarget(name: "IntegrationTests", dependencies: ["Arrester"], exclude: ["AWS/agent.py", "AWS/setup.py"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
