import ArresterBase
import ArresterEngine
import ArresterEvents
import Foundation

/// One plan of a file. One that cannot be read does not hide what is wrong with the next.
enum PlannedEntry: Decodable {
  case read(PlannedWindow)
  /// Each as `key: what would be right`.
  case wrong([String])

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, platform, principal, kind, actions, scopes, maximumChanges, maximumDestroyed, from, until
    case repetition = "repeat"
    case repeatUntil, oneStrikes, requestedBy, approvedBy, approvedAt, reason
  }

  init(from decoder: any Decoder) throws {
    var reader = PlannedEntryReader(depth: decoder.codingPath.count)
    do {
      try decoder.refuseUnknownKeys(CodingKeys.self)
      let plan = reader.plan(try decoder.container(keyedBy: CodingKeys.self))
      self = reader.problems.isEmpty ? .read(plan) : .wrong(reader.problems)
    } catch let error as DecodingError {
      self = .wrong([PlannedProblemWords.describe(error, below: reader.depth)])
    }
  }
}

/// Reads every key of a plan and collects what is wrong with each.
struct PlannedEntryReader {
  /// How deep in the file the plan is.
  let depth: Int
  private(set) var problems: [String] = []

  init(depth: Int) { self.depth = depth }

  typealias Keys = PlannedEntry.CodingKeys

  mutating func plan(_ keys: KeyedDecodingContainer<Keys>) -> PlannedWindow {
    let actions = optional([String].self, .actions, keys) ?? []
    let scopes = optional([String].self, .scopes, keys) ?? []
    return PlannedWindow(
      identifier: required(.id, keys) ?? "", platform: word(.platform, keys, Platform.allCases, \.name),
      principal: required(.principal, keys) ?? "", kind: word(.kind, keys, PrincipalKind.allCases, \.name),
      actions: actions.map(Glob.init), scopes: scopes.map(Glob.init), maximumChanges: required(.maximumChanges, keys) ?? 0,
      maximumDestroyed: required(.maximumDestroyed, keys) ?? 0, from: time(.from, keys), until: time(.until, keys),
      repetition: repetition(keys), oneStrikes: optional([String].self, .oneStrikes, keys) ?? [],
      requestedBy: required(.requestedBy, keys) ?? "", approvedBy: required(.approvedBy, keys) ?? "", approvedAt: time(.approvedAt, keys),
      reason: required(.reason, keys) ?? "")
  }

  private mutating func repetition(_ keys: KeyedDecodingContainer<Keys>) -> PlannedWindow.Repetition? {
    guard let period = word(.repetition, keys, PlannedWindow.Period.allCases, \.rawValue) else {
      if keys.contains(.repeatUntil), !keys.contains(.repetition) { problems.append("repeat: daily or weekly, as there is repeatUntil") }
      return nil
    }
    return PlannedWindow.Repetition(period: period, until: time(.repeatUntil, keys))
  }

  private mutating func required<Value: Decodable>(_ key: Keys, _ keys: KeyedDecodingContainer<Keys>) -> Value? {
    attempt { try keys.decode(Value.self, forKey: key) }
  }

  private mutating func optional<Value: Decodable>(
    _ type: Value.Type, _ key: Keys, _ keys: KeyedDecodingContainer<Keys>
  ) -> Value? {
    attempt { try keys.decodeIfPresent(type, forKey: key) }.flatMap(\.self)
  }

  private mutating func time(_ key: Keys, _ keys: KeyedDecodingContainer<Keys>) -> Int64 {
    guard let text: String = required(key, keys) else { return 0 }
    if let time = Timestamp.parse(text) { return time }
    problems.append("\(key.stringValue): '\(text)' is no time; write one as in 2026-01-02T03:04:05Z")
    return 0
  }

  private mutating func word<Value>(
    _ key: Keys, _ keys: KeyedDecodingContainer<Keys>, _ values: [Value], _ name: (Value) -> String
  ) -> Value? {
    guard let text = optional(String.self, key, keys) else { return nil }
    if let value = values.first(where: { name($0) == text }) { return value }
    problems.append("\(key.stringValue): '\(text)' is none of \(values.map(name).joined(separator: ", "))")
    return nil
  }

  private mutating func attempt<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch let error as DecodingError {
      problems.append(PlannedProblemWords.describe(error, below: depth))
    } catch { problems.append("\(error)") }
    return nil
  }
}

/// What was wrong with a piece of JSON, by its key's path.
enum PlannedProblemWords {
  /// - Parameter depth: how much of the path is left out.
  static func describe(_ error: DecodingError, below depth: Int = 0) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.dropFirst(depth).map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
      return path.isEmpty ? "" : "\(path.drop { $0 == "." }): "
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context))\(key.stringValue): is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "\(place(context))\(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}

extension Decoder {
  /// A key with a slip of the pen would else be a plan without that limit.
  func refuseUnknownKeys<Keys: CodingKey & CaseIterable>(_ keys: Keys.Type) throws {
    let known = keys.allCases.map(\.stringValue)
    let unknown = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
    guard let first = unknown.first else { return }
    let words = "no key '\(first)'; there are \(known.joined(separator: ", "))"
    throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: words))
  }
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }
}
