/// Destructions that differ in their time alone, as one: of a window that ends now it is enough to know the latest of them.
///
/// Whoever disrupts one resource thousands of times has one of these, and thousands of destructions.
struct DestroyedResource: BitwiseCopyable {
  var aliases: InlineArray<4, UInt64>
  var aliasCount: UInt8
  var severity: UInt8
  var isDelete: Bool
  var isStateful: Bool
  var isRecreated: Bool
  var latest: Int64
  /// One bit for each window that `latest` is in.
  var windows: UInt8 = 0
  /// Its neighbours in order of `latest`, -1 for none.
  var earlier: Int32 = -1
  var later: Int32 = -1

  init(_ entry: Destruction) {
    aliases = entry.aliases
    aliasCount = entry.aliasCount
    severity = entry.severity
    isDelete = entry.isDelete
    isStateful = entry.isStateful
    isRecreated = entry.recreatedAt != Destruction.never
    latest = entry.time
  }

  func isSame(_ other: DestroyedResource) -> Bool {
    guard aliasCount == other.aliasCount, severity == other.severity, isDelete == other.isDelete, isStateful == other.isStateful,
      isRecreated == other.isRecreated
    else { return false }
    for index in 0..<Int(aliasCount) where aliases[index] != other.aliases[index] { return false }
    return true
  }

  func isKnown(as alias: UInt64) -> Bool {
    for index in 0..<Int(aliasCount) where aliases[index] == alias { return true }
    return false
  }
}
