import ArresterBase
import Glibc

/// Makes the key that signs heads.
public enum AuditKeyFile {
  /// Writes a new private key, for its owner alone to read.
  /// - Returns: the public key, to be kept where the audit log is not.
  /// - Throws: where the file is there already: a key is not written over, since heads that it signed could then not be checked.
  public static func make(_ path: String) throws -> Ed25519.PublicKey {
    let key = try Ed25519.PrivateKey.generate()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw AuditFileError.system(.unwritable, path, "make it") }
    defer { close(descriptor) }
    let text = Array(key.pem.utf8)
    guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
      let error = AuditFileError.system(.unwritable, path, "write it")
      unlink(path)
      throw error
    }
    return key.publicKey
  }
}
