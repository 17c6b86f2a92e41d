/// The endpoint that ECS, EKS Pod Identity and others give a container:
/// `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI`, or `AWS_CONTAINER_CREDENTIALS_FULL_URI` with its authorization token.
struct ContainerCredentials: CredentialsSource {
  /// Addresses of the host itself, where plain HTTP is safe: of ECS, and of EKS Pod Identity.
  static let hostAddresses: Set<String> = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "127.0.0.1", "[::1]", "localhost"]

  let name = "the container's endpoint (AWS_CONTAINER_CREDENTIALS_…)"
  var surroundings: Surroundings
  /// Without a proxy: the answer is the secret itself.
  var transport: any HTTPTransport

  func load() async throws(CredentialsError) -> AWSCredentials? {
    guard let url = try url() else { return nil }
    var request = OutboundRequest(method: "GET", url: url, timeoutNanoseconds: 2_000_000_000)
    if let token = try token() { request.headers.append((name: "Authorization", value: token)) }
    let answer: InboundAnswer
    do {
      answer = try await transport.send(request)
    } catch {
      throw CredentialsError("the container's endpoint of credentials: \(error.detail)", isTransient: true)
    }
    guard answer.status == 200 else {
      throw CredentialsError("the container's endpoint of credentials answers \(answer.status)", isTransient: answer.status >= 429)
    }
    return try MetadataAnswer.credentials(answer.body, from: "the container's endpoint of credentials")
  }

  private func url() throws(CredentialsError) -> String? {
    if let path = surroundings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
      guard path.hasPrefix("/") else { throw CredentialsError("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash") }
      return "http://169.254.170.2\(path)"
    }
    guard let url = surroundings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
    guard !url.hasPrefix("https://") else { return url }
    let authority = url.hasPrefix("http://") ? CanonicalRequest.host(url) : ""
    let hasPort = authority.last?.isNumber == true && authority.contains(":")
    let host = hasPort ? String(authority.prefix(upTo: authority.lastIndex(of: ":") ?? authority.endIndex)) : authority
    guard ContainerCredentials.hostAddresses.contains(host) else {
      throw CredentialsError("AWS_CONTAINER_CREDENTIALS_FULL_URI must be https, or http to this host itself")
    }
    return url
  }

  /// The file goes before the variable: its content is renewed.
  private func token() throws(CredentialsError) -> String? {
    guard let file = surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
      return surroundings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")
    }
    guard let token = surroundings.read(file)?.trimmedOfBlanks, !token.isEmpty else {
      throw CredentialsError("the file \(file) of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is empty or cannot be read", isTransient: true)
    }
    return token
  }
}
