/// A role to assume, and as whom.
struct AssumedRole: Sendable, Equatable {
  static let defaultSessionName = "arrester"

  var role: String
  var session: String = AssumedRole.defaultSessionName
  /// What the other account's trust policy asks for, against the confused deputy.
  var externalIdentifier: String?
}

/// The role of another account, assumed with the credentials of our own.
struct AssumedRoleCredentials: CredentialsSource {
  let name = "an assumed role"
  var wanted: AssumedRole
  var own: CachedCredentials
  var security: STSClient

  func load() async throws(CredentialsError) -> AWSCredentials? {
    do {
      return try await security.assume(wanted, with: try await own.current())
    } catch let error as AWSError {
      throw CredentialsError(error.description, isTransient: error.isTransient)
    } catch let error as CredentialsError {
      throw error
    } catch {
      throw CredentialsError("\(error)")
    }
  }
}
