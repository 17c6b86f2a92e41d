extension Scenario {
  /// As fast as what it answers.
  static let incidentResponder = Scenario(
    "incident-responder", .fine,
    happens:
      "A person on call cuts an intruder off: keys are deactivated and deleted, policies detached, machines ended, two functions removed, within "
      + "six minutes and from a command line.",
    reason: "It is as fast and as destructive as what it answers. Stopping the responder would be the intruder's best friend.",
    decision: "Fine: nobody is stopped. A page is right: whoever else is on call wants to know.", mayPage: true
  ) { story in
    story.begin(atHour: 22, minute: story.random.integer(0...40))
    let person = story.person("jonas.adler@example.com", "SecurityIncident", isConsole: false)
    story.look(person, times: 15...30, every: 1...5)
    for index in 0..<4 {
      let key = story.random.accessKey("AKIA")
      story.calls(
        [.setAccessKey("contractor-\(index)", key: key, status: "Inactive"), .deleteAccessKey("contractor-\(index)", key: key)], by: person,
        every: 4...12)
    }
    let roles = ["media-worker", "media-admin", "export-worker", "build-cache"]
    story.calls(roles.map { .detachRolePolicy($0, "arn:aws:iam::aws:policy/AmazonS3FullAccess") }, by: person, every: 4...12)
    let machines = (0..<5).map { _ in story.random.identifier("i") }
    story.calls(
      machines.map { .createSnapshot(story.random.identifier("snap"), of: $0.replacing("i-", with: "vol-")) }, by: person, every: 2...6)
    story.calls(machines.map { .terminateInstances([$0]) }, by: person, every: 3...10)
    story.calls(["thumbnail-hook", "export-hook"].map(ApiCall.deleteFunction), by: person, every: 4...12)
    story.calls([.revokeIngress(story.random.identifier("sg"), port: 22, from: "0.0.0.0/0")], by: person, every: 4...12)
  }
}
