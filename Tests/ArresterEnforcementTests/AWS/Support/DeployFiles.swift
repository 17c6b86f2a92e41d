import ArresterBase
import Foundation

@testable import ArresterEnforcement

/// The files of deploy/aws that are made from the same source as the enforcer's expectations.
enum DeployFiles {
  static let folder = KnownActions.models.deletingLastPathComponent().appendingPathComponent("deploy/aws")

  /// What each file must hold, by name.
  static let contents: [String: String] = [
    "arrester-deny-writes.json": pretty(DenyDocuments.writes().json),
    "arrester-deny-destructive.json": pretty(DenyDocuments.destruction().json),
    "arrester-role-policy.json": pretty(rights(account: "111122223333").json),
    "arrester.template.json": pretty(template),
  ]

  private static func rights(account: String) -> PolicyDocument {
    let names = [AWSEnforcerSettings().denyWritesPolicy, AWSEnforcerSettings().denyDestructivePolicy]
    return LeastPrivilege.document(partition: "aws", account: account, policies: names.map { "arn:aws:iam::\(account):policy/\($0)" })
  }

  /// CloudFormation puts account and partition in where it finds `Fn::Sub`, so texts that hold them are wrapped.
  private static var template: [UInt8] {
    var json = JSONText(capacity: 32_768)
    json.object { json in
      json.field("AWSTemplateFormatVersion", "2010-09-09")
      json.field(
        "Description", "Arrester: the two policies that it attaches to a tripped principal, and what its own role may do. See deploy/aws.")
      json.key("Parameters")
      json.object { parameters(&$0) }
      json.key("Conditions")
      json.raw(Array("{\"AnotherAccountsArrester\":{\"Fn::Not\":[{\"Fn::Equals\":[{\"Ref\":\"TrustedPrincipal\"},\"\"]}]}}".utf8))
      json.key("Resources")
      json.object { resources(&$0) }
      json.key("Outputs")
      json.raw(Array("{\"RightsPolicy\":{\"Value\":{\"Ref\":\"Rights\"}}}".utf8))
    }
    return json.bytes
  }

  private static func parameters(_ json: inout JSONText) {
    let texts = [
      ("TrustedPrincipal", "The ARN of Arrester's role in another account, which then assumes the role made here. Empty: no role is made."),
      ("ExternalId", "What Arrester's externalIdentifier says, where a role is made."),
    ]
    for (name, description) in texts {
      json.key(name)
      json.object { json in
        json.field("Type", "String")
        json.field("Default", name == "ExternalId" ? "arrester" : "")
        json.field("Description", description)
      }
    }
  }

  private static func resources(_ json: inout JSONText) {
    let defaults = AWSEnforcerSettings()
    let denies = [
      ("DenyWrites", defaults.denyWritesPolicy, DenyDocuments.writes()),
      ("DenyDestructive", defaults.denyDestructivePolicy, DenyDocuments.destruction()),
    ]
    for (identifier, name, document) in denies {
      policy(identifier, name, "Attached by Arrester; do not edit: Arrester does not attach what it did not write.", document.json, &json)
    }
    // The ARNs hold the account: CloudFormation writes it.
    let rights = LeastPrivilege.document(
      partition: "${AWS::Partition}", account: "${AWS::AccountId}", policies: ["DENY_WRITES", "DENY_DESTRUCTIVE"])
    let text = substituted(String(decoding: rights.json, as: UTF8.self))
    policy("Rights", "arrester-rights", "What Arrester may do: attach and detach two policies, and read.", Array(text.utf8), &json)
    json.key("Role")
    json.raw(Array(role.utf8))
  }

  private static func policy(_ identifier: String, _ name: String, _ description: String, _ document: [UInt8], _ json: inout JSONText) {
    json.key(identifier)
    json.object { json in
      json.field("Type", "AWS::IAM::ManagedPolicy")
      json.key("Properties")
      json.object { json in
        json.field("ManagedPolicyName", name)
        json.field("Description", description)
        json.key("PolicyDocument")
        json.raw(document)
      }
    }
  }

  private static func substituted(_ text: String) -> String {
    var text = text.replacing("\"DENY_WRITES\"", with: "{\"Ref\":\"DenyWrites\"}")
    text = text.replacing("\"DENY_DESTRUCTIVE\"", with: "{\"Ref\":\"DenyDestructive\"}")
    return text.replacing(/"arn:\$\{AWS::Partition\}[^"]*"/) { "{\"Fn::Sub\":\($0.output)}" }
  }

  private static let role =
    "{\"Type\":\"AWS::IAM::Role\",\"Condition\":\"AnotherAccountsArrester\",\"Properties\":{\"RoleName\":\"arrester-remote\","
    + "\"ManagedPolicyArns\":[{\"Ref\":\"Rights\"}],\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
    + "\"Principal\":{\"AWS\":{\"Ref\":\"TrustedPrincipal\"}},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":"
    + "{\"sts:ExternalId\":{\"Ref\":\"ExternalId\"}}}}]}}}"

  /// Two spaces a level, one entry a line: AWS does not count white space. For JSON whose texts hold no brackets.
  static func pretty(_ json: [UInt8]) -> String {
    var text = ""
    var depth = 0
    var isInText = false
    for character in String(decoding: json, as: UTF8.self) {
      if character == "\"" { isInText.toggle() }
      let indent = { "\n" + String(repeating: "  ", count: depth) }
      switch character {
      case "{" where !isInText, "[" where !isInText:
        depth += 1
        text += "\(character)" + indent()
      case "}" where !isInText, "]" where !isInText:
        depth -= 1
        text += indent() + "\(character)"
      case "," where !isInText: text += "," + indent()
      case ":" where !isInText: text += ": "
      default: text.append(character)
      }
    }
    return text + "\n"
  }
}
