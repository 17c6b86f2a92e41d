import ArresterBase
import ArresterBreaker
import ArresterEnforcement
import ArresterEngine

/// What the principal did after its trip.
extension TripFile {
  /// A change later than the trip that failed.
  mutating func noteRefused(_ change: WatchedChange) {
    refused += 1
    noteActivity(change) { $0.failed += 1 }
  }

  /// A change later than the trip that went through.
  mutating func note(_ change: WatchedChange) {
    noteActivity(change) { activity in
      activity.changes += 1
      if change.isDestructive { activity.destructive += 1 }
      if change.flags.contains(.permission) { activity.permissions += 1 }
    }
    guard laterCalls.count < TripFile.mostLater else {
      isCut = true
      return change.isDestructive ? count(change) : ()
    }
    laterCalls.append(
      ManifestCall(
        action: change.action, resource: change.resource, scope: change.scope, region: change.region, time: change.time,
        event: change.identifier))
    guard change.isDestructive else { return }
    laterDamage.append(
      DamageItem(
        resource: change.resource, action: change.action, scope: change.scope, region: change.region, time: change.time,
        severity: change.weight, isReversible: !change.flags.contains(.irreversible), event: change.identifier))
    count(change)
  }

  private mutating func noteActivity(_ change: WatchedChange, _ count: (inout Activity) -> Void) {
    let second = Int(change.time / Timestamp.nanosecondsPerSecond)
    guard activity.count < TripFile.mostActivity || second <= activity.last?.second ?? 0 else { return }
    activity.note(second, change.region, count)
  }

  /// Of several things that one call destroyed, the record's first name stands for all.
  private mutating func count(_ change: WatchedChange) {
    for item in 0..<max(1, min(change.itemCount, TripFile.mostItems)) {
      let name = change.resource.isEmpty ? change.identifier : change.resource
      blast.add(
        DestroyedResource(
          identifier: item == 0 ? name : "\(name)#\(item)", time: change.time, severity: change.weight,
          isReversible: !change.flags.contains(.irreversible)))
    }
  }

  /// Of one call.
  private static let mostItems = 1000

  /// The same with fewer of them, for a record that has room for no more.
  func keeping(later count: Int) -> TripFile {
    var file = self
    file.isCut = isCut || laterCalls.count > count || laterDamage.count > count
    file.laterCalls = Array(laterCalls.prefix(count))
    file.laterDamage = Array(laterDamage.prefix(count))
    return file
  }
}
