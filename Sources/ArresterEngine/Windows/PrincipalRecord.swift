import ArresterEvents

/// All that is kept of one principal of one kind: its cells, running sums for the newest windows, and evidence.
///
/// Lives in the table's slab and owns its arrays in the shard's pool. Belongs to the shard's thread.
///
/// ```
/// | who, cells, sessions, newest second | sums of four windows, warnings, regions, scopes | evidence |
/// | cache line 1                        | lines 2 and 3                                   | line 4   |
/// ```
/// A change of a principal that destroyed nothing reads three lines of it.
struct PrincipalRecord: BitwiseCopyable {
  var hash: UInt64
  var name: PooledText
  var cells = PooledArray<Cell>()
  var sessions = PooledArray<Session>()
  var newestSecond: UInt32 = 0
  /// Index into the latches, -1 while it never tripped.
  var latch: Int32 = -1
  /// Minute of the last event, -1 before it.
  var activeMinute: Int32 = -1
  var platform: Platform
  var kind: PrincipalKind
  /// Some cell was full since the record was cleared: look before trusting that none is.
  var hasSaturatedCell = false
  /// Some call was in no session, or in one for which there was no room.
  var hasChangesOfNoSession = false

  var sums = InlineArray<4, WindowSums>(repeating: WindowSums())
  /// Sums over all cells that are kept: no window has more.
  var kept = CellSums()
  /// One bit for each limit of its kind that has warned and not fallen below since.
  var warned: UInt64 = 0
  var regions = PlaceList()
  var scopes = PlaceList()

  var homeScope: PooledText
  /// In order of arrival.
  var creations = PooledArray<Creation>()
  /// What it took away and permitted; nil where that is nothing.
  var ledger: UnsafeMutablePointer<Ledger>?
  /// The minute that it is filed under in the idle wheel, and the next one there; a free record's is the next free one.
  var filedMinute: Int32 = -1
  var next: Int32 = -1

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
    creations.release(pool)
    guard let ledger else { return }
    ledger.pointee.release(pool)
    pool.release(ledger, bytes: MemoryLayout<Ledger>.size)
    self.ledger = nil
  }

  /// Forgets everything but what the principal made: after a restoration only later events count.
  mutating func clear(_ pool: BlockPool) {
    cells.removeAll()
    sums = InlineArray<4, WindowSums>(repeating: WindowSums())
    kept = CellSums()
    for index in 0..<sessions.count { sessions.pointer(index).pointee.name.release(pool) }
    sessions.removeAll()
    regions.removeAll()
    scopes.removeAll()
    ledger?.pointee.clear(pool)
    warned = 0
    newestSecond = 0
    hasSaturatedCell = false
    hasChangesOfNoSession = false
  }
}

extension PrincipalRecord {
  /// In order of time.
  var destructions: DestructionList { ledger?.pointee.destructions ?? DestructionList() }

  var permissionTargets: PooledArray<PermissionTarget> { ledger?.pointee.permissionTargets ?? PooledArray() }
}
