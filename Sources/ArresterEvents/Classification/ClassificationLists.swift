/// The lists of a model that classification needs.
public struct ClassificationLists: Sendable {
  public struct OneStrike: Decodable, Sendable {
    public var action: String
    public var `class`: OneStrikeClass
    public var reason: String
  }

  public var oneStrike: [OneStrike]
  /// `service:Noun`, or `service:*`.
  public var statefulTypes: [String]
  /// Globs on resource names whose loss weighs nothing.
  public var disposable: [String]
  /// `invokedBy` of services that act for their caller.
  public var fanOutServices: [String]
  /// IAM service prefixes that have no region.
  public var globalServices: [String]
  /// Services that have none when they are logged in the region named here (the STS global endpoint).
  public var globalEndpointServices: [String: String]

  public init(
    oneStrike: [OneStrike], statefulTypes: [String], disposable: [String], fanOutServices: [String], globalServices: [String],
    globalEndpointServices: [String: String]
  ) {
    self.oneStrike = oneStrike
    self.statefulTypes = statefulTypes
    self.disposable = disposable
    self.fanOutServices = fanOutServices
    self.globalServices = globalServices
    self.globalEndpointServices = globalEndpointServices
  }
}

/// Resource types by name, with `service:*` for all of a service's.
struct TypeSet: Sendable {
  private let exact: Set<String>
  private let services: Set<String>

  init(_ patterns: [String]) {
    exact = Set(patterns.filter { !$0.hasSuffix(":*") })
    services = Set(patterns.filter { $0.hasSuffix(":*") }.map { String($0.dropLast(2)) })
  }

  func contains(_ type: String) -> Bool {
    exact.contains(type) || services.contains(String(type.prefix { $0 != ":" }))
  }
}

/// Which services' records say nothing about where something happened.
struct RegionScoping: Sendable {
  let globalServices: Set<String>
  let globalEndpointServices: [String: String]

  /// The region, if any, whose name in a record means "nowhere in particular"; "" means every region does; nil: none does.
  func homeRegion(ofService service: String) -> String? {
    globalServices.contains(service) ? "" : globalEndpointServices[service]
  }
}
