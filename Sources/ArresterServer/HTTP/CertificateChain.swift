import CMicroHTTPD
import Foundation

/// A certificate with its chain and its key, as GnuTLS holds them.
///
/// Immutable once made, which is what lets threads share it; freed with the last reference.
final class CertificateChain: @unchecked Sendable {
  /// More than any chain has.
  static let maximumCertificates = 16

  let certificates: UnsafeMutablePointer<gnutls_pcert_st>
  let count: UInt32
  let key: gnutls_privkey_t

  /// - Throws: which of the files cannot be used and why; the key's content is in no error.
  init(_ files: HTTPServerOptions.TLS) throws(HTTPServerError) {
    let chain = try CertificateChain.read(files.certificatePath)
    let secret = try CertificateChain.read(files.keyPath)
    let certificates = UnsafeMutablePointer<gnutls_pcert_st>.allocate(capacity: CertificateChain.maximumCertificates)
    var count = UInt32(CertificateChain.maximumCertificates)
    let read = CertificateChain.withDatum(chain) { gnutls_pcert_list_import_x509_raw(certificates, &count, &$0, GNUTLS_X509_FMT_PEM, 0) }
    guard read == 0, count > 0 else {
      certificates.deallocate()
      throw CertificateChain.failure(files.certificatePath, "no chain of certificates in PEM", read)
    }
    var key: gnutls_privkey_t?
    gnutls_privkey_init(&key)
    let parsed = CertificateChain.withDatum(secret) { gnutls_privkey_import_x509_raw(key, &$0, GNUTLS_X509_FMT_PEM, nil, 0) }
    self.certificates = certificates
    self.count = count
    self.key = key!
    guard parsed == 0 else { throw CertificateChain.failure(files.keyPath, "no private key in PEM without a password", parsed) }
    guard CertificateChain.belongTogether(certificates[0], key!) else {
      throw HTTPServerError(
        operation: "read \(files.keyPath)", detail: "the key is not the one of the first certificate in \(files.certificatePath)")
    }
  }

  deinit {
    for index in 0..<Int(count) { gnutls_pcert_deinit(certificates + index) }
    certificates.deallocate()
    gnutls_privkey_deinit(key)
  }

  private static func read(_ path: String) throws(HTTPServerError) -> Data {
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw HTTPServerError(operation: "read \(path)", detail: "\(error.localizedDescription)")
    }
  }

  private static func failure(_ path: String, _ what: String, _ code: Int32) -> HTTPServerError {
    HTTPServerError(operation: "read \(path)", detail: "\(what): \(String(cString: gnutls_strerror(code)))")
  }

  private static func withDatum(_ data: Data, _ body: (inout gnutls_datum_t) -> Int32) -> Int32 {
    var bytes = Array(data)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      var datum = gnutls_datum_t(data: buffer.baseAddress, size: UInt32(buffer.count))
      return body(&datum)
    }
  }

  /// Compares the identifiers of the public halves.
  private static func belongTogether(_ certificate: gnutls_pcert_st, _ key: gnutls_privkey_t) -> Bool {
    var half: gnutls_pubkey_t?
    gnutls_pubkey_init(&half)
    defer { gnutls_pubkey_deinit(half) }
    guard gnutls_pubkey_import_privkey(half, key, 0, 0) == 0 else { return false }
    return identifier(half) != nil && identifier(half) == identifier(certificate.pubkey)
  }

  private static func identifier(_ key: gnutls_pubkey_t?) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64)
    var size = bytes.count
    guard gnutls_pubkey_get_key_id(key, UInt32(GNUTLS_KEYID_USE_SHA256.rawValue), &bytes, &size) == 0 else { return nil }
    return Array(bytes.prefix(size))
  }
}
