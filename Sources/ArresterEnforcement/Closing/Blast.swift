import ArresterBase

/// A resource that a principal destroyed.
public struct DestroyedResource: Sendable, Equatable {
  public var identifier: String
  /// Event time, nanoseconds since 1970 UTC.
  public var time: Int64
  public var severity: Int
  public var isReversible: Bool

  public init(identifier: String, time: Int64, severity: Int, isReversible: Bool) {
    self.identifier = identifier
    self.time = time
    self.severity = severity
    self.isReversible = isReversible
  }
}

/// What was destroyed before a trip, between the trip and the confirmation that it is enforced, and after that.
///
/// Each resource counts once: where it was first destroyed, at its greatest severity. Events may come in any order, and the
/// confirmation before or after them.
public struct Blast: Sendable, Equatable {
  /// One part of it.
  public struct Part: Sendable, Equatable {
    public var resources = 0
    public var severity = 0
    public var irreversible = 0

    public init(resources: Int = 0, severity: Int = 0, irreversible: Int = 0) {
      self.resources = resources
      self.severity = severity
      self.irreversible = irreversible
    }

    mutating func add(_ resource: DestroyedResource) {
      resources += 1
      severity += resource.severity
      if !resource.isReversible { irreversible += 1 }
    }
  }

  /// Counts alone, as a record has them.
  public struct Parts: Sendable, Equatable {
    public var beforeTrip = Part()
    public var untilConfirmed = Part()
    public var afterwards = Part()

    public init() {}
  }

  /// Event time of the event that set off the trip: it belongs to what was before.
  public let tripTime: Int64
  /// Wall time at which the last enforcer that counts had confirmed; nil until then.
  public var confirmedAt: Int64?
  /// Destructions of further resources once `maximumResources` are known: counted, and in no part.
  public private(set) var uncounted = 0
  private var resources: [String: DestroyedResource] = [:]
  /// What was counted before a restart; which resources those were is not known any more.
  private let earlier: Parts
  private let maximumResources: Int

  public init(tripTime: Int64, maximumResources: Int = 10_000) {
    self.tripTime = tripTime
    self.maximumResources = maximumResources
    earlier = Parts()
  }

  /// Goes on from what a record says.
  public init(tripTime: Int64, confirmedAt: Int64?, earlier: Parts, uncounted: Int, maximumResources: Int = 10_000) {
    self.tripTime = tripTime
    self.confirmedAt = confirmedAt
    self.earlier = earlier
    self.uncounted = uncounted
    self.maximumResources = maximumResources
  }

  public mutating func add(_ resource: DestroyedResource) {
    if let known = resources[resource.identifier] {
      resources[resource.identifier] = DestroyedResource(
        identifier: resource.identifier, time: min(known.time, resource.time), severity: max(known.severity, resource.severity),
        isReversible: known.isReversible && resource.isReversible)
    } else if resources.count < maximumResources {
      resources[resource.identifier] = resource
    } else {
      uncounted += 1
    }
  }

  /// - Complexity: O(resources).
  public var parts: Parts {
    var parts = earlier
    for resource in resources.values {
      if resource.time <= tripTime {
        parts.beforeTrip.add(resource)
      } else if confirmedAt.map({ resource.time <= $0 }) ?? true {
        parts.untilConfirmed.add(resource)
      } else {
        parts.afterwards.add(resource)
      }
    }
    return parts
  }

  /// One object.
  public func write(to json: inout JSONText) {
    let parts = parts
    json.object { json in
      json.field("tripTime", Timestamp.format(tripTime))
      json.key("confirmedAt")
      if let confirmedAt { json.value(Timestamp.format(confirmedAt)) } else { json.null() }
      for (name, part) in [("beforeTrip", parts.beforeTrip), ("untilConfirmed", parts.untilConfirmed), ("afterwards", parts.afterwards)] {
        json.key(name)
        json.object { json in
          json.field("resources", part.resources)
          json.field("severity", part.severity)
          json.field("irreversible", part.irreversible)
        }
      }
      json.field("uncounted", uncounted)
    }
  }
}
