import Foundation

/// IAM's evaluation, as far as the documents here use it: Effect, Action and NotAction, Resource, and conditions on texts.
/// An element that it does not know is an error, so that no document is judged by half of what it says.
struct PolicyEvaluator {
  enum Answer: String { case allowed, explicitDeny, implicitDeny }
  struct Unknown: Error { var element: String }

  private struct Statement {
    var isDeny = false
    var isNotAction = false
    /// Lower-case patterns of action names by service; those of `*` under the empty name.
    var actions: [String: [[UInt8]]] = [:]
    var resources: [[UInt8]] = []
    var conditions: [(test: String, key: String, values: [String])] = []
  }

  private var statements: [Statement] = []

  init(_ documents: [String]) throws {
    for document in documents {
      let root = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any] ?? [:]
      for key in root.keys where !["Version", "Statement"].contains(key) { throw Unknown(element: key) }
      let found = root["Statement"] as? [[String: Any]] ?? [root["Statement"] as? [String: Any] ?? [:]]
      statements += try found.map(PolicyEvaluator.compile)
    }
  }

  func answer(_ action: String, on resource: String = "arn:aws:x:::y", _ context: [String: String] = [:]) throws -> Answer {
    let parts = action.lowercased().split(separator: ":", maxSplits: 1).map(String.init)
    var answer = Answer.implicitDeny
    for statement in statements where applies(statement, parts[0], Array(parts[1].utf8), resource, context) {
      if statement.isDeny { return .explicitDeny }
      answer = .allowed
    }
    return answer
  }

  private func applies(
    _ statement: Statement, _ service: String, _ operation: [UInt8], _ resource: String, _ context: [String: String]
  ) -> Bool {
    let patterns = (statement.actions[service] ?? []) + (statement.actions[""] ?? [])
    guard patterns.contains(where: { PolicyEvaluator.matches($0, operation) }) != statement.isNotAction else { return false }
    guard statement.resources.contains(where: { PolicyEvaluator.matches($0, Array(resource.utf8)) }) else { return false }
    return statement.conditions.allSatisfy { condition in
      guard let found = context[condition.key] else { return false }
      return condition.values.contains { wanted in
        // ArnEquals and ArnLike are the same, and read wildcards; a variable stands for what the caller chose.
        let wanted = wanted.replacing("${aws:username}", with: context["aws:username"] ?? "")
        return condition.test == "StringEquals" ? wanted == found : PolicyEvaluator.matches(Array(wanted.utf8), Array(found.utf8))
      }
    }
  }

  private static func compile(_ source: [String: Any]) throws -> Statement {
    var statement = Statement()
    for (element, value) in source {
      switch element {
      case "Sid": break
      case "Effect": statement.isDeny = value as? String == "Deny"
      case "Action", "NotAction":
        statement.isNotAction = element == "NotAction"
        for pattern in list(value) {
          let parts = pattern.lowercased().split(separator: ":", maxSplits: 1).map(String.init)
          statement.actions[parts.count == 1 ? "" : parts[0], default: []].append(Array((parts.last ?? "").utf8))
        }
      case "Resource": statement.resources = list(value).map { Array($0.utf8) }
      case "Condition": statement.conditions = try conditions(value)
      default: throw Unknown(element: element)
      }
    }
    return statement
  }

  private static func conditions(_ value: Any) throws -> [(test: String, key: String, values: [String])] {
    var conditions: [(test: String, key: String, values: [String])] = []
    for (test, keys) in value as? [String: [String: Any]] ?? [:] {
      guard ["ArnEquals", "ArnLike", "StringEquals", "StringLike"].contains(test) else { throw Unknown(element: test) }
      for (key, wanted) in keys { conditions.append((test: test, key: key, values: list(wanted))) }
    }
    return conditions
  }

  private static func list(_ value: Any) -> [String] { value as? [String] ?? [value as? String ?? ""] }

  /// `*` any run, `?` any one character.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (p, t, star, mark) = (0, 0, -1, 0)
    while t < text.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        (star, mark, p) = (p, t, p + 1)
      } else if p < pattern.count, pattern[p] == text[t] || pattern[p] == UInt8(ascii: "?") {
        (p, t) = (p + 1, t + 1)
      } else if star >= 0 {
        (p, mark) = (star + 1, mark + 1)
        t = mark
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
