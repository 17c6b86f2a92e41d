/// A profile of the shared files: keys, a role that another profile's keys assume, or a role for a web identity token.
struct ProfileCredentials: CredentialsSource {
  let name = "the shared files (~/.aws/credentials, ~/.aws/config)"
  var surroundings: Surroundings
  /// As configured; nil: `AWS_PROFILE`, else `default`.
  var profile: String?
  var security: STSClient

  func load() async throws(CredentialsError) -> AWSCredentials? {
    let named = profile ?? surroundings.variable("AWS_PROFILE")
    let profiles = readProfiles()
    guard let settings = profiles[named ?? "default"] else {
      guard let named else { return nil }
      throw CredentialsError("there is no profile \(named.debugDescription) in the shared files of AWS")
    }
    if let keys = try keys(settings, named ?? "default") { return keys }
    guard let role = settings["role_arn"] else {
      return try unsupported(settings, named ?? "default", isNamed: named != nil)
    }
    return try await assume(role, settings, profiles)
  }

  /// The file of credentials goes before that of settings.
  private func readProfiles() -> [String: [String: String]] {
    let home = surroundings.variable("HOME") ?? "/"
    let settings = surroundings.read(surroundings.variable("AWS_CONFIG_FILE") ?? "\(home)/.aws/config") ?? ""
    let keys = surroundings.read(surroundings.variable("AWS_SHARED_CREDENTIALS_FILE") ?? "\(home)/.aws/credentials") ?? ""
    var profiles: [String: [String: String]] = [:]
    for (section, values) in ProfileFile(settings).sections where section == "default" || section.hasPrefix("profile ") {
      profiles[section == "default" ? section : String(section.dropFirst(8)).trimmedOfBlanks, default: [:]].merge(values) { $1 }
    }
    for (section, values) in ProfileFile(keys).sections { profiles[section, default: [:]].merge(values) { $1 } }
    return profiles
  }

  private func keys(_ settings: [String: String], _ profile: String) throws(CredentialsError) -> AWSCredentials? {
    let key = settings["aws_access_key_id"]
    let secret = settings["aws_secret_access_key"]
    guard key != nil || secret != nil else { return nil }
    guard let key, let secret, !key.isEmpty, !secret.isEmpty else {
      throw CredentialsError("the profile \(profile.debugDescription) has only one of aws_access_key_id and aws_secret_access_key")
    }
    return AWSCredentials(accessKey: key, secretKey: secret, sessionToken: settings["aws_session_token"], expiration: nil)
  }

  private func assume(
    _ role: String, _ settings: [String: String], _ profiles: [String: [String: String]]
  ) async throws(CredentialsError) -> AWSCredentials {
    let session = settings["role_session_name"] ?? AssumedRole.defaultSessionName
    if let file = settings["web_identity_token_file"] {
      return try await WebIdentityCredentials.assume(role, tokenFile: file, session: session, surroundings, security)
    }
    guard let source = settings["source_profile"], let keys = try keys(profiles[source] ?? [:], source) else {
      throw CredentialsError("the role \(role) of a profile needs source_profile, a profile with keys, or web_identity_token_file")
    }
    let wanted = AssumedRole(role: role, session: session, externalIdentifier: settings["external_id"])
    do {
      return try await security.assume(wanted, with: keys)
    } catch {
      throw CredentialsError(error.description, isTransient: error.isTransient)
    }
  }

  private func unsupported(
    _ settings: [String: String], _ profile: String, isNamed: Bool
  ) throws(CredentialsError) -> AWSCredentials? {
    for key in ["credential_process", "sso_session", "sso_start_url"] where settings[key] != nil {
      throw CredentialsError("the profile \(profile.debugDescription) uses \(key), which a service cannot use; give it a role instead")
    }
    guard isNamed else { return nil }
    throw CredentialsError("the profile \(profile.debugDescription) holds neither keys nor a role")
  }
}
