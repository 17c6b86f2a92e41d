import ArresterBase
import ArresterEvents

/// The page that a person follows, before it is Markdown or HTML: headings, paragraphs, steps, and objects as they were.
struct ManifestPage {
  enum Block {
    case heading(String)
    case paragraph([Inline])
    /// Something to do and to tick off, with what belongs to it.
    case step([Inline], details: [[Inline]], object: Object?)
  }

  /// An object before a change.
  struct Object {
    var title: String
    var text: String
  }

  enum Inline {
    case words(String)
    case strong(String)
    /// A name or a command, to be shown as it is.
    case literal(String)
  }

  let title: String
  private(set) var blocks: [Block] = []

  /// Objects are cut at this many characters on a page; the JSON has more.
  private static let maximumObjectCharacters = 4096

  init(_ manifest: RollbackManifest) {
    title = "Rollback manifest of trip \(VisibleText.line(manifest.trip.identifier))"
    addSummary(manifest)
    addRunning(manifest)
    addDamage(manifest)
    addPermissions(manifest)
  }

  private mutating func addSummary(_ manifest: RollbackManifest) {
    let trip = manifest.trip
    var who: [Inline] = [.words("\(trip.key.kind.name) "), .literal(trip.key.principal)]
    if let session = trip.session { who += [.words(", session "), .literal(session)] }
    who += [.words(", on \(trip.key.platform.name) "), .literal(trip.key.homeScope)]
    who.append(.words(", tripped by \(trip.rule?.name ?? "a person's order") at \(Timestamp.format(trip.time))."))
    blocks.append(.paragraph(who))
    blocks.append(
      .paragraph([
        .strong("Arrester does none of this."),
        .words(
          " It is a list for people, made at \(Timestamp.format(manifest.madeAt)). Look before each step: things may have changed since."
            + " Words in capitals are for you to fill in; so is NAME, where a name could be dangerous in a shell."),
      ]))
    let urgent = manifest.damage.filter(\.isUrgent).count
    let lost = manifest.damage.filter { $0.restorable == .no }.count
    blocks.append(
      .paragraph([
        .words(
          "Calls whose work may still run: \(manifest.running.count). Damaged resources: \(manifest.damage.count); worse by waiting:"
            + " \(urgent); not to be had again: \(lost). Permissions come back last.")
      ]))
    if trip.isEvidenceCut {
      blocks.append(
        .paragraph([
          .strong("The list is not whole:"),
          .words(" the evidence holds the worst only. Search your event store for everything that this principal did."),
        ]))
    }
  }

  private mutating func addRunning(_ manifest: RollbackManifest) {
    blocks.append(.heading("1. Stop what still runs (C)"))
    if manifest.running.isEmpty {
      blocks.append(.paragraph([.words("No call on record started work that goes on without the principal.")]))
    }
    for entry in manifest.running {
      let first: [Inline] =
        [.words("\(entry.what): "), .literal(entry.call.resource), .words(" ")] + place(entry.call.scope, entry.call.region)
      let second: [Inline] = [.literal(entry.call.action), .words(" at \(Timestamp.format(entry.call.time))")] + event(entry.call.event)
      blocks.append(.step(first, details: [second, ManifestPage.inlines(entry.stop)], object: nil))
    }
    addRest(manifest.runningNotListed, "calls")
  }

  private mutating func addDamage(_ manifest: RollbackManifest) {
    blocks.append(.heading("2. Restore what was destroyed (B)"))
    if manifest.damage.isEmpty { blocks.append(.paragraph([.words("No destroyed resource is on record.")])) }
    if manifest.damage.count > 1 {
      blocks.append(
        .paragraph([
          .words(
            "What gets worse by waiting comes first, then the gravest. Where one stood in another, rebuild the outer one first: what was"
              + " deleted last is as a rule what the others stood in.")
        ]))
    }
    for entry in manifest.damage { addDamage(entry) }
    addRest(manifest.damageNotListed, "resources")
  }

  private mutating func addDamage(_ entry: DamageEntry) {
    let item = entry.item
    var first: [Inline] = entry.isUrgent ? [.strong("Soon: ")] : []
    first += [.literal(item.resource), .words(" ")] + place(item.scope, item.region)
    let second: [Inline] =
      [.literal(item.action), .words(" at \(Timestamp.format(item.time)), severity \(item.severity)")] + event(item.event)
    let third: [Inline] = [.strong(entry.restorable.words), .words(" ")] + ManifestPage.inlines(entry.hint)
    blocks.append(.step(first, details: [second, third], object: item.priorState.flatMap { object("As it was before", $0) }))
  }

  private mutating func addPermissions(_ manifest: RollbackManifest) {
    blocks.append(.heading("3. Give the permissions back, last (A)"))
    if manifest.permissionChanges.isEmpty {
      blocks.append(.paragraph([.words("No enforcer changed anything: there is nothing to give back.")]))
    } else {
      blocks.append(
        .paragraph([
          .words("Arrester does this itself once two people agree (see "), .literal("arrester breakers --help"),
          .words("). By hand only where it cannot."),
        ]))
    }
    for change in manifest.permissionChanges {
      let state = change.verifiedAt.map { "read back at \(Timestamp.format($0))" } ?? "not read back"
      var details: [[Inline]] = [[.strong("Before you begin: "), .words(VisibleText.line(change.precondition))]]
      details += change.steps.map { [.words("Done: "), .literal($0)] }
      details += change.inverse.map { [.words("To undo: "), .literal($0)] }
      blocks.append(
        .step(
          [.literal(change.enforcer), .words(": \(change.outcome.rawValue), \(state)")], details: details,
          object: object("The object before", change.snapshot)))
    }
  }

  private mutating func addRest(_ count: Int, _ what: String) {
    if count > 0 { blocks.append(.paragraph([.strong("\(count) more \(what)"), .words(" are not listed: the limit is reached.")])) }
  }

  private func place(_ scope: String, _ region: String) -> [Inline] {
    region.isEmpty ? [.words("in "), .literal(scope)] : [.words("in "), .literal(scope), .words(", "), .literal(region)]
  }

  private func event(_ identifier: String?) -> [Inline] { identifier.map { [.words(", event "), .literal($0)] } ?? [] }

  private func object(_ title: String, _ bytes: [UInt8]) -> Object? {
    guard !bytes.isEmpty else { return nil }
    let text = VisibleText.block(String(decoding: bytes, as: UTF8.self), maximum: ManifestPage.maximumObjectCharacters)
    return Object(title: title, text: text)
  }

  /// A hint's text: what stands in backticks is literal.
  static func inlines(_ text: String) -> [Inline] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap { index, part in
      if part.isEmpty { return nil }
      return index.isMultiple(of: 2) ? .words(String(part)) : .literal(String(part))
    }
  }
}

extension RestoreHints.Restorable {
  fileprivate var words: String {
    switch self {
    case .yes: "Can be had again."
    case .backup: "From a backup or a source, if there is one."
    case .no: "Cannot be had again."
    }
  }
}
