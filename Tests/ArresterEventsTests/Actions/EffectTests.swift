import Testing

@testable import ArresterEvents

@Suite("Actions: effect, by override, readOnly, access level, verb, in this order")
struct EffectTests {
  private static let lists = ClassificationLists(
    oneStrike: [], statefulTypes: [], disposable: [], fanOutServices: [], globalServices: [], globalEndpointServices: [:])

  /// A catalog in which every table contradicts the next.
  private static let catalog = ActionCatalog(
    tables: ActionTables(
      accessLevels: AccessLevelsFile(
        format: "",
        services: [
          "s": [
            .read: ["DeleteRead"], .list: ["CreateList"], .write: ["GetWrite", "DeleteWrite", "Overridden", "OddThing"],
            .tagging: ["CreateTagging"], .permissions: ["DeletePermission", "PutPermission"],
          ]
        ]),
      actions: ActionsFile(
        format: "", services: [:],
        verbs: [("Get", Effect.read), ("Create", .create), ("Delete", .delete), ("DeleteTags", .modify), ("Stop", .disrupt)].map {
          ActionsFile.Verb(prefix: $0.0, effect: $0.1)
        },
        actions: [
          "s:Overridden": ActionsFile.Override(effect: .disrupt, severity: nil, flags: nil, irreversible: nil, reason: "told so"),
          "s:DeleteWeighed": ActionsFile.Override(
            effect: nil, severity: 5, flags: ["guardrail", "permission"], irreversible: nil, reason: "a container"),
          "s:DeleteForever": ActionsFile.Override(effect: nil, severity: nil, flags: nil, irreversible: true, reason: "gone"),
        ]), parameters: ParametersFile(format: "", rows: []), resources: ResourcesFile(format: "", actions: [:], secretSuffixTypes: [])),
    lists: lists)

  @Test(
    "each table decides only what those before it leave open",
    arguments: [
      ("Overridden", nil, "disrupt", "override"), ("Overridden", true, "disrupt", "override"), ("Overridden", false, "disrupt", "override"),
      ("DeleteUnknown", true, "read", "readOnly"), ("GetUnknown", false, "modify", "readOnly"), ("DeleteRead", false, "delete", "readOnly"),
      ("FrobThing", false, "unknown", "readOnly"), ("OddThing", false, "modify", "readOnly"), ("DeleteRead", nil, "read", "accessLevel"),
      ("CreateList", nil, "read", "accessLevel"), ("GetWrite", nil, "modify", "accessLevel"), ("DeleteWrite", nil, "delete", "accessLevel"),
      ("CreateTagging", nil, "modify", "accessLevel"), ("OddThing", nil, "modify", "accessLevel"), ("CreateThing", nil, "create", "verb"),
      ("StopThing", nil, "disrupt", "verb"), ("GetThing", nil, "read", "verb"), ("DeleteTags", nil, "modify", "verb"),
      ("DeleteTagsAndMore", nil, "modify", "verb"),
      ("Deleted", nil, "unknown", "none"), ("FrobThing", nil, "unknown", "none"), ("", nil, "unknown", "none"),
    ] as [(String, Bool?, String, String)])
  func order(_ operation: String, _ readOnly: Bool?, _ effect: String, _ decidedBy: String) {
    let result = Self.catalog.classify(service: "s", operation: operation, readOnly: readOnly)
    #expect(result.effect.name == effect)
    #expect(result.decidedBy.rawValue == decidedBy)
    #expect(result.flags.contains(.unknownAction) == (effect == "unknown"))
    #expect(!result.explanation.isEmpty)
  }

  @Test("severity without a row: delete 3, disrupt 1, all else 0; a row's own weight and irreversibility win")
  func severity() {
    func weigh(_ operation: String) -> Classification { Self.catalog.classify(service: "s", operation: operation, readOnly: nil) }
    #expect(weigh("DeleteThing").severity == 3)
    #expect(weigh("StopThing").severity == 1)
    #expect(weigh("CreateThing").severity == 0)
    #expect(weigh("DeleteWeighed").severity == 5)
    #expect(weigh("DeleteWeighed").flags == [.guardrail, .permission])
    #expect(weigh("DeleteForever").severity == 8)
    #expect(weigh("DeleteForever").flags == .irreversible)
  }

  @Test("permission and tagging are labels beside the effect")
  func labels() {
    let permission = Self.catalog.classify(service: "s", operation: "DeletePermission", readOnly: nil)
    #expect(permission.effect == .delete && permission.flags == .permission)
    #expect(Self.catalog.classify(service: "s", operation: "CreateTagging", readOnly: nil).flags == .tagging)
  }

  @Test(
    "the default model says what the actions of every day do",
    arguments: [
      ("rds", "DeleteDBInstance", "delete"), ("rds", "StopDBInstance", "disrupt"), ("ec2", "RunInstances", "create"),
      ("ec2", "TerminateInstances", "delete"),
      ("ec2", "RebootInstances", "disrupt"), ("ec2", "DeleteTags", "modify"), ("ec2", "CreateTags", "modify"),
      ("ec2", "DescribeInstances", "read"), ("iam", "PutRolePolicy", "modify"),
      ("iam", "DetachRolePolicy", "disrupt"), ("sts", "AssumeRole", "read"), ("kms", "ScheduleKeyDeletion", "delete"),
      ("s3", "DeleteBucket", "delete"),
      ("cloudformation", "DeleteStack", "delete"), ("ecr", "BatchDeleteImage", "delete"), ("lambda", "Invoke", "modify"),
      ("logs", "DeleteLogGroup", "delete"),
      ("secretsmanager", "GetSecretValue", "read"), ("cloudtrail", "StopLogging", "disrupt"), ("guardduty", "DeleteDetector", "delete"),
    ])
  func everyday(_ service: String, _ operation: String, _ effect: String) {
    #expect(TestModel.events.catalog.classify(service: service, operation: operation, readOnly: nil).effect.name == effect)
  }

  @Test(
    "the default model weighs what cannot be had again 8, containers 5, a permission taken away 1, routine 0",
    arguments: [
      ("dynamodb", "DeleteTable", 8), ("ec2", "DeleteVolume", 8), ("cloudformation", "DeleteStack", 5), ("iam", "DeleteRolePolicy", 1),
      ("iam", "DetachRolePolicy", 1),
      ("elasticloadbalancing", "DeleteListener", 0), ("elasticloadbalancing", "DeleteTargetGroup", 0), ("sqs", "DeleteQueue", 5),
      ("ec2", "CreateVpc", 0),
    ])
  func weights(_ service: String, _ operation: String, _ severity: UInt8) {
    #expect(TestModel.events.catalog.classify(service: service, operation: operation, readOnly: false).severity == severity)
  }
}
