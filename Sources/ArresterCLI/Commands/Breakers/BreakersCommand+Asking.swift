import ArresterBase
import Foundation

/// Asking for something, and deciding about what others ask.
extension BreakersCommand {
  func actOnBreaker(until: Int64?) async throws {
    let word = String(options.command.name.dropFirst("breakers ".count))
    let identifier = try await BreakerNames.find(options.arguments[0], client, options).id
    try await act(["breakers", identifier, word], trip: options.string("trip"), until: until)
  }

  /// With `--platform`, `--scope` and `--kind` it is the principal itself that is named; without, a breaker that is there.
  func open() async throws {
    let names = ["platform", "scope", "kind"]
    let given = names.filter { options.string($0) != nil }
    guard !given.isEmpty else { return try await actOnBreaker(until: nil) }
    guard given.count == names.count else {
      throw wrong(
        "a principal that never tripped is named by --platform, --scope and --kind together", "give all three, or none for a breaker")
    }
    guard options.string("trip") == nil else { throw wrong("--trip is given for a principal that never tripped", "leave it out") }
    let principal = options.arguments[0]
    if principal.contains("*") { errors("* in the principal is no glob: this opens exactly \(PrintedName.line(principal))") }
    let bytes = try await client.post(["breakers", "open"]) { json in
      for name in names { json.field(name, options.string(name) ?? "") }
      json.field("principal", principal)
      json.field("reason", options.string("reason") ?? "")
    }
    try report(bytes)
  }

  func act(_ path: [String], trip: String? = nil, until: Int64? = nil) async throws {
    let bytes = try await client.post(path) { json in
      json.field("reason", options.string("reason") ?? "")
      if let trip { json.field("trip", trip) }
      if let until { json.field("until", Timestamp.format(until)) }
    }
    try report(bytes)
  }

  func decide(_ word: String, reason: String? = nil) async throws {
    let bytes = try await client.post(["requests", options.arguments[0], word]) { json in
      if let reason { json.field("reason", reason) }
    }
    try report(bytes)
  }

  func plan() async throws {
    let from = try beginning(options.string("from") ?? "")
    let until = try end(from: from)
    let repeatUntil = try options.string("repeat-until").map { try time("repeat-until", $0) }
    let bytes = try await client.post(["plans"]) { json in
      json.field("principal", options.arguments[0])
      json.field("actions", options.strings("action"))
      json.field("scopes", options.strings("scope"))
      json.field("maximumChanges", options.integer("changes") ?? 0)
      json.field("maximumDestroyed", options.integer("destroyed") ?? 0)
      json.field("from", Timestamp.format(from))
      json.field("until", Timestamp.format(until))
      if let repetition = options.string("repeat") { json.field("repeat", repetition) }
      if let repeatUntil { json.field("repeatUntil", Timestamp.format(repeatUntil)) }
      json.field("oneStrikes", options.strings("one-strike"))
      json.field("reason", options.string("reason") ?? "")
    }
    try report(bytes)
  }

  /// By `--until` or `--for`, one of them.
  func end(from start: Int64) throws -> Int64 {
    switch (options.string("until"), options.duration("for")) {
    case (let text?, nil): return try time("until", text)
    case (nil, .nanoseconds(let duration)?):
      let (end, overflow) = start.addingReportingOverflow(duration)
      guard duration > 0, !overflow else {
        throw wrong("--for is \(options.string("for") ?? "")", "give a time in which something can happen")
      }
      return end
    case (nil, _): throw wrong("its end is missing", "give --until TIME or --for DURATION")
    default: throw wrong("both --until and --for are given", "give one of them")
    }
  }

  private func beginning(_ text: String) throws -> Int64 {
    guard let duration = DurationText.parse(text) else { return try time("from", text) }
    let (time, overflow) = clock.now().addingReportingOverflow(duration)
    guard !overflow else { throw wrong("--from is \(text)", "give an earlier time") }
    return time
  }

  private func time(_ name: String, _ text: String) throws -> Int64 {
    guard let time = Timestamp.parse(text) else {
      throw wrong("--\(name) is \(PrintedName.line(text))", "write it as 2026-01-02T03:04:05Z")
    }
    return time
  }

  func report(_ bytes: [UInt8]) throws {
    guard !isJSON else { return print(bytes) }
    for line in BreakerPages.act(try ServiceAnswers.read(ActAnswer.self, bytes)) { output(line) }
  }

  private func wrong(_ found: String, _ expected: String) -> UsageError {
    UsageError(found: found, expected: expected, command: options.command.name)
  }
}
