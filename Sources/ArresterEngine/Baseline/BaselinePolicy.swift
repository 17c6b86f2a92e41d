import ArresterEvents

/// How velocity is compared with what its principal does every day (semantics, section 4).
public struct BaselinePolicy: Sendable, Equatable {
  /// Width of the buckets that are learnt.
  public var bucketSeconds: Int
  /// The chance of a quiet bucket, by what was learnt, to reach the limit.
  public var alpha: Double
  /// With fewer active buckets the kind's prior serves.
  public var minimumBuckets: Int
  /// A soft limit becomes at most so many times itself.
  public var mostFactor: Double
  /// What is supposed of a kind of which nothing is learnt; without one the model's limit stands.
  public var priors: [PrincipalKind: CallRate]

  public init(bucketSeconds: Int, alpha: Double, minimumBuckets: Int, mostFactor: Double, priors: [PrincipalKind: CallRate] = [:]) {
    self.bucketSeconds = bucketSeconds
    self.alpha = alpha
    self.minimumBuckets = minimumBuckets
    self.mostFactor = mostFactor
    self.priors = priors
  }

  /// Whether limits in the window can move. Buckets must be final before the window, by its own end: with a coarser end too many
  /// would have to be kept apart.
  public func covers(_ window: WindowShape) -> Bool { window.bucketSeconds <= bucketSeconds }

  /// The longest lateness with which all buckets that are not final yet find a place.
  /// - Parameter windows: of the model.
  public func longestLateness(_ windows: [WindowShape]) -> Int {
    max(0, (bucketSeconds * (LearntBaseline.pendingBuckets - 2) - widestCovered(windows)) / 2)
  }

  func widestCovered(_ windows: [WindowShape]) -> Int { windows.filter(covers).map(\.bucketSeconds).max() ?? 1 }

  /// The kind's prior as the limit that it gives in a window; 0 where there is none.
  func priorLimit(_ kind: PrincipalKind, _ window: WindowShape) -> Int {
    guard covers(window), let prior = priors[kind] else { return 0 }
    return prior.over(window.seconds, bucketSeconds: bucketSeconds).limit(alpha: alpha)
  }
}
