/// Roles, policies, access keys and sessions.
extension ApiCall {
  static func createRole(_ name: String, account: String) -> ApiCall {
    ApiCall(
      "iam", "CreateRole",
      [
        "roleName": "\(name)", "path": "/",
        "assumeRolePolicyDocument":
          #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#,
      ],
      response: ["role": ["path": "/", "roleName": "\(name)", "arn": "arn:aws:iam::\(account):role/\(name)"]])
  }

  static func deleteRole(_ name: String) -> ApiCall { ApiCall("iam", "DeleteRole", ["roleName": "\(name)"]) }

  static func attachRolePolicy(_ role: String, _ policy: String) -> ApiCall {
    ApiCall("iam", "AttachRolePolicy", ["roleName": "\(role)", "policyArn": "\(policy)"])
  }

  static func detachRolePolicy(_ role: String, _ policy: String) -> ApiCall {
    ApiCall("iam", "DetachRolePolicy", ["roleName": "\(role)", "policyArn": "\(policy)"])
  }

  static func putRolePolicy(_ role: String, _ policy: String, allows actions: String) -> ApiCall {
    ApiCall(
      "iam", "PutRolePolicy",
      [
        "roleName": "\(role)", "policyName": "\(policy)",
        "policyDocument": #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(actions)","Resource":"*"}]}"#,
      ])
  }

  static func deleteRolePolicy(_ role: String, _ policy: String) -> ApiCall {
    ApiCall("iam", "DeleteRolePolicy", ["roleName": "\(role)", "policyName": "\(policy)"])
  }

  static func trustRole(_ role: String, by principal: String) -> ApiCall {
    ApiCall(
      "iam", "UpdateAssumeRolePolicy",
      [
        "roleName": "\(role)",
        "policyDocument":
          #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"Action":"sts:AssumeRole"}]}"#,
      ])
  }

  static func createAccessKey(_ user: String, key: String) -> ApiCall {
    ApiCall(
      "iam", "CreateAccessKey", ["userName": "\(user)"],
      response: ["accessKey": ["accessKeyId": "\(key)", "status": "Active", "userName": "\(user)"]])
  }

  /// - Parameter status: `Active` or `Inactive`.
  static func setAccessKey(_ user: String, key: String, status: String) -> ApiCall {
    ApiCall("iam", "UpdateAccessKey", ["userName": "\(user)", "accessKeyId": "\(key)", "status": "\(status)"])
  }

  static func deleteAccessKey(_ user: String, key: String) -> ApiCall {
    ApiCall("iam", "DeleteAccessKey", ["userName": "\(user)", "accessKeyId": "\(key)"])
  }

  static func putSecretValue(_ secret: String, version: String) -> ApiCall {
    ApiCall(
      "secretsmanager", "PutSecretValue", ["secretId": "\(secret)", "clientRequestToken": "\(version)"],
      response: ["name": "\(secret)", "versionId": "\(version)"])
  }

  /// Logged as a read: `readOnly` is true.
  static func assumeRole(_ role: String, account: String, session: String, key: String) -> ApiCall {
    ApiCall(
      "sts", "AssumeRole",
      ["roleArn": "arn:aws:iam::\(account):role/\(role)", "roleSessionName": "\(session)", "durationSeconds": 3600],
      response: [
        "credentials": ["accessKeyId": "\(key)"],
        "assumedRoleUser": ["arn": "arn:aws:sts::\(account):assumed-role/\(role)/\(session)"],
      ], isRead: true)
  }
}
