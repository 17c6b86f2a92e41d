// swift-tools-version: 6.2
import PackageDescription

// A package of its own: everything it stands on is built once more, with the sanitizers and with what tells libFuzzer where inputs led.
let package = Package(
  name: "arrester-fuzzing",
  dependencies: [.package(name: "arrester", path: "..")],
  targets: [
    .target(name: "CFuzzer", path: "Sources/C/CFuzzer"),
    .executableTarget(name: "ArresterFuzzing", dependencies: ["CFuzzer", .product(name: "ArresterTuning", package: "arrester")]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
