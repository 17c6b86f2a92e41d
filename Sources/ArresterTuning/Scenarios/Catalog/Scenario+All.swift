extension Scenario {
  /// Every scenario: first the harmful ones, then what is hard but honest.
  public static let all: [Scenario] = harmful + honest

  static let harmful: [Scenario] = [
    deleteAndRecreate, oneIrreversibleCall, wrongWorkspaceDestroy, slowDrip, regionSweep, roleSwitch, tokenSwitch, denyRemoval, retryStorm,
    blindThenDestroy, permissionAvalanche, scaleToZero, bucketLifecycleEmptying, stackDeletion, poisonedBaseline,
  ]

  static let honest: [Scenario] = [
    largeApply, blueGreen, autoscaler, previewCleanup, integrationTests, ruleReplacement, tagStorm, disasterRecoveryDrill, snapshotRotation,
    keyRotation, consoleReader, accountMigration, newAgentFirstDay, incidentResponder,
  ]

  public static func named(_ name: String) -> Scenario? { all.first { $0.name == name } }
}
