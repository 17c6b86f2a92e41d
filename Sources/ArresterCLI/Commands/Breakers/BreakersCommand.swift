import ArresterBase
import Foundation

/// `arrester breakers …`: the operator's side, against a running service.
struct BreakersCommand {
  let client: ServiceClient
  let options: ParsedOptions
  let clock: any WallClock
  /// Writes a line to standard output.
  let output: @Sendable (String) -> Void
  /// Writes a line to standard error.
  let errors: @Sendable (String) -> Void

  /// For the dispatcher, by the command's name.
  static let bodies: [String: CommandDispatcher.Body] = Dictionary(
    uniqueKeysWithValues: CommandTable.breakers.map { ($0.name, run) })

  @Sendable private static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let client = try ServiceAccess.client(options)
    return try Waiting.wait { try await BreakersCommand(options, client).run() }
  }

  var isJSON: Bool { options.flag("json") }

  func run() async throws -> CommandStatus {
    switch options.command.name.dropFirst("breakers ".count) {
    case "list": try await list()
    case "show": try await show()
    case "open": try await open()
    case "requests": try await requests()
    case "approve": try await decide("approve")
    case "withdraw": try await decide("withdraw")
    case "refuse": try await decide("refuse", reason: options.string("reason"))
    case "plan": try await plan()
    case "plans": try await plans()
    case "end-plan": try await act(["plans", options.arguments[0], "end"])
    case "manifest": try await manifest()
    case "halt": try await act(["halt"])
    case "resume": try await act(["resume"])
    case "drill": try await drill()
    case "extend", "exempt": try await actOnBreaker(until: try end(from: clock.now()))
    default: try await actOnBreaker(until: nil)
    }
    return .done
  }

  // MARK: Looking

  private func list() async throws {
    let query = ["state", "platform", "kind", "principal"].compactMap { name in
      options.string(name).map { (name: name, value: $0) }
    }
    var found = try await ServiceAnswers.pages(client, ["breakers"], "breakers", query: query)
    if options.string("state") == nil, !options.flag("all") {
      found.removeAll { ($0 as? [String: any Sendable])?["state"] as? String == "closed" }
    }
    guard isJSON else { return output(BreakerPages.list(try ServiceAnswers.read(BreakerAnswer.self, found))) }
    output(try ServiceAnswers.text("breakers", found))
  }

  private func show() async throws {
    let identifier = try await BreakerNames.find(options.arguments[0], client, options).id
    guard isJSON else { return output(BreakerPages.show(try await BreakerNames.show(identifier, client))) }
    print(try await client.get(["breakers", identifier]))
  }

  private func requests() async throws {
    let query = options.string("state").map { [(name: "state", value: $0)] } ?? []
    var found = try await ServiceAnswers.pages(client, ["requests"], "requests", query: query)
    if query.isEmpty, !options.flag("all") { found.removeAll { ($0 as? [String: any Sendable])?["end"] != nil } }
    guard isJSON else { return output(BreakerPages.requests(try ServiceAnswers.read(RequestAnswer.self, found))) }
    output(try ServiceAnswers.text("requests", found))
  }

  private func plans() async throws {
    let bytes = try await client.get(["plans"])
    guard !isJSON else { return print(bytes) }
    struct Plans: Decodable { var plans: [PlanAnswer] }
    output(BreakerPages.plans(try ServiceAnswers.read(Plans.self, bytes).plans))
  }

  private func manifest() async throws {
    var trip = options.arguments[0]
    if trip.hasPrefix("b-") {
      let breaker = try await BreakerNames.find(trip, client, options)
      guard let known = breaker.trip?.id ?? breaker.suppressed?.trip.id else {
        throw BreakerNameError(description: "\(breaker.id) has no trip, so there is nothing to bring back")
      }
      trip = known
    }
    let format = options.string("format") ?? (isJSON ? "json" : "markdown")
    let bytes = try await client.get(["trips", trip, "manifest"], query: [(name: "format", value: format)], accept: "*/*")
    guard format == "markdown" else { return print(bytes) }
    output(PrintedName.page(String(decoding: bytes, as: UTF8.self)))
  }

  private func drill() async throws {
    let bytes = try await client.post(["drill"], seconds: 20) { _ in }
    print(bytes)
  }

  /// An answer as it came.
  func print(_ bytes: [UInt8]) { output(String(decoding: bytes, as: UTF8.self)) }
}

extension BreakersCommand {
  /// For people at a terminal.
  init(_ options: ParsedOptions, _ client: ServiceClient) {
    self.init(client: client, options: options, clock: SystemClock(), output: Terminal.printLine, errors: Terminal.printError)
  }
}
