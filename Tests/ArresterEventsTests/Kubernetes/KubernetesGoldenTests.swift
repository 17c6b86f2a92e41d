import Foundation
import Testing

@testable import ArresterEvents

/// Counted independently with Python from the raw lines and the table.
@Suite("Golden: real Kubernetes files", .enabled(if: KubernetesFiles.folder != nil, Comment(rawValue: KubernetesFiles.absence)))
struct KubernetesGoldenTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    var file: String
    var counts: [String: Int]
    /// By effect, with what failed under `failed`.
    var changes: [String: Int] = [:]
    var deadLetters: [String: [Int]] = [:]

    var testDescription: String { file }
  }

  static let expectations = [
    Expectation(file: "audit2rbac_demo_2017.jsonl", counts: ["read": 37]),
    // Line 3 is `{"kind": 0}`.
    Expectation(file: "falco_trace.jsonl", counts: ["change": 2, "noTime": 1], changes: ["delete": 2], deadLetters: ["noTime": [3]]),
    // Skipped: the first stage of watches.
    Expectation(
      file: "hkerma_reconstructed_first70.jsonl", counts: ["change": 1587, "dataEvent": 412, "read": 9190, "skipped": 405],
      changes: ["create": 394, "modify": 832, "delete": 344, "disrupt": 17, "failed": 225]),
    // Its authors left the time out of 171 events, the verb out of three that have one.
    Expectation(
      file: "panther_eks_rule_tests.jsonl", counts: ["change": 3, "noAction": 3, "noTime": 171, "read": 8, "skipped": 3],
      changes: ["modify": 3], deadLetters: ["noAction": [1, 2, 25]]),
  ]

  @Test("each file's records are counted as they are, each dead letter on its line", arguments: expectations)
  func counts(_ expectation: Expectation) throws {
    let decoder = KubernetesModel.decoder()
    var counts: [String: Int] = [:]
    var changes: [String: Int] = [:]
    var deadLetters: [String: [Int]] = [:]
    for (index, line) in try KubernetesFiles.lines(of: expectation.file).enumerated() {
      let outcome = decoder.outcome(line)
      counts[outcome.name, default: 0] += 1
      if case .deadLetter = outcome { deadLetters[outcome.name, default: []].append(index + 1) }
      guard let event = outcome.event else { continue }
      changes[event.effect.name, default: 0] += 1
      if event.flags.contains(.failed) { changes["failed", default: 0] += 1 }
    }
    #expect(counts == expectation.counts)
    #expect(changes == expectation.changes)
    for (reason, lines) in expectation.deadLetters { #expect(deadLetters[reason] == lines) }
  }

  @Test("in a live cluster every actor is known for what it is, and the operator's deletions all failed")
  func liveCluster() throws {
    let decoder = KubernetesModel.decoder()
    let events = try KubernetesFiles.lines(of: "hkerma_reconstructed_first70.jsonl").compactMap { decoder.outcome($0).event }
    #expect(events.allSatisfy { $0.platform == .kubernetes && !$0.flags.contains(.unidentified) && !$0.flags.contains(.unknownAction) })
    #expect(Set(events.filter { $0.principal.hasPrefix("system:node:") }.map(\.kind)) == [.service])
    #expect(Set(events.filter { $0.principal.hasSuffix(":namespace-controller") }.map(\.kind)) == [.service])
    #expect(Set(events.filter { $0.principal == "kubernetes-admin" }.map(\.kind)) == [.human])
    let operatorDeletes = events.filter { $0.principal.hasSuffix("kube-prometheus-stack-operator") && $0.effect == .delete }
    #expect(!operatorDeletes.isEmpty && operatorDeletes.allSatisfy { $0.flags.contains(.failed) })
    #expect(!events.contains { $0.kind == .agent })
  }
}
