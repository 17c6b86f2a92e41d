/// Databases, caches and tables.
extension ApiCall {
  static func createDatabase(_ name: String, _ place: Place, subnetGroup: String) -> ApiCall {
    ApiCall(
      "rds", "CreateDBInstance",
      [
        "dBInstanceIdentifier": "\(name)", "dBInstanceClass": "db.r7g.large", "engine": "postgres", "engineVersion": "16.4",
        "allocatedStorage": 200, "masterUsername": "app", "masterUserPassword": "****", "multiAZ": true, "storageEncrypted": true,
        "dBSubnetGroupName": "\(subnetGroup)", "backupRetentionPeriod": 14, "deletionProtection": false,
      ],
      response: database(name, place, "creating"))
  }

  /// - Parameter lastSnapshot: its name; nil: the data goes with the database.
  static func deleteDatabase(_ name: String, _ place: Place, lastSnapshot: String?) -> ApiCall {
    let request: RecordValue =
      if let lastSnapshot {
        ["dBInstanceIdentifier": "\(name)", "skipFinalSnapshot": false, "finalDBSnapshotIdentifier": "\(lastSnapshot)"]
      } else {
        ["dBInstanceIdentifier": "\(name)", "skipFinalSnapshot": true, "deleteAutomatedBackups": true]
      }
    return ApiCall("rds", "DeleteDBInstance", request, response: database(name, place, "deleting"))
  }

  static func modifyDatabase(_ name: String, _ place: Place, deletionProtection: Bool) -> ApiCall {
    ApiCall(
      "rds", "ModifyDBInstance",
      [
        "dBInstanceIdentifier": "\(name)", "deletionProtection": .flag(deletionProtection), "applyImmediately": true,
        "allowMajorVersionUpgrade": false,
      ],
      response: database(name, place, "available"))
  }

  static func rebootDatabase(_ name: String, _ place: Place) -> ApiCall {
    ApiCall("rds", "RebootDBInstance", ["dBInstanceIdentifier": "\(name)"], response: database(name, place, "rebooting"))
  }

  static func restoreDatabase(_ name: String, _ place: Place, from snapshot: String) -> ApiCall {
    ApiCall(
      "rds", "RestoreDBInstanceFromDBSnapshot",
      ["dBInstanceIdentifier": "\(name)", "dBSnapshotIdentifier": "\(snapshot)", "dBInstanceClass": "db.r7g.large", "multiAZ": true],
      response: database(name, place, "creating"))
  }

  private static func database(_ name: String, _ place: Place, _ status: String) -> RecordValue {
    [
      "dBInstanceIdentifier": "\(name)", "dBInstanceClass": "db.r7g.large", "engine": "postgres", "dBInstanceStatus": "\(status)",
      "dBInstanceArn": "\(place.arn("rds", "db:\(name)"))", "multiAZ": true, "storageEncrypted": true,
    ]
  }

  static func createDatabaseSnapshot(_ snapshot: String, of name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "rds", "CreateDBSnapshot", ["dBSnapshotIdentifier": "\(snapshot)", "dBInstanceIdentifier": "\(name)"],
      response: [
        "dBSnapshotIdentifier": "\(snapshot)", "dBInstanceIdentifier": "\(name)", "status": "creating",
        "dBSnapshotArn": "\(place.arn("rds", "snapshot:\(snapshot)"))",
      ])
  }

  static func copyDatabaseSnapshot(_ snapshot: String, from source: String) -> ApiCall {
    ApiCall(
      "rds", "CopyDBSnapshot", ["sourceDBSnapshotIdentifier": "\(source)", "targetDBSnapshotIdentifier": "\(snapshot)"],
      response: ["dBSnapshotIdentifier": "\(snapshot)", "status": "creating"])
  }

  static func deleteDatabaseSnapshot(_ snapshot: String, _ place: Place) -> ApiCall {
    ApiCall(
      "rds", "DeleteDBSnapshot", ["dBSnapshotIdentifier": "\(snapshot)"],
      response: [
        "dBSnapshotIdentifier": "\(snapshot)", "dBSnapshotArn": "\(place.arn("rds", "snapshot:\(snapshot)"))", "status": "deleted",
      ])
  }

  static func createSubnetGroup(_ name: String, subnets: [String]) -> ApiCall {
    ApiCall(
      "rds", "CreateDBSubnetGroup", ["dBSubnetGroupName": "\(name)", "subnetIds": .texts(subnets)],
      response: ["dBSubnetGroupName": "\(name)", "subnetGroupStatus": "Complete"])
  }

  static func deleteSubnetGroup(_ name: String) -> ApiCall { ApiCall("rds", "DeleteDBSubnetGroup", ["dBSubnetGroupName": "\(name)"]) }

  static func createTable(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "dynamodb", "CreateTable",
      [
        "tableName": "\(name)", "billingMode": "PAY_PER_REQUEST", "attributeDefinitions": [["attributeName": "pk", "attributeType": "S"]],
        "keySchema": [["attributeName": "pk", "keyType": "HASH"]],
      ],
      response: [
        "tableDescription": ["tableName": "\(name)", "tableArn": "\(place.arn("dynamodb", "table/\(name)"))", "tableStatus": "CREATING"]
      ])
  }

  static func deleteTable(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "dynamodb", "DeleteTable", ["tableName": "\(name)"],
      response: [
        "tableDescription": ["tableName": "\(name)", "tableArn": "\(place.arn("dynamodb", "table/\(name)"))", "tableStatus": "DELETING"]
      ])
  }

  static func createCache(_ name: String) -> ApiCall {
    ApiCall(
      "elasticache", "CreateReplicationGroup",
      [
        "replicationGroupId": "\(name)", "replicationGroupDescription": "sessions", "engine": "valkey", "cacheNodeType": "cache.r7g.large",
        "numCacheClusters": 2,
      ],
      response: ["replicationGroupId": "\(name)", "status": "creating"])
  }

  static func deleteCache(_ name: String) -> ApiCall {
    ApiCall(
      "elasticache", "DeleteReplicationGroup", ["replicationGroupId": "\(name)", "retainPrimaryCluster": false],
      response: ["replicationGroupId": "\(name)", "status": "deleting"])
  }
}
