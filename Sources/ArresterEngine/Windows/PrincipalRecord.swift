import ArresterEvents

/// All that is kept of one principal of one kind: its cells, running sums for the newest windows, and evidence.
///
/// Lives in the table's slab and owns its arrays in the shard's pool. Belongs to the shard's thread.
struct PrincipalRecord: BitwiseCopyable {
  var hash: UInt64
  var name: PooledText
  var homeScope: PooledText
  var platform: Platform
  var kind: PrincipalKind
  /// Index into the latches, -1 while it never tripped.
  var latch: Int32 = -1
  /// One bit for each limit of its kind that has warned and not fallen below since.
  var warned: UInt64 = 0
  var newestSecond: UInt32 = 0
  var calls: UInt32 = 0
  /// Some cell was full since the record was cleared: look before trusting that none is.
  var hasSaturatedCell = false
  /// Some call was in no session, or in one for which there was no room.
  var hasChangesOfNoSession = false

  var cells = PooledArray<Cell>()
  var sums = InlineArray<4, WindowSums>(repeating: WindowSums())
  var sessions = PooledArray<Session>()
  var regions = PooledArray<PlaceSeen>()
  var scopes = PooledArray<PlaceSeen>()
  /// In order of time.
  var destructions = PooledArray<Destruction>()
  var creations = PooledArray<Creation>()
  var permissionTargets = PooledArray<PermissionTarget>()

  /// The list of principals that were last active in the same minute.
  var previous: Int32 = -1
  var next: Int32 = -1
  var minute: Int32 = -1

  init(hash: UInt64, name: PooledText, homeScope: PooledText, platform: Platform, kind: PrincipalKind) {
    self.hash = hash
    self.name = name
    self.homeScope = homeScope
    self.platform = platform
    self.kind = kind
  }

  mutating func release(_ pool: BlockPool) {
    clear(pool)
    name.release(pool)
    homeScope.release(pool)
    cells.release(pool)
    sessions.release(pool)
    regions.release(pool)
    scopes.release(pool)
    destructions.release(pool)
    creations.release(pool)
    permissionTargets.release(pool)
  }

  /// Forgets everything but what the principal made: after a restoration only later events count.
  mutating func clear(_ pool: BlockPool) {
    cells.removeAll()
    sums = InlineArray<4, WindowSums>(repeating: WindowSums())
    for index in 0..<sessions.count { sessions.pointer(index).pointee.name.release(pool) }
    sessions.removeAll()
    regions.removeAll()
    scopes.removeAll()
    for index in 0..<destructions.count { destructions.pointer(index).pointee.releaseTexts(pool) }
    destructions.removeAll()
    permissionTargets.removeAll()
    warned = 0
    newestSecond = 0
    hasSaturatedCell = false
    hasChangesOfNoSession = false
  }
}

/// Sums over the cells of the window that ends in the principal's newest bucket.
struct WindowSums: BitwiseCopyable {
  /// Index of the window's first cell.
  var firstCell: UInt32 = 0
  var changes: UInt32 = 0
  var destructive: UInt32 = 0
  var permissions: UInt32 = 0
  var failed: UInt32 = 0

  @inline(__always)
  mutating func add(_ cell: Cell) {
    changes &+= UInt32(cell.changes)
    destructive &+= UInt32(cell.destructive)
    permissions &+= UInt32(cell.permissions)
    failed &+= UInt32(cell.failed)
  }

  @inline(__always)
  mutating func remove(_ cell: Cell) {
    changes &-= UInt32(cell.changes)
    destructive &-= UInt32(cell.destructive)
    permissions &-= UInt32(cell.permissions)
    failed &-= UInt32(cell.failed)
  }
}

/// A region or scope that the principal changed something in, and when last.
struct PlaceSeen: BitwiseCopyable {
  /// In the shard's `NameTable`.
  var name: UInt32
  var lastSecond: UInt32
}

extension Destruction {
  mutating func releaseTexts(_ pool: BlockPool) {
    name.release(pool)
    action.release(pool)
    identifier.release(pool)
  }
}
