import Arrester
import ArresterEvents

/// The catalog alone: what the decoder asks it once for each action that it has not seen. An iteration is an action.
enum ClassifyBenchmarks {
  private static let actions = [
    ("sqs", "DeleteQueue"), ("ec2", "TerminateInstances"), ("rds", "ModifyDBInstance"), ("iam", "AttachRolePolicy"),
    ("ec2", "DescribeInstances"), ("s3", "PutBucketPolicy"), ("lambda", "UpdateFunctionCode20150331v2"), ("nobody", "ReticulateSplines"),
  ]

  static func all(_ model: Model) -> [Benchmark] {
    let catalog = model.events.catalog
    return [
      Benchmark("classify/catalog") { state in
        state.measure(batch: actions.count) {
          actions.reduce(0) { $0 &+ UInt64(catalog.classify(service: $1.0, operation: $1.1, readOnly: false).severity) }
        }
      }
    ]
  }
}
