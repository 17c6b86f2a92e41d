import ArresterBase
import Foundation
import Testing

@Suite("A signature by a public key")
struct PublicKeySignatureTests {
  /// RFC 7515, appendix A.2: the key, what was signed, and the signature.
  private static let modulus = bytes(
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW"
      + "vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5Zw"
      + "Kh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ")
  private static let exponent: [UInt8] = [1, 0, 1]
  private static let payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
  private static let rsaMessage = Array("eyJhbGciOiJSUzI1NiJ9.\(payload)".utf8)
  private static let rsaSignature = bytes(
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
      + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7no"
      + "OPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw")

  /// RFC 7515, appendix A.3.
  private static let x = bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
  private static let y = bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
  private static let pointMessage = Array("eyJhbGciOiJFUzI1NiJ9.\(payload)".utf8)
  private static let pointSignature = bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")

  @Test("is valid where RFC 7515 says so, by RSA and by P-256")
  func standardVectors() throws {
    let rsa = try #require(PublicKeySignature.Key(rsaModulus: Self.modulus, exponent: Self.exponent))
    #expect(rsa.algorithm == .rs256)
    #expect(rsa.isValid(Self.rsaSignature, of: Self.rsaMessage))
    let point = try #require(PublicKeySignature.Key(p256X: Self.x, y: Self.y))
    #expect(point.algorithm == .es256)
    #expect(point.isValid(Self.pointSignature, of: Self.pointMessage))
  }

  @Test("is of one message, and no byte of it may differ")
  func tampering() throws {
    let rsa = try #require(PublicKeySignature.Key(rsaModulus: Self.modulus, exponent: Self.exponent))
    let point = try #require(PublicKeySignature.Key(p256X: Self.x, y: Self.y))
    #expect(!rsa.isValid(Self.rsaSignature, of: Self.rsaMessage + [0]))
    #expect(!point.isValid(Self.pointSignature, of: Self.pointMessage + [0]))
    for index in Self.pointSignature.indices {
      var changed = Self.pointSignature
      changed[index] ^= 1
      #expect(!point.isValid(changed, of: Self.pointMessage))
    }
    for index in stride(from: 0, to: Self.rsaSignature.count, by: 8) {
      var changed = Self.rsaSignature
      changed[index] ^= 1
      #expect(!rsa.isValid(changed, of: Self.rsaMessage))
    }
  }

  @Test("is of the length that its key asks for")
  func lengths() throws {
    let rsa = try #require(PublicKeySignature.Key(rsaModulus: Self.modulus, exponent: Self.exponent))
    let point = try #require(PublicKeySignature.Key(p256X: Self.x, y: Self.y))
    for (key, good, message) in [(rsa, Self.rsaSignature, Self.rsaMessage), (point, Self.pointSignature, Self.pointMessage)] {
      for bad in [[], Array(good.dropLast()), good + [0], [0] + good, [UInt8](repeating: 0, count: good.count)] {
        #expect(!key.isValid(bad, of: message))
      }
    }
  }

  @Test("by P-256 is never taken as DER")
  func der() throws {
    let point = try #require(PublicKeySignature.Key(p256X: Self.x, y: Self.y))
    let (r, s) = (Array(Self.pointSignature.prefix(32)), Array(Self.pointSignature.suffix(32)))
    let der: [UInt8] = [0x30, 69, 0x02, 32] + r + [0x02, 33, 0] + s
    #expect(!point.isValid(der, of: Self.pointMessage))
  }

  @Test("by RSA is checked by no key that is too short, too long or none")
  func otherModuli() {
    for modulus in [
      [], [0], [1], Array(Self.modulus.dropFirst()), [0xFF] + [UInt8](repeating: 0, count: 1023) + [1],
      Array(Self.modulus.dropLast()) + [0xA0],
    ] {
      #expect(PublicKeySignature.Key(rsaModulus: modulus, exponent: Self.exponent) == nil)
    }
    for exponent in [[], [0], [1], [2], [1, 0, 0], [1, 0, 0, 0, 1]] as [[UInt8]] {
      #expect(PublicKeySignature.Key(rsaModulus: Self.modulus, exponent: exponent) == nil)
    }
  }

  @Test("by RSA does not care for zeros in front of its key's numbers")
  func zerosInFront() throws {
    let key = try #require(PublicKeySignature.Key(rsaModulus: [0, 0] + Self.modulus, exponent: [0] + Self.exponent))
    #expect(key == PublicKeySignature.Key(rsaModulus: Self.modulus, exponent: Self.exponent))
    #expect(key.isValid(Self.rsaSignature, of: Self.rsaMessage))
  }

  @Test("by P-256 is checked by no point that is not on the curve")
  func otherPoints() {
    let zero = [UInt8](repeating: 0, count: 32)
    for (x, y) in [(Self.y, Self.x), (Self.x, Self.x), (zero, zero), (Self.x, [0] + Self.y), ([], []), (Self.x, Array(Self.y.dropLast()))] {
      #expect(PublicKeySignature.Key(p256X: x, y: y) == nil)
    }
  }

  private static func bytes(_ base64URL: String) -> [UInt8] {
    let text = base64URL.replacing("-", with: "+").replacing("_", with: "/")
    return Array(Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4)) ?? Data())
  }
}
