import Foundation

// What of the service's answers people are shown.

/// The breaker of one (principal, kind).
struct BreakerAnswer: Decodable, Sendable {
  struct Trip: Decodable, Sendable {
    var id: String
    var rule: String
    var time: String
  }

  struct Hold: Decodable, Sendable {
    var until: String
    var running: Bool
  }

  struct Suppressed: Decodable, Sendable {
    var reason: String
    var trip: Trip
  }

  struct Probation: Decodable, Sendable {
    var writes: Int
    var until: String
  }

  struct Enforcer: Decodable, Sendable {
    var name: String
    var status: String
  }

  var id: String
  var platform: String
  var scope: String
  var principal: String
  var kind: String
  var state: String
  var mode: String
  var since: String
  var trip: Trip?
  var suppressed: Suppressed?
  var hold: Hold?
  var probation: Probation?
  var exemptUntil: String?
  var enforcers: [Enforcer]
}

/// What somebody asked for.
struct RequestAnswer: Decodable, Sendable {
  struct Breaker: Decodable, Sendable {
    var id: String
    var principal: String
  }

  struct Asked: Decodable, Sendable {
    var until: String?
    var plan: PlanAnswer?
    var planId: String?
    var hash: String?
    var action: String?
    var resource: String?
  }

  struct Approval: Decodable, Sendable { var name: String }

  struct End: Decodable, Sendable {
    var state: String
    var by: String
    var note: String
  }

  var id: String
  var state: String
  var what: String
  var asked: Asked
  var breaker: Breaker?
  var requester: String
  var reason: String
  var askedAt: String
  var expiresAt: String
  var approvalsNeeded: Int
  var approvals: [Approval]
  var end: End?
}

/// A window that is counted apart.
struct PlanAnswer: Decodable, Sendable {
  var id: String
  var principal: String
  var actions: [String]
  var scopes: [String]
  var maximumChanges: Int
  var maximumDestroyed: Int
  var from: String
  var until: String
  var `repeat`: String?
  var endedAt: String?
  var approvedBy: String
}

/// What came of asking or deciding.
struct ActAnswer: Decodable, Sendable {
  var recorded: Bool
  var request: RequestAnswer
  var breaker: BreakerAnswer?
}

enum ServiceAnswers {
  static func read<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch {
      throw ServiceError(unreadable: "\(type)")
    }
  }

  /// Every page of a list, put together.
  /// - Parameter name: the field that holds the list.
  static func pages(
    _ client: ServiceClient, _ path: [String], _ name: String, query: [(name: String, value: String)]
  ) async throws -> [any Sendable] {
    var all: [any Sendable] = []
    var after: String?
    for _ in 0..<maximumPages {
      let more = [("limit", "1000")] + (after.map { [("after", $0)] } ?? [])
      let bytes = try await client.get(path, query: query + more.map { (name: $0.0, value: $0.1) })
      guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: any Sendable],
        let list = object[name] as? [any Sendable]
      else { throw ServiceError(unreadable: name) }
      all += list
      after = object["next"] as? String
      if after == nil { return all }
    }
    throw ServiceError(unreadable: "\(name) of more than \(maximumPages) pages")
  }

  /// More than a service keeps.
  private static let maximumPages = 1_000

  /// JSON again, with its keys in order.
  static func text(_ name: String, _ list: [Any]) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [name: list], options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  static func read<Value: Decodable>(_ type: Value.Type, _ list: [Any]) throws -> [Value] {
    guard let data = try? JSONSerialization.data(withJSONObject: list) else { throw ServiceError(unreadable: "\(type)") }
    return try read([Value].self, Array(data))
  }
}
