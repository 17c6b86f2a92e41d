import ArresterBase
import Foundation

/// The JSON in which containers' and instances' endpoints hand out credentials.
struct MetadataAnswer: Decodable {
  var accessKey: String
  var secretKey: String
  var token: String?
  var expiration: String?

  enum CodingKeys: String, CodingKey {
    case accessKey = "AccessKeyId"
    case secretKey = "SecretAccessKey"
    case token = "Token"
    case expiration = "Expiration"
  }

  /// - Throws: without quoting the answer, which holds the secret.
  static func credentials(_ body: [UInt8], from place: String) throws(CredentialsError) -> AWSCredentials {
    guard let answer = try? JSONDecoder().decode(MetadataAnswer.self, from: Data(body)) else {
      throw CredentialsError("\(place) answers with something else than credentials", isTransient: true)
    }
    let expiration = answer.expiration.flatMap { Timestamp.parse($0) }
    guard answer.expiration == nil || expiration != nil else {
      throw CredentialsError("\(place) answers with credentials whose Expiration is no RFC 3339 time", isTransient: true)
    }
    return AWSCredentials(
      accessKey: answer.accessKey, secretKey: answer.secretKey, sessionToken: answer.token, expiration: expiration)
  }
}
