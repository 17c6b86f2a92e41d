extension Scenario {
  /// Irreversible, nightly, and right.
  static let snapshotRotation = Scenario(
    "snapshot-rotation", .fine,
    happens: "Every night a function makes a snapshot of each of sixty volumes, and deletes the snapshots that are thirty days old.",
    reason: "Sixty deletions that cannot be undone within two minutes: nothing looks worse, and without it the bill grows for ever.",
    decision: "Fine: it is declared to be automation, and its snapshots are planned for every night.",
    kinds: ["arn:aws:iam::*:role/snapshot-rotation=automation"]
  ) { story in
    story.begin(atHour: 1, minute: story.random.integer(5...15))
    let caller = story.role("snapshot-rotation", session: "snapshot-rotation", tool: Tool.boto)
    story.plan(
      "snapshot-rotation", for: caller,
      PlannedAllowance(
        actions: ["ec2:CreateSnapshot", "ec2:DeleteSnapshot", "ec2:CreateTags"], scopes: [Account.production], changes: 400, destroyed: 80,
        minutes: 60...120, repeats: .daily, reason: "The rotation of snapshots, every night."))
    let volumes = (0..<story.random.integer(55...65)).map { _ in story.random.identifier("vol") }
    for volume in volumes {
      let snapshot = story.random.identifier("snap")
      story.burst(
        [.createSnapshot(snapshot, of: volume), .createTags(snapshot, key: "expires", value: "30d")], by: caller,
        everyMilliseconds: 100...500)
    }
    story.burst(volumes.map { _ in .deleteSnapshot(story.random.identifier("snap")) }, by: caller, everyMilliseconds: 300...1500)
  }
}
