import ArresterBase

/// A token as it is configured: the token itself is nowhere.
public struct TokenEntry: Sendable, Equatable {
  public var caller: Caller
  /// 64 hexadecimal characters.
  public var tokenSHA256: String
  /// From when on it is good for nothing, nanoseconds since 1970; nil: never.
  public var expires: Int64?

  public init(caller: Caller, tokenSHA256: String, expires: Int64? = nil) {
    self.caller = caller
    self.tokenSHA256 = tokenSHA256
    self.expires = expires
  }
}

/// Every entry that cannot be used, at once.
public struct TokenDirectoryError: Error, Sendable, Equatable, CustomStringConvertible {
  public var problems: [String]
  public var description: String { problems.joined(separator: "; ") }
}

/// The configured tokens, looked up by the SHA-256 of what is presented: how long that takes tells nothing of any token.
///
/// Immutable; a reload replaces it as a whole. One person may have several tokens.
public struct TokenDirectory: CallerVerifier {
  private struct Digest: Hashable {
    let words: InlineArray<4, UInt64>

    init(_ bytes: [UInt8]) {
      words = InlineArray { word in (0..<8).reduce(0) { $0 << 8 | UInt64(bytes[word * 8 + $1]) } }
    }

    static func == (left: Digest, right: Digest) -> Bool { left.words.indices.allSatisfy { left.words[$0] == right.words[$0] } }

    func hash(into hasher: inout Hasher) { for index in words.indices { hasher.combine(words[index]) } }
  }

  private struct Owner {
    var caller: Caller
    var expires: Int64
  }

  private var owners: [Digest: Owner] = [:]

  /// Knows no token.
  public init() {}

  public init(_ entries: [TokenEntry]) throws(TokenDirectoryError) {
    var problems: [String] = []
    for entry in entries {
      if let problem = add(entry) { problems.append("\(entry.caller.name): \(problem)") }
    }
    guard problems.isEmpty else { throw TokenDirectoryError(problems: problems) }
  }

  public func verify(token: String, now: Int64) -> CallerVerification {
    guard let owner = owners[Digest(SHA256(token).bytes)] else { return .unknown }
    return owner.expires > now ? .accepted(owner.caller) : .expired
  }

  private mutating func add(_ entry: TokenEntry) -> String? {
    guard !entry.caller.name.isEmpty else { return "a caller needs a name" }
    guard let bytes = TokenDirectory.bytes(entry.tokenSHA256) else {
      return "a token's SHA-256 has 64 hexadecimal characters, this one has not; printf %s TOKEN | sha256sum makes it"
    }
    let owner = Owner(caller: entry.caller, expires: entry.expires ?? .max)
    guard owners.updateValue(owner, forKey: Digest(bytes)) == nil else { return "somebody has this token already; make another one" }
    return nil
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8]? {
    let digits = hexadecimal.utf8.compactMap { Character(Unicode.Scalar($0)).isASCII ? Character(Unicode.Scalar($0)).hexDigitValue : nil }
    guard digits.count == 64, hexadecimal.utf8.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }
}
