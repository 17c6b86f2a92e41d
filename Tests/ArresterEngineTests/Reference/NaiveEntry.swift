import ArresterEvents

/// An event that counts towards its principal's windows.
struct NaiveEntry {
  struct Resource {
    /// Every name; the first is the one it is counted under.
    var names: [Int]
    var index: Int
    var severity: Int
    /// What it weighs: nothing if it is the principal's own and young.
    var weight = 0
    /// The first create at or after the deletion.
    var recreatedAt: Int64?
  }

  var event: ChangeEvent
  var second: Int
  var resources: [Resource]
  /// More items than names, and something of it counted when it came: what is not kept cannot be told apart.
  var isSaturated = false
  /// The last create, at or before the event, of something that it permitted.
  var permittedMadeAt: Int64?

  init(_ event: ChangeEvent, _ numbers: NaiveNumbers) {
    self.event = event
    second = Int(event.time / 1_000_000_000)
    resources = event.resources.enumerated().map { index, resource in
      Resource(names: resource.names.map { numbers.number(ResourceName(event, $0)) }, index: index, severity: Int(resource.severity))
    }
  }

  var isFailed: Bool { event.flags.contains(.failed) }
  var isFanOut: Bool { event.flags.contains(.fanOut) }
  /// Successful calls of its own: what velocity and the ratio count.
  var isChange: Bool { !isFailed && !isFanOut }
  var isDestructive: Bool { isSaturated || !isFailed && resources.contains { $0.weight > 0 } }

  /// - Parameters:
  ///   - made: when each name was created by the principal.
  ///   - openly: without what was planned.
  mutating func weigh(_ made: [Int: [Int64]], openly: [Int: [Int64]], longest: Int64) {
    permittedMadeAt = resources.flatMap { times(made, $0) }.filter { $0 <= event.time }.max()
    guard event.effect == .delete || event.effect == .disrupt, !isFailed else { return }
    for index in resources.indices {
      let times = times(made, resources[index])
      let isOwnAndYoung = times.contains { $0 < event.time && event.time - $0 <= longest }
      resources[index].weight = isOwnAndYoung ? 0 : resources[index].severity
      let openTimes = self.times(openly, resources[index])
      resources[index].recreatedAt = event.effect == .delete ? openTimes.filter { $0 >= event.time }.min() : nil
    }
  }

  private func times(_ made: [Int: [Int64]], _ resource: Resource) -> [Int64] { resource.names.flatMap { made[$0] ?? [] } }
}

/// A run of whole seconds that ends with a bucket.
struct NaiveWindow: Hashable {
  var index: Int
  var first: Int
  var last: Int

  /// The window that ends in bucket `bucket`: buckets k-B+1 … k.
  init(_ index: Int, _ seconds: Int, _ bucketSeconds: Int, bucket: Int) {
    self.index = index
    let buckets = seconds / bucketSeconds
    first = (bucket - buckets + 1) * bucketSeconds
    last = (bucket + 1) * bucketSeconds - 1
  }

  func contains(_ entry: NaiveEntry) -> Bool { entry.second >= first && entry.second <= last }
}
