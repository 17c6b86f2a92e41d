import ArresterEvents

/// All numbers that verdicts depend on. Its values come from a model file; there are none in code.
public struct EngineModel: Sendable {
  /// Shortest first; all windows are made of the same number of buckets or fewer than 64.
  public var windows: [WindowShape]
  public var latenessSeconds: PlatformTable<Int>
  /// How far ahead of its message's timestamp an event may be.
  public var futureSeconds: Int
  /// z of the one-sided Wilson bound.
  public var ratioZ: Double
  /// With fewer destroyed than this the ratio gives no warning.
  public var ratioWarningMinimumDestroyed: Int
  public var confirmedMinimumChanges: Int
  public var confirmedMinimumDestroyed: Int
  /// Resources lighter than this do not enter the `severity` signal.
  public var severityMinimumWeight: Int
  public var hold: HoldPolicy
  public var responses: KindTable<Response>
  public var limits: KindTable<[Limit]>
  public var bounds: EngineBounds
  /// nil: velocity is compared with the model's limits alone.
  public var baseline: BaselinePolicy?
  /// What a shard begins with: plans are part of what a verdict depends on. They are no part of `identifier`.
  public var plans = PlanTable.empty
  /// `sha256:…` over the model file and its tables.
  public var identifier: String

  public init(
    windows: [WindowShape], latenessSeconds: PlatformTable<Int>, futureSeconds: Int, ratioZ: Double, ratioWarningMinimumDestroyed: Int,
    confirmedMinimumChanges: Int, confirmedMinimumDestroyed: Int, severityMinimumWeight: Int, hold: HoldPolicy,
    responses: KindTable<Response>, limits: KindTable<[Limit]>, bounds: EngineBounds, identifier: String
  ) {
    self.windows = windows
    self.latenessSeconds = latenessSeconds
    self.futureSeconds = futureSeconds
    self.ratioZ = ratioZ
    self.ratioWarningMinimumDestroyed = ratioWarningMinimumDestroyed
    self.confirmedMinimumChanges = confirmedMinimumChanges
    self.confirmedMinimumDestroyed = confirmedMinimumDestroyed
    self.severityMinimumWeight = severityMinimumWeight
    self.hold = hold
    self.responses = responses
    self.limits = limits
    self.bounds = bounds
    self.identifier = identifier
  }

  public var longestWindowSeconds: Int { windows.map(\.seconds).max() ?? 0 }

  /// How far behind a principal's newest event buckets of its baseline may not be final yet; 0 where nothing is learnt.
  public func baselineDepthSeconds(_ platform: Platform) -> Int {
    guard let baseline else { return 0 }
    return 2 * latenessSeconds[platform] + baseline.widestCovered(windows) + baseline.bucketSeconds
  }
}

/// A sliding window: the window that ends in bucket k is buckets k-B+1 ... k, with k = floor(time / bucket width).
public struct WindowShape: Sendable, Equatable {
  public var seconds: Int
  public var bucketSeconds: Int

  public init(seconds: Int, bucketSeconds: Int) {
    self.seconds = seconds
    self.bucketSeconds = bucketSeconds
  }

  /// The first second of the window that ends in the bucket of `second`.
  @inline(__always)
  func start(endingAt second: Int) -> Int { bucketEnd(of: second) - seconds + 1 }

  /// The last second of the bucket that `second` is in.
  @inline(__always)
  func bucketEnd(of second: Int) -> Int { (second / bucketSeconds + 1) * bucketSeconds - 1 }
}

/// What meeting a rule leads to.
public enum Response: String, Sendable {
  case trip
  case page
  /// Not judged.
  case none
}

/// A limit on one signal in one window.
public struct Limit: Sendable, Equatable {
  public var signal: Signal
  /// Index into the model's windows.
  public var window: Int
  public var hard: Double?
  public var soft: Double?
  /// Tuning never raises the ceiling.
  public var isFixed: Bool

  public init(signal: Signal, window: Int, hard: Double?, soft: Double?, isFixed: Bool = false) {
    self.signal = signal
    self.window = window
    self.hard = hard
    self.soft = soft
    self.isFixed = isFixed
  }

  /// Half of the lower of the two, rounded up where it counts things.
  public var warning: Double {
    let limit = min(soft ?? .infinity, hard ?? .infinity)
    return signal == .destructiveRatio ? limit / 2 : (limit / 2).rounded(.up)
  }
}

/// How long a trip holds: first × 2^step, at most `maximumSeconds`; a clean day takes one step back.
public struct HoldPolicy: Sendable, Equatable {
  public var firstSeconds: Int
  public var maximumSeconds: Int
  /// What `replay` supposes about people; the service waits for them in enforce mode.
  public var restoration: Restoration

  public enum Restoration: Sendable, Equatable {
    /// A tripped latch restores itself when its hold has ended, in event time (shadow, pages, replay).
    case atEndOfHold
    case never
    case after(nanoseconds: Int64)
  }

  public init(firstSeconds: Int, maximumSeconds: Int, restoration: Restoration = .atEndOfHold) {
    self.firstSeconds = firstSeconds
    self.maximumSeconds = maximumSeconds
    self.restoration = restoration
  }

  public func seconds(step: Int) -> Int {
    step >= 31 ? maximumSeconds : min(maximumSeconds, firstSeconds << max(0, step))
  }
}

/// Every limit on memory, in one place; reaching one is counted.
public struct EngineBounds: Sendable, Equatable {
  /// Principals with windows, over all shards.
  public var principals = 1_000_000
  public var sessionsPerPrincipal = 256
  /// C: distinct resources destroyed in one second by one principal.
  public var resourcesPerBucket = 256
  /// Destroyed resources of one principal within the longest window and the lateness.
  public var destructionsPerPrincipal = 16_384
  public var createsPerPrincipal = 4_096
  public var permissionTargetsPerPrincipal = 512
  /// At most 64: regions and scopes are kept as bits.
  public var regionsPerPrincipal = 64
  public var latches = 1_000_000
  /// Principals of which is learnt what they do every day: those that met half of a limit once.
  public var baselines = 65_536
  public var rememberedIdentifiers = 4_194_304
  /// Names of regions and scopes kept by a shard.
  public var names = 262_144
  /// Planned changes in force at once.
  public var plans = 10_000
  /// The most changes, and the most destroyed resources, that one plan may allow.
  public var plannedChanges = 10_000

  public init() {}
}

/// A value for each kind of principal.
public struct KindTable<Value: Sendable>: Sendable {
  private var values: [Value]

  public init(_ value: (PrincipalKind) -> Value) { values = PrincipalKind.allCases.map(value) }

  public subscript(kind: PrincipalKind) -> Value {
    get { values[Int(kind.rawValue)] }
    set { values[Int(kind.rawValue)] = newValue }
  }
}

/// A value for each platform.
public struct PlatformTable<Value: Sendable>: Sendable {
  private var values: [Value]

  public init(_ value: (Platform) -> Value) { values = Platform.allCases.map(value) }

  public subscript(platform: Platform) -> Value {
    get { values[Int(platform.rawValue)] }
    set { values[Int(platform.rawValue)] = newValue }
  }
}
