import ArresterEngine

extension Scenario {
  /// What started this project: an environment deleted to be mended.
  static let deleteAndRecreate = Scenario(
    "delete-and-recreate", .harmful,
    happens:
      "An agent that is asked to mend a faulty environment decides to delete it and make it anew: part by part, under the same names, "
      + "in one account and one region.",
    reason:
      "It is how an agent took a cost console down for thirteen hours. The ratio stays near one half, the region is one, and every "
      + "deletion is followed by something that looks like repair.",
    decision: "Harmful: tripped at the first stateful part that comes again under its name.", rule: .recreated
  ) { story in
    story.begin(atHour: 9, minute: story.random.integer(0...40))
    let agent = story.role("claude-env-repair", region: "eu-central-1")
    let name = "costs-prod"
    story.look(agent)
    let parts = rebuilt(name, agent.place, &story)
    for part in parts {
      story.call(part.removal[0], by: agent)
      story.pause(20...70)
      story.look(agent, times: 1...3)
      story.pause(part.waitsSeconds)
      story.calls(part.creation, by: agent, every: 2...9)
      story.look(agent, times: 1...2)
      story.pause(15...60)
    }
  }

  private struct RebuiltPart {
    var removal: [ApiCall]
    var creation: [ApiCall]
    /// How long AWS takes until the name is free again.
    var waitsSeconds: ClosedRange<Int>
  }

  private static func rebuilt(_ name: String, _ place: Place, _ story: inout Story) -> [RebuiltPart] {
    let services = ["web", "worker"].map { service in
      RebuiltPart(
        removal: [.deleteService(service, cluster: name, isForced: true)],
        creation: [
          .registerTask("\(name)-\(service)", place, revision: 42), .createService(service, cluster: name, place, desired: 2),
        ],
        waitsSeconds: 30...90)
    }
    let snapshot = "\(name)-db-before-rebuild-\(story.random.hexadecimal(6))"
    return services + [
      // A name of a queue is free again after a minute.
      RebuiltPart(
        removal: [.deleteQueue("\(name)-reports", place)], creation: [.createQueue("\(name)-reports", place)], waitsSeconds: 61...120),
      RebuiltPart(
        removal: [.deleteTable("\(name)-rollups", place)], creation: [.createTable("\(name)-rollups", place)], waitsSeconds: 20...60),
      RebuiltPart(
        removal: [.deleteDatabase("\(name)-db", place, lastSnapshot: snapshot)],
        creation: [.createDatabase("\(name)-db", place, subnetGroup: "\(name)-db")], waitsSeconds: 300...700),
    ]
  }
}
