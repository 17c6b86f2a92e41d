/// Finds the breaker that somebody means.
enum BreakerNames {
  /// Digits of an identifier that a beginning needs.
  static let leastDigits = 4

  /// By a whole identifier, the beginning of one, a principal, or a trip. One of several is never picked.
  static func find(_ name: String, _ client: ServiceClient, _ options: ParsedOptions) async throws -> BreakerAnswer {
    if isIdentifier(name, digits: 20...20) { return try await show(name, client).breaker }
    if isIdentifier(name, digits: leastDigits...19) {
      let all = try await list(client, [])
      return try one(all.filter { $0.id.hasPrefix(name) }, name, options)
    }
    let named = try await list(client, [("principal", name)])
    guard named.isEmpty else { return try one(named, name, options) }
    // Refusals name the trip.
    return try one(try await list(client, []).filter { $0.trip?.id == name || $0.suppressed?.trip.id == name }, name, options)
  }

  struct Shown: Decodable, Sendable {
    var breaker: BreakerAnswer
    var requests: [RequestAnswer]
  }

  static func show(_ identifier: String, _ client: ServiceClient) async throws -> Shown {
    try ServiceAnswers.read(Shown.self, try await client.get(["breakers", identifier]))
  }

  private static func list(_ client: ServiceClient, _ query: [(name: String, value: String)]) async throws -> [BreakerAnswer] {
    try ServiceAnswers.read(BreakerAnswer.self, try await ServiceAnswers.pages(client, ["breakers"], "breakers", query: query))
  }

  private static func one(_ found: [BreakerAnswer], _ name: String, _ options: ParsedOptions) throws -> BreakerAnswer {
    if found.count == 1 { return found[0] }
    let shown = PrintedName.line(name)
    guard !found.isEmpty else {
      throw BreakerNameError(description: "no breaker is called \(shown); `arrester breakers list --all` shows those that there are")
    }
    let candidates = found.prefix(20).map {
      "  \($0.id)  \($0.state)  \($0.platform) \(PrintedName.line($0.scope))  \($0.kind)  \(PrintedName.line($0.principal))"
    }
    let more = found.count > candidates.count ? ["  … and \(found.count - candidates.count) more"] : []
    throw BreakerNameError(
      description: (["\(shown) may be any of \(found.count) breakers; give the identifier of one:"] + candidates + more).joined(
        separator: "\n"))
  }

  private static func isIdentifier(_ name: String, digits: ClosedRange<Int>) -> Bool {
    guard name.hasPrefix("b-"), digits.contains(name.utf8.count - 2) else { return false }
    return name.utf8.dropFirst(2).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (0x61...0x66).contains($0) }
  }
}

/// A name that means no breaker, or several.
struct BreakerNameError: Error, CustomStringConvertible {
  var description: String
}
