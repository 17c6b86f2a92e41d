import Arrester
import ArresterBase
import ArresterEngine
import Testing

@testable import ArresterTuning

@Suite("The catalog of scenarios")
struct CatalogTests {
  private static let harmful = [
    "delete-and-recreate", "one-irreversible-call", "wrong-workspace-destroy", "slow-drip", "region-sweep", "role-switch", "token-switch",
    "deny-removal", "retry-storm", "blind-then-destroy", "permission-avalanche", "scale-to-zero", "bucket-lifecycle-emptying",
    "stack-deletion", "poisoned-baseline",
  ]
  private static let honest = [
    "large-apply", "blue-green", "autoscaler", "preview-cleanup", "integration-tests", "rule-replacement", "tag-storm",
    "disaster-recovery-drill", "snapshot-rotation", "key-rotation", "console-reader", "account-migration", "new-agent-first-day",
    "incident-responder",
  ]

  @Test("every kind of going wrong and of hard but honest work is there, once")
  func complete() {
    #expect(Scenario.all.filter { $0.judgement == .harmful }.map(\.name) == CatalogTests.harmful)
    #expect(Scenario.all.filter { $0.judgement == .fine }.map(\.name) == CatalogTests.honest)
    #expect(Scenario.all.count == CatalogTests.harmful.count + CatalogTests.honest.count)
    #expect(Scenario.all.allSatisfy { !$0.name.hasPrefix("background") })
  }

  @Test("each says what happens, why it is there and what must be decided", arguments: Scenario.all.map(\.name))
  func words(name: String) throws {
    let scenario = try #require(Scenario.named(name))
    for words in [scenario.happens, scenario.reason, scenario.decision] {
      #expect(words.count > 30 && words.hasSuffix("."))
    }
    #expect(scenario.decision.hasPrefix(scenario.judgement == .harmful ? "Harmful" : "Fine"))
    #expect(scenario.judgement == .harmful || scenario.rule == nil)
    #expect(scenario.kinds.allSatisfy { KindDeclaration($0) != nil })
  }

  @Test("no two share a principal, and none is of the background: their labels would mix")
  func principals() {
    var owners: [String: String] = [:]
    for played in Playing(scale: 1).played {
      for principal in Set(played.trail.compactMap(\.caller.principal)) {
        #expect(owners[principal] == nil, "\(principal) is in \(played.name) and \(owners[principal] ?? "")")
        owners[principal] = played.name
      }
    }
    #expect(owners.count > 60)
  }

  @Test("every principal of a scenario is labelled, over all that it did")
  func labels() {
    for played in Playing().played {
      let outside = played.trail.filter { record in
        let time = record.seconds * Timestamp.nanosecondsPerSecond
        return record.caller.principal.map { name in
          !played.labels.contains { $0.principal == name && ($0.first...$0.last).contains(time) }
        } ?? false
      }
      #expect(outside.isEmpty, "\(played.name)")
      #expect(!played.labels.isEmpty)
    }
  }

  @Test("a nightly clean-up and a destroy in the wrong workspace make the same calls; only account and plan differ")
  func twins() throws {
    let playing = Playing()
    let right = try #require(playing["preview-cleanup"])
    let wrong = try #require(playing["wrong-workspace-destroy"])
    func actions(_ played: PlayedScenario) -> Set<String> { Set(played.trail.filter { !$0.call.isRead }.map { $0.call.name }) }
    #expect(actions(right) == actions(wrong))
    #expect(Set(right.trail.map(\.caller.account)) == [Account.sandbox])
    #expect(Set(wrong.trail.map(\.caller.account)) == [Account.production])
    #expect(right.plans.map(\.scopes) == wrong.plans.map(\.scopes) && right.plans.count == 1)
  }
}
