import Foundation
import Testing

@testable import ArresterTuning

@Suite("Rules of one threshold on the same records")
struct ComparisonTests {
  private static let table = Result { try ComparisonTable(seeds: seeds, scale: 0) }

  /// How many seeds; above 1 the table is printed, for docs/detection.md.
  private static let seeds = ProcessInfo.processInfo.environment["ARRESTER_COMPARISON_SEEDS"].flatMap(Int.init) ?? 1

  private func fired(_ rule: SingleThreshold, _ scenario: String) throws -> Bool {
    let index = try #require(SingleThreshold.allCases.firstIndex(of: rule))
    return try #require(try ComparisonTests.table.get().cells[scenario])[index].fired > 0
  }

  @Test("the count of deletions misses one call, grants, updates and a drip, and stops tests, rotations and responders")
  func deletions() throws {
    for name in ["one-irreversible-call", "permission-avalanche", "scale-to-zero", "bucket-lifecycle-emptying", "slow-drip"] {
      #expect(try !fired(.fiveDeletions, name), "\(name)")
    }
    for name in ["integration-tests", "snapshot-rotation", "rule-replacement", "preview-cleanup"] {
      #expect(try fired(.fiveDeletions, name), "\(name)")
    }
    #expect(try fired(.fiveDeletions, "wrong-workspace-destroy"))
  }

  @Test("the count of regions sees the sweep only, and stops whoever reads or tags")
  func regions() throws {
    let seen = try Scenario.all.map(\.name).filter { try fired(.fiveRegions, $0) }
    #expect(Set(seen) == ["region-sweep", "console-reader", "tag-storm"])
  }

  @Test("the rate of calls cannot tell an apply from a destroy")
  func rate() throws {
    #expect(try fired(.callRate, "wrong-workspace-destroy") && fired(.callRate, "large-apply"))
    #expect(try !fired(.callRate, "delete-and-recreate"))
  }

  @Test("the table has a line for each scenario")
  func printed() throws {
    let table = try ComparisonTests.table.get().markdown
    #expect(table.split(separator: "\n").count == Scenario.all.count + 2)
    if ComparisonTests.seeds > 1 { print(table) }
  }
}
