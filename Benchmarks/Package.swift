// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that Google Benchmark is needed by those only who run benchmarks.
let package = Package(
  name: "arrester-benchmarks",
  dependencies: [.package(name: "arrester", path: "..")],
  targets: [
    .systemLibrary(
      name: "CBenchmarkLibrary", path: "Sources/C/CBenchmarkLibrary", pkgConfig: "benchmark", providers: [.apt(["libbenchmark-dev"])]),
    .target(name: "CBenchmark", dependencies: ["CBenchmarkLibrary"], path: "Sources/C/CBenchmark"),
    .executableTarget(
      name: "ArresterBenchmarks", dependencies: ["CBenchmark", .product(name: "ArresterBench", package: "arrester")]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
