/// Reads documents of the issuer. The assembly gives one, over its own HTTP client.
///
/// An implementation checks certificates, follows no redirects (they would undo the check of the address), takes status 200 only, ends in
/// bounded time and stops reading beyond `KeyDocumentLimits.maximumBytes`.
public protocol KeyDocumentSource: Sendable {
  func fetch(_ url: String) async throws -> [UInt8]
}

public enum KeyDocumentLimits {
  /// No document of an issuer is longer.
  public static let maximumBytes = max(KeyDocument.maximumBytes, IssuerDocument.maximumBytes)
}

/// Why the issuer's keys could not be read. Holds nothing that is secret.
struct OIDCProblem: Error, Sendable, Equatable, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
