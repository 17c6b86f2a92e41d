/// The role of an EC2 instance, from its metadata service, version 2 only: version 1 answers whoever can make this machine send a GET.
struct InstanceCredentials: CredentialsSource {
  /// The service is on the same host: an answer that takes longer is none.
  static let timeoutNanoseconds: Int64 = 1_000_000_000
  /// Of the token that the requests carry; used at once.
  static let tokenSeconds = 60

  let name = "the instance's metadata service"
  var surroundings: Surroundings
  /// Without a proxy: the answer is the secret itself.
  var transport: any HTTPTransport

  func load() async throws(CredentialsError) -> AWSCredentials? {
    guard surroundings.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() != "true" else { return nil }
    // Nobody there: this is no instance.
    guard
      let token = try? await send(
        "PUT", "/latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", "\(InstanceCredentials.tokenSeconds)")),
      token.status == 200
    else { return nil }
    let header = ("X-aws-ec2-metadata-token", String(decoding: token.body, as: UTF8.self).trimmedOfBlanks)
    let path = "/latest/meta-data/iam/security-credentials/"
    let roles = try await send("GET", path, header)
    guard roles.status != 404 else { return nil }
    try check(roles)
    let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline).first.map { String($0).trimmedOfBlanks } ?? ""
    guard !role.isEmpty else { return nil }
    let answer = try await send("GET", path + PercentEncoding.encode(role), header)
    try check(answer)
    return try MetadataAnswer.credentials(answer.body, from: name)
  }

  private func send(_ method: String, _ path: String, _ header: (String, String)) async throws(CredentialsError) -> InboundAnswer {
    let base = surroundings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254"
    let root = base.hasSuffix("/") ? String(base.dropLast()) : base
    let request = OutboundRequest(
      method: method, url: root + path, headers: [(name: header.0, value: header.1)],
      timeoutNanoseconds: InstanceCredentials.timeoutNanoseconds)
    do {
      return try await transport.send(request)
    } catch {
      throw CredentialsError("\(name): \(error.detail)", isTransient: true)
    }
  }

  private func check(_ answer: InboundAnswer) throws(CredentialsError) {
    guard answer.status == 200 else { throw CredentialsError("\(name) answers \(answer.status)", isTransient: true) }
  }
}
