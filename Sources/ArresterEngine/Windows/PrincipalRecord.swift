import ArresterEvents

/// All that is kept of one principal of one kind: its cells, running sums for the newest windows, and evidence.
///
/// Lives in the table's slab and owns its arrays in the shard's pool. Belongs to the shard's thread.
///
/// ```
/// | who, cells, sessions, newest second | sums of four windows | their first cells, warnings, evidence | regions, scopes |
/// | cache line 1                        | line 2               | line 3                                | line 4          |
/// ```
/// A change reads all of them.
struct PrincipalRecord: BitwiseCopyable {
  var hash: UInt64
  var name: PrincipalName
  var cells = PooledArray<Cell>()
  var sessions = PooledArray<Session>()
  var newestSecond: UInt32 = 0
  /// Index into the latches, -1 while it never tripped.
  var latch: Int32 = -1
  /// Minute of the last event, -1 before it.
  var activeMinute: Int32 = -1
  var platform: Platform
  var kind: PrincipalKind
  private var marks: Marks = []

  /// Of the windows that end in the newest bucket.
  var sums = InlineArray<4, CellSums>(repeating: CellSums())
  /// Index of each window's first cell.
  var firstCells = InlineArray<4, UInt32>(repeating: 0)
  /// Sums over all cells that are kept: no window has more.
  var kept = CellSums()
  /// One bit for each limit of its kind that has warned and not fallen below since.
  var warned: UInt64 = 0
  /// What it took away and permitted; nil where that is nothing.
  var ledger: UnsafeMutablePointer<Ledger>?
  /// What it made, in order of arrival.
  var creations = PooledArray<Creation>()

  var regions = PlaceList()
  var scopes = PlaceList()
  /// The minute that it is filed under in the idle wheel, and the next one there; a free record's is the next free one.
  var filedMinute: Int32 = -1
  var next: Int32 = -1
  /// Index into the baselines, -1 while it was never conspicuous.
  var baseline: Int32 = -1

  init(hash: UInt64, name: PrincipalName, platform: Platform, kind: PrincipalKind) {
    self.hash = hash
    self.name = name
    self.platform = platform
    self.kind = kind
  }

  mutating func release(_ pool: BlockPool) {
    clear(pool)
    name.release(pool)
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
    sums = InlineArray<4, CellSums>(repeating: CellSums())
    firstCells = InlineArray<4, UInt32>(repeating: 0)
    kept = CellSums()
    for index in 0..<sessions.count { sessions.pointer(index).pointee.name.release(pool) }
    sessions.removeAll()
    regions.removeAll()
    scopes.removeAll()
    ledger?.pointee.clear(pool)
    warned = 0
    newestSecond = 0
    marks.formIntersection(.lasting)
  }
}

extension PrincipalRecord {
  /// Answers of yes or no, in one byte.
  private struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let saturatedCell = Marks(rawValue: 1)
    static let changesOfNoSession = Marks(rawValue: 2)
    static let newestChange = Marks(rawValue: 4)
    static let free = Marks(rawValue: 8)
    static let watched = Marks(rawValue: 16)
    static let planned = Marks(rawValue: 32)
    static let examined = Marks(rawValue: 64)
    /// Not about what is in the windows.
    static let lasting: Marks = [.watched, .planned, .examined]
  }

  /// Some cell was full since the record was cleared: look before trusting that none is.
  var hasSaturatedCell: Bool {
    get { marks.contains(.saturatedCell) }
    set { mark(.saturatedCell, newValue) }
  }

  /// Some call was in no session, or in one for which there was no room.
  var hasChangesOfNoSession: Bool {
    get { marks.contains(.changesOfNoSession) }
    set { mark(.changesOfNoSession, newValue) }
  }

  /// A cell of the newest second holds a counted change.
  var hasChangeInNewestSecond: Bool {
    get { marks.contains(.newestChange) }
    set { mark(.newestChange, newValue) }
  }

  /// Nobody's: its place in the slab waits for the next.
  var isFree: Bool {
    get { marks.contains(.free) }
    set { mark(.free, newValue) }
  }

  /// Its changes are told.
  var isWatched: Bool {
    get { marks.contains(.watched) }
    set { mark(.watched, newValue) }
  }

  /// Some plan may be about its principal: look.
  var isPlanned: Bool {
    get { marks.contains(.planned) }
    set { mark(.planned, newValue) }
  }

  /// Its shard's examiner is told.
  var isExamined: Bool {
    get { marks.contains(.examined) }
    set { mark(.examined, newValue) }
  }

  /// Its events take a longer way.
  @inline(__always)
  var isSingledOut: Bool { !marks.isDisjoint(with: .lasting) }

  private mutating func mark(_ mark: Marks, _ isSet: Bool) {
    if isSet { marks.insert(mark) } else { marks.remove(mark) }
  }

  /// Whether it has a counted change in that second or later. O(1), but where the newest calls have all failed.
  func hasChange(from second: Int) -> Bool {
    guard Int(newestSecond) >= second else { return false }
    if hasChangeInNewestSecond { return true }
    var index = cells.count - 1
    while index >= 0, Int(cells[index].second) >= second {
      if cells[index].holdsCountedChange { return true }
      index -= 1
    }
    return false
  }

  /// In order of time.
  var destructions: DestructionList { ledger?.pointee.destructions ?? DestructionList() }

  var permissionTargets: PooledArray<PermissionTarget> { ledger?.pointee.permissionTargets ?? PooledArray() }
}
