import ArresterBase

extension Caller {
  /// `userIdentity`.
  func writeIdentity(to json: inout JSONText) {
    json.object { json in
      switch sort {
      case .role(let path): writeRole(path, &json)
      case .user: writeUser(&json)
      case .root: writeRoot(&json)
      case .service: json.field("type", "AWSService")
      }
      if let invokedBy = sort == .service ? name : invokedBy { json.field("invokedBy", invokedBy) }
    }
  }

  private func writeRole(_ path: String, _ json: inout JSONText) {
    json.field("type", "AssumedRole")
    json.field("principalId", "\(uniqueIdentifier):\(session)")
    json.field("arn", arn)
    json.field("accountId", account)
    json.field("accessKeyId", accessKey)
    json.key("sessionContext")
    json.object { json in
      json.key("sessionIssuer")
      json.object { json in
        json.field("type", "Role")
        json.field("principalId", uniqueIdentifier)
        json.field("arn", "arn:aws:iam::\(account):role\(path)\(name)")
        json.field("accountId", account)
        json.field("userName", name)
      }
      writeAttributes(&json)
    }
  }

  private func writeUser(_ json: inout JSONText) {
    json.field("type", "IAMUser")
    json.field("principalId", uniqueIdentifier)
    json.field("arn", arn)
    json.field("accountId", account)
    json.field("accessKeyId", accessKey)
    json.field("userName", name)
  }

  private func writeRoot(_ json: inout JSONText) {
    json.field("type", "Root")
    json.field("principalId", account)
    json.field("arn", arn)
    json.field("accountId", account)
    json.field("accessKeyId", accessKey)
    json.key("sessionContext")
    json.object { json in writeAttributes(&json) }
  }

  private func writeAttributes(_ json: inout JSONText) {
    json.key("attributes")
    json.object { json in
      json.field("creationDate", Timestamp.format(signedIn))
      json.field("mfaAuthenticated", isConsole ? "true" : "false")
    }
  }
}
