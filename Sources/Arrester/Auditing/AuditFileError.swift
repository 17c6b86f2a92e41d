import Glibc

/// A local audit file that could not be read or written.
public struct AuditFileError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    case unreadable
    /// No space, no rights, a device that fails.
    case unwritable
    /// A limit is reached.
    case full
  }

  public var code: Code
  public var path: String
  public var detail: String

  public init(_ code: Code, _ path: String, _ detail: String) {
    self.code = code
    self.path = path
    self.detail = detail
  }

  public var description: String { "\(path): \(detail)" }

  /// With the reason that the system gives.
  static func system(_ code: Code, _ path: String, _ operation: String, _ number: Int32 = errno) -> AuditFileError {
    AuditFileError(code, path, "cannot \(operation): \(String(cString: strerror(number)))")
  }
}
