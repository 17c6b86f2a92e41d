/// One place where credentials may come from.
protocol CredentialsSource: Sendable {
  /// As an error names it.
  var name: String { get }
  /// nil: this place is not set up here, ask the next one. What is set up and does not work is an error: going on to another place
  /// would act as somebody else.
  func load() async throws(CredentialsError) -> AWSCredentials?
}

/// Why there are no credentials.
struct CredentialsError: Error, Sendable, Equatable {
  /// Names the place and never a secret.
  var detail: String
  /// Whether another try may end otherwise.
  var isTransient: Bool

  init(_ detail: String, isTransient: Bool = false) {
    self.detail = detail
    self.isTransient = isTransient
  }
}

/// Asks one place after the other, in the order of AWS's own SDKs; the first that is set up decides.
struct CredentialsChain: CredentialsSource {
  let name = "the chain of credentials"
  var sources: [any CredentialsSource]

  func load() async throws(CredentialsError) -> AWSCredentials? {
    for source in sources {
      if let found = try await source.load() { return found }
    }
    let names = sources.map(\.name).joined(separator: ", ")
    throw CredentialsError("there are no AWS credentials here; looked at: \(names)", isTransient: true)
  }
}
