/// `arrester model approve`: a model or configuration that was refused for being looser.
extension BreakersCommand {
  @Sendable static func approvePosture(_ options: ParsedOptions) throws -> CommandStatus {
    let client = try ServiceAccess.client(options)
    return try Waiting.wait {
      try await BreakersCommand(options, client).approvePosture()
    }
  }

  /// Asks for it; where another person has asked, agrees.
  func approvePosture() async throws -> CommandStatus {
    let hash = options.arguments[0]
    let pending = try await ServiceAnswers.pages(client, ["requests"], "requests", query: [(name: "state", value: "pending")])
    let asked = try ServiceAnswers.read(RequestAnswer.self, pending).first { $0.asked.hash == hash }
    if let asked {
      errors("\(PrintedName.line(asked.requester)) has asked for it as \(asked.id): \(PrintedName.line(asked.reason))")
      try report(try await client.post(["requests", asked.id, "approve"]) { _ in })
    } else {
      try await act(["postures", hash, "approve-request"])
      errors("Another person has to agree, with the same command. The next start or SIGHUP then takes it.")
    }
    return .done
  }
}
