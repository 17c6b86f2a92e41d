extension Scenario {
  /// Credentials come and go.
  static let keyRotation = Scenario(
    "key-rotation", .fine,
    happens:
      "Once a week a function gives each of twenty-five users a new access key, stores it, deactivates the last one and deletes the one before.",
    reason: "It makes credentials and takes permissions away, one hundred times in five minutes.",
    decision: "Fine: it is declared to be automation, and its calls are planned for every week.",
    kinds: ["arn:aws:iam::*:role/key-rotation=automation"]
  ) { story in
    story.begin(atHour: 4, minute: story.random.integer(5...15))
    let caller = story.role("key-rotation", session: "key-rotation")
    story.plan(
      "key-rotation", for: caller,
      PlannedAllowance(
        actions: ["iam:*AccessKey", "secretsmanager:PutSecretValue"], scopes: [Account.production], changes: 200, destroyed: 100,
        minutes: 240...300, repeats: .weekly, reason: "The rotation of access keys, every Monday."))
    for number in 0..<25 {
      let name = "integration-\(number)"
      let keys = (0..<3).map { _ in story.random.accessKey("AKIA") }
      story.call(.read("iam", "ListAccessKeys", ["userName": "\(name)"]), by: caller)
      story.calls(
        [
          .deleteAccessKey(name, key: keys[0]), .createAccessKey(name, key: keys[2]),
          .putSecretValue("keys/\(name)", version: story.random.uuid()),
          .setAccessKey(name, key: keys[1], status: "Inactive"),
        ], by: caller, every: 1...4)
    }
  }
}
