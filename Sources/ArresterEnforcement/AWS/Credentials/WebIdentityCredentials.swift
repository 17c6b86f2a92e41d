/// A role for a token that the platform writes into a file and renews: `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` (EKS and others).
struct WebIdentityCredentials: CredentialsSource {
  let name = "a web identity (AWS_WEB_IDENTITY_TOKEN_FILE)"
  var surroundings: Surroundings
  var security: STSClient

  func load() async throws(CredentialsError) -> AWSCredentials? {
    guard let file = surroundings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") else { return nil }
    guard let role = surroundings.variable("AWS_ROLE_ARN") else {
      throw CredentialsError("AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN, the role to assume with it, is not")
    }
    let session = surroundings.variable("AWS_ROLE_SESSION_NAME") ?? AssumedRole.defaultSessionName
    return try await WebIdentityCredentials.assume(role, tokenFile: file, session: session, surroundings, security)
  }

  /// The file is read each time: its token is younger than an hour.
  static func assume(
    _ role: String, tokenFile: String, session: String, _ surroundings: Surroundings, _ security: STSClient
  ) async throws(CredentialsError) -> AWSCredentials {
    guard let token = surroundings.read(tokenFile)?.trimmedOfBlanks, !token.isEmpty else {
      throw CredentialsError("the web identity token file \(tokenFile) is empty or cannot be read", isTransient: true)
    }
    do {
      return try await security.assume(AssumedRole(role: role, session: session), webIdentityToken: token)
    } catch {
      throw CredentialsError(error.description, isTransient: error.isTransient)
    }
  }
}
