/// An action with what its records say of parameters and answers.
struct ActionTemplate: Sendable {
  enum Group: Sendable, CaseIterable {
    case read, modify, create, destroy, permit
  }

  let source: String
  let name: String
  let group: Group
  /// What a resource's name begins with.
  let prefix: String
  private let request: [[UInt8]]
  private let response: [[UInt8]]

  /// - Parameters:
  ///   - action: `sqs:DeleteQueue`.
  ///   - request: JSON, with `{}` wherever the resource's name stands.
  init(_ action: String, _ group: Group, prefix: String = "", request: String = "null", response: String = "null") {
    let parts = action.split(separator: ":").map(String.init)
    source = parts[0] + ".amazonaws.com"
    name = parts[1]
    self.group = group
    self.prefix = prefix
    self.request = ActionTemplate.pieces(request)
    self.response = ActionTemplate.pieces(response)
  }

  func appendRequest(_ resource: UInt64, to bytes: inout [UInt8]) { append(request, resource, to: &bytes) }
  func appendResponse(_ resource: UInt64, to bytes: inout [UInt8]) { append(response, resource, to: &bytes) }

  private func append(_ pieces: [[UInt8]], _ resource: UInt64, to bytes: inout [UInt8]) {
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        RecordText.append(prefix, to: &bytes)
        RecordText.append(hexadecimal: resource, digits: 10, to: &bytes)
      }
      bytes.append(contentsOf: piece)
    }
  }

  private static func pieces(_ text: String) -> [[UInt8]] {
    text.split(separator: "{}", omittingEmptySubsequences: false).map { Array($0.utf8) }
  }
}
