import ArresterBase

/// A policy of IAM or Organizations, as far as Arrester writes any.
struct PolicyDocument: Sendable, Equatable {
  struct Statement: Sendable, Equatable {
    enum Effect: String, Sendable {
      case allow = "Allow"
      case deny = "Deny"
    }
    enum Actions: Sendable, Equatable {
      case only([String])
      case allBut([String])
    }
    struct Condition: Sendable, Equatable {
      /// `ArnEquals`.
      var test: String
      var key: String
      var values: [String]
    }

    /// Letters and digits only.
    var identifier: String
    var effect: Effect
    var actions: Actions
    var resources = ["*"]
    var conditions: [Condition] = []
  }

  var statements: [Statement]

  /// Without white space, so that its length is what AWS counts.
  var json: [UInt8] {
    var json = JSONText(capacity: 8192)
    write(&json)
    return json.bytes
  }

  var text: String { String(decoding: json, as: UTF8.self) }

  /// What AWS's limits are compared with.
  var characters: Int { text.unicodeScalars.count }

  func write(_ json: inout JSONText) {
    json.object { json in
      json.field("Version", "2012-10-17")
      json.key("Statement")
      json.array { json in for statement in statements { statement.write(&json) } }
    }
  }
}

extension PolicyDocument.Statement {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.field("Sid", identifier)
      json.field("Effect", effect.rawValue)
      switch actions {
      case .only(let names): json.field("Action", names)
      case .allBut(let names): json.field("NotAction", names)
      }
      if resources == ["*"] { json.field("Resource", "*") } else { json.field("Resource", resources) }
      guard !conditions.isEmpty else { return }
      json.key("Condition")
      json.object { json in
        for condition in conditions {
          json.key(condition.test)
          json.object { json in json.field(condition.key, condition.values) }
        }
      }
    }
  }
}
