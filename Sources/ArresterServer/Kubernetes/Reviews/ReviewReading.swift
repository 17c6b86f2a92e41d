import Foundation

/// A question of an API server, of one version and kind.
protocol KubernetesReview: Decodable {
  static var expectedVersion: String { get }
  static var expectedKind: String { get }
  var apiVersion: String? { get }
  var kind: String? { get }
}

/// Why a body is no review; told to whoever sent it.
struct ReviewProblem: Error, Equatable {
  var detail: String

  var response: HTTPResponse { .problem(400, "not a review", detail) }
}

extension KubernetesReview {
  /// - Throws: with what was wrong and what would be right.
  static func read(_ body: [UInt8]) throws(ReviewProblem) -> Self {
    let data = Data(ShallowJSON.prune(body))
    do {
      let review = try JSONDecoder().decode(Self.self, from: data)
      try expect(review.apiVersion, review.kind)
      return review
    } catch let problem as ReviewProblem { throw problem } catch {
      // What calls itself something else is told so, rather than what it lacks.
      if let header = try? JSONDecoder().decode(ReviewHeader.self, from: data) { try expect(header.apiVersion, header.kind) }
      throw ReviewProblem(detail: "\(ReviewText.of(error)); this address takes a \(expected)")
    }
  }

  private static var expected: String { "\(expectedKind) of \(expectedVersion)" }

  private static func expect(_ version: String?, _ kind: String?) throws(ReviewProblem) {
    guard version != expectedVersion || kind != expectedKind else { return }
    throw ReviewProblem(
      detail: "it is a \(ReviewText.quoted(kind)) of \(ReviewText.quoted(version)); this address takes a \(expected)")
  }
}

private struct ReviewHeader: Decodable {
  var apiVersion: String?
  var kind: String?
}

/// What was wrong with a body, in words; nothing that the sender chose stands in it at length.
enum ReviewText {
  static func of(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "\(place(context.codingPath)) is of another type"
    default: "it is not JSON"
    }
  }

  static func quoted(_ text: String?) -> String { text.map { "\"\($0.prefix(80))\"" } ?? "thing without a name" }

  private static func place(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "it" : path.map { $0.intValue.map { "[\($0)]" } ?? String($0.stringValue.prefix(80)) }.joined(separator: ".")
  }
}
