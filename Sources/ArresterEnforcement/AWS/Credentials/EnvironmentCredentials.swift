/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: CredentialsSource {
  let name = "the environment (AWS_ACCESS_KEY_ID)"
  var surroundings: Surroundings

  func load() async throws(CredentialsError) -> AWSCredentials? {
    let key = surroundings.variable("AWS_ACCESS_KEY_ID")
    let secret = surroundings.variable("AWS_SECRET_ACCESS_KEY")
    guard key != nil || secret != nil else { return nil }
    guard let key, let secret else {
      throw CredentialsError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY belong together, and one of them is not set")
    }
    return AWSCredentials(
      accessKey: key, secretKey: secret, sessionToken: surroundings.variable("AWS_SESSION_TOKEN"), expiration: nil)
  }
}
