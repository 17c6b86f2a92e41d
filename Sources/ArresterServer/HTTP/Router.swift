/// Finds the route of a request. Immutable; any thread.
public struct Router: Sendable {
  struct Match {
    var route: Route
    var parameters: [String: String]
  }

  enum Finding {
    case match(Match)
    /// The path is known, the method is not one of its own; `allow` lists them as the header does.
    case otherMethod(allow: String)
    case unknown
  }

  fileprivate struct Pattern {
    var segments: [Substring]
    var routes: [Route]
  }

  private var exact: [String: [Route]] = [:]
  private var patterns: [Pattern] = []

  /// Routes for the same path must differ in their methods.
  public init(_ routes: [Route]) {
    for route in routes { add(route) }
  }

  /// Exact paths come before patterns, and those in the order in which they were given.
  /// - Complexity: O(1) for an exact path.
  func find(method: String, encodedPath: String) -> Finding {
    if let routes = exact[encodedPath] { return choose(routes, method, parameters: [:]) }
    let segments = Router.segments(encodedPath)
    for pattern in patterns {
      if let parameters = pattern.match(segments) { return choose(pattern.routes, method, parameters: parameters) }
    }
    return encodedPath == "*" ? .otherMethod(allow: "OPTIONS") : .unknown
  }

  private mutating func add(_ route: Route) {
    precondition(route.path.hasPrefix("/"), "a route's path begins with /")
    guard route.path.contains("{") else {
      precondition(!(exact[route.path] ?? []).contains { Router.overlap($0, route) }, "two routes for \(route.path)")
      exact[route.path, default: []].append(route)
      return
    }
    let segments = Router.segments(route.path)
    if let index = patterns.firstIndex(where: { $0.segments == segments }) {
      patterns[index].routes.append(route)
    } else {
      patterns.append(Pattern(segments: segments, routes: [route]))
    }
  }

  private func choose(_ routes: [Route], _ method: String, parameters: [String: String]) -> Finding {
    let wanted = routes.first { $0.serves(method) } ?? (method == "HEAD" ? routes.first { $0.serves("GET") } : nil)
    if let wanted { return .match(Match(route: wanted, parameters: parameters)) }
    return .otherMethod(allow: Router.allow(routes))
  }

  private static func allow(_ routes: [Route]) -> String {
    var methods = routes.flatMap { $0.methods ?? [] }
    if methods.contains("GET"), !methods.contains("HEAD") { methods.append("HEAD") }
    if !methods.contains("OPTIONS") { methods.append("OPTIONS") }
    return methods.joined(separator: ", ")
  }

  private static func overlap(_ left: Route, _ right: Route) -> Bool {
    guard let methods = left.methods, right.methods != nil else { return true }
    return methods.contains { right.serves($0) }
  }

  private static func segments(_ path: String) -> [Substring] { path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) }
}

extension Router.Pattern {
  /// nil: does not match, or a segment cannot be decoded.
  fileprivate func match(_ path: [Substring]) -> [String: String]? {
    var parameters: [String: String] = [:]
    for (index, segment) in segments.enumerated() {
      guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
        guard index < path.count, path[index] == segment else { return nil }
        continue
      }
      let name = segment.dropFirst().dropLast()
      if name.hasSuffix("...") {
        parameters[String(name.dropLast(3))] = path[min(index, path.count)...].joined(separator: "/")
        return parameters
      }
      guard index < path.count, !path[index].isEmpty, let value = PercentCoding.decode(path[index]) else { return nil }
      parameters[String(name)] = value
    }
    return path.count == segments.count ? parameters : nil
  }
}
