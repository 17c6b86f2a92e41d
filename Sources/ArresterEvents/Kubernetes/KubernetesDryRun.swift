/// Whether a request only asked what would happen. What merely looks so counts as the real thing.
enum KubernetesDryRun {
  /// A deletion's query is ignored by the API server where it has a body, which only the higher audit levels show.
  /// - Parameter address: the request's, without JSON's escapes: API servers write `&` as one.
  static func isAsked(_ fields: KubernetesFields, _ address: UnsafeRawBufferPointer, _ place: KubernetesAction.DryRun) -> Bool {
    switch place {
    case .never: return false
    case .query: return isInQuery(address)
    case .queryOrDeleteOptions: return isInQuery(address) || isInBody(fields, KubernetesDryRun.deleteOptions)
    case .bodyElseQuery:
      if fields.has(.request) { return isInBody(fields, KubernetesDryRun.options) }
      return showsBodies(fields[.level]) && isInQuery(address)
    }
  }

  private static let options = ParameterPath("dryRun")
  private static let deleteOptions = ParameterPath("deleteOptions.dryRun")
  private static let all = ParameterTest.isText(Array("all".utf8))

  private static func isInBody(_ fields: KubernetesFields, _ path: ParameterPath) -> Bool {
    fields.has(.request) && ParameterSearch.holds(all, fields.cursor(at: .request), path.all)
  }

  private static func showsBodies(_ level: JSONString?) -> Bool {
    guard let level else { return false }
    return level.equals("Request") || level.equals("RequestResponse")
  }

  /// `dryRun=All` as a whole pair: the API server drops pairs that it cannot read, so nothing is looked for inside of one.
  private static func isInQuery(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let mark = text.firstIndex(of: UInt8(ascii: "?")) else { return false }
    var start = mark + 1
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "&")) ?? text.count
      let pair = UnsafeRawBufferPointer(rebasing: text[start..<end])
      if JSONScalar.equals(pair, "dryRun=All") { return true }
      start = end + 1
    }
    return false
  }
}
