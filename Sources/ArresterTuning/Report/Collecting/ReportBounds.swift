/// What a report may keep, so that a month of a company fits. What is beyond is counted, and the report says so.
public struct ReportBounds: Sendable {
  /// Principals whose maxima are kept, over all shards.
  public var principals = 100_000
  /// Changes of the longest window before now and what they destroyed, which a trip would show, over all principals and shards. Some
  /// 32 bytes each.
  public var recentChanges = 2_000_000
  /// The same, of one principal.
  public var recentChangesPerPrincipal = 512
  /// Stories told: the first ones, in order of time.
  public var trips = 200
  public var pages = 50
  /// Changes later than a trip that its story shows one by one.
  public var changesAfterTrip = 2048
  /// Distinct resources that a story tells apart; each further one counts anew.
  public var resourcesPerStory = 16_384
  /// Resources destroyed after a trip that its story lists.
  public var listedResources = 20
  /// Regions told apart.
  public var regions = 1000
  /// Places of dead letters, for each reason.
  public var placesPerReason = 3

  public init() {}
}

/// How much was left out of a report at its bounds. All zero: nothing was.
public struct ReportCuts: Sendable, Equatable {
  /// Changes of principals beyond those whose maxima are kept.
  public var changesOfUnkeptPrincipals = 0
  /// Changes that a trip's story could have shown, and that were not kept.
  public var recentChanges = 0
  public var trips = 0
  public var pages = 0
  /// Changes before and after trips that are counted and not shown.
  public var changesOfStories = 0
  /// Changes in regions that are shown under one name.
  public var changesInOtherRegions = 0

  static func + (left: ReportCuts, right: ReportCuts) -> ReportCuts {
    var sum = left
    sum.changesOfUnkeptPrincipals += right.changesOfUnkeptPrincipals
    sum.recentChanges += right.recentChanges
    sum.trips += right.trips
    sum.pages += right.pages
    sum.changesOfStories += right.changesOfStories
    sum.changesInOtherRegions += right.changesInOtherRegions
    return sum
  }
}
