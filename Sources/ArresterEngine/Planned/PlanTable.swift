import ArresterBase
import ArresterEvents

/// Checked plans, found by principal. Immutable: one is shared by all shards, and replaced as a whole.
public final class PlanTable: Sendable {
  /// In the order in which they are asked: by principal, then by beginning and identifier.
  public let plans: [PlannedWindow]
  /// Of each plan's principal, ascending.
  private let hashes: [UInt64]

  public static let empty = PlanTable()

  private init() {
    plans = []
    hashes = []
  }

  /// - Throws: everything that is wrong, as `planned[2].until: …`.
  public init(_ plans: [PlannedWindow], bounds: EngineBounds = EngineBounds()) throws(PlanProblems) {
    var problems = plans.enumerated().flatMap { index, plan in plan.problems(bounds).map { "planned[\(index)].\($0)" } }
    var seen: Set<String> = []
    for (index, plan) in plans.enumerated() where !seen.insert(plan.identifier).inserted {
      problems.append("planned[\(index)].id: '\(plan.identifier)' is there twice")
    }
    if plans.count > bounds.plans { problems.append("planned: at most \(bounds.plans)") }
    problems += PlanTable.crowds(plans)
    guard problems.isEmpty else { throw PlanProblems(problems) }
    let sorted = plans.map { (hash: PlanTable.hash($0.principal), plan: $0) }.sorted { left, right in
      if left.hash != right.hash { return left.hash < right.hash }
      if left.plan.from != right.plan.from { return left.plan.from < right.plan.from }
      return left.plan.identifier.precedesByBytes(right.plan.identifier)
    }
    self.plans = sorted.map(\.plan)
    hashes = sorted.map(\.hash)
  }

  /// Every event of a principal asks each of its plans.
  public static let maximumPlansPerPrincipal = 64

  private static func crowds(_ plans: [PlannedWindow]) -> [String] {
    var counts: [[UInt8]: Int] = [:]
    return plans.enumerated().compactMap { index, plan in
      counts[Array(plan.principal.utf8), default: 0] += 1
      guard counts[Array(plan.principal.utf8)] == maximumPlansPerPrincipal + 1 else { return nil }
      return "planned[\(index)].principal: '\(plan.principal)' has more than \(maximumPlansPerPrincipal) plans"
    }
  }

  public var isEmpty: Bool { plans.isEmpty }

  /// The plans that are about the principal, in their order. O(log plans).
  func indexes(for key: LatchKey) -> [Int] {
    let hash = PlanTable.hash(key.principal)
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < hashes.count, hashes[low] == hash {
      if plans[low].isAbout(key) { found.append(low) }
      low += 1
    }
    return found
  }

  private static func hash(_ principal: String) -> UInt64 {
    var principal = principal
    return principal.withUTF8 { Hash64.hash(UnsafeRawBufferPointer($0), seed: Hash64.seed) }
  }
}
