import ArresterBase
import Testing

@testable import ArresterEnforcement

@Suite("A signature")
struct SigV4Tests {
  static let now = Timestamp.parse("2015-08-30T12:36:00Z")!

  @Test("is AWS's own, for every case of its test suite", arguments: SigV4Vector.all)
  func vector(vector: SigV4Vector) throws {
    let signer = SigV4(credentials: vector.credentials, region: "us-east-1", service: "service")
    let signed = signer.sign(vector.unsigned, now: SigV4Tests.now)
    var withoutSignature = signed
    withoutSignature.headers.removeAll { $0.name == "Authorization" }
    let canonical = CanonicalRequest(withoutSignature)
    #expect(canonical.text == vector.canonical)
    #expect(signer.stringToSign(canonical, "20150830T123600Z") == vector.stringToSign)
    #expect(signed.headers.last?.value == vector.authorization)
  }

  @Test("was compared with the whole suite: the file of cases is there")
  func allVectors() { #expect(SigV4Vector.all.count == 33) }

  @Test(
    "covers the host as it is sent: with its port, unless the scheme has it anyway",
    arguments: [
      ("https://iam.amazonaws.com/", "iam.amazonaws.com"), ("https://iam.amazonaws.com:443/x", "iam.amazonaws.com"),
      ("http://127.0.0.1:5000/", "127.0.0.1:5000"), ("http://h:80?a=b", "h"), ("http://h:443/", "h:443"), ("https://h#f", "h"),
    ])
  func host(url: String, host: String) { #expect(CanonicalRequest.host(url) == host) }

  @Test("replaces an older date and token, and never signs two")
  func replaces() {
    var request = OutboundRequest(method: "POST", url: "https://h/", headers: [("x-amz-date", "old"), ("X-AMZ-SECURITY-TOKEN", "old")])
    let credentials = AWSCredentials(accessKey: "A", secretKey: "s", sessionToken: "new", expiration: nil)
    request = SigV4(credentials: credentials, region: "r", service: "s").sign(request, now: SigV4Tests.now)
    #expect(!request.headers.contains { $0.value == "old" })
    #expect(request.headers.filter { $0.name.lowercased() == "x-amz-security-token" }.map(\.value) == ["new"])
  }
}

@Suite("Credentials that are printed")
struct AWSCredentialsTests {
  @Test("show no secret, however they are printed")
  func hidden() {
    let credentials = AWSCredentials(accessKey: "AKIA", secretKey: "hidden-key", sessionToken: "hidden-token", expiration: 1)
    var dumped = ""
    dump([credentials], to: &dumped)
    let nested: (AWSCredentials?, [String: AWSCredentials]) = (credentials, ["a": credentials])
    let printed = ["\(credentials)", String(reflecting: credentials), "\(nested)", String(reflecting: nested), dumped]
    for text in printed { #expect(!text.contains("hidden-") && text.contains("AKIA"), "\(text)") }
  }
}

@Suite("Percent-encoding")
struct PercentEncodingTests {
  @Test(
    "keeps what is unreserved, and writes everything else in upper-case hexadecimal",
    arguments: [("aZ0-._~", "aZ0-._~"), ("a b+c/d", "a%20b%2Bc%2Fd"), ("ሴ", "%E1%88%B4"), ("%41", "%2541"), ("", "")])
  func encode(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
    #expect(PercentEncoding.decode(encoded) == Array(text.utf8))
  }

  @Test("lets a percent sign stand that nothing follows", arguments: ["%", "%4", "%zz", "a%"])
  func broken(text: String) { #expect(PercentEncoding.decode(text) == Array(text.utf8)) }
}
