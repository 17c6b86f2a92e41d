/// The query of a request, held to the parameters that the document says.
struct QueryValues {
  private let values: [String: String]

  /// - Throws: for one that is unknown, stands there twice or has a value that it may not have.
  init(_ query: [(name: String, value: String)], _ parameters: [Property]) throws(PeopleProblem) {
    var values: [String: String] = [:]
    for (name, value) in query {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        let known = parameters.isEmpty ? "there are none here" : "there are \(parameters.map(\.name).joined(separator: ", "))"
        throw .badRequest("a query parameter is not known; \(known)")
      }
      if let problem = QueryValues.problem(value, parameter.schema) {
        throw .badRequest("the query parameter `\(name)` \(problem)")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw .badRequest("the query parameter `\(name)` stands there twice; write it once")
      }
    }
    self.values = values
  }

  subscript(_ name: String) -> String? { values[name] }

  /// How many are wanted.
  var limit: Int { values["limit"].flatMap { Int($0) } ?? QueryValues.usualLimit }

  static let usualLimit = 100
  static let maximumLimit = 1_000

  private static func problem(_ value: String, _ schema: Schema) -> String? {
    guard case .integer = schema else { return schema.problem(.text(value)) }
    // `Int` takes a sign as well; the document does not.
    let isNumber = !value.isEmpty && value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber, let number = Int(value) else { return "is no whole number" }
    return schema.problem(.integer(number))
  }
}
