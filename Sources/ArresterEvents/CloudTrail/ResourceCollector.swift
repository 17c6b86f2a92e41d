/// Gathers the names that a record gives to what its action touched (semantics, section 1, `resources`).
///
/// Names from arrays are items, one each; other names are aliases of one item. Belongs to one decoder.
final class ResourceCollector {
  let builder: EventFrameBuilder
  let text: TextArena
  var singles: [UnsafeRawBufferPointer] = []
  private var bares: [UnsafeRawBufferPointer] = []
  private var beginning: UnsafeRawBufferPointer?
  private var end: UnsafeRawBufferPointer?
  var itemsInSection = 0
  var largestSection = 0
  /// Which section is read, and for each resource the last one that named it: a name counts once in each.
  var sectionNumber = 0
  private var countedIn: [Int] = []
  private var isRequest = true
  var severity: UInt8 = 0
  var noun = UnsafeRawBufferPointer(start: nil, count: 0)
  private var nounSeed: UInt64 = 0
  private var hasSecretSuffix = false
  private let keys = KeyRolesCache()
  /// Of the element in hand, by the rule's names.
  var elementNames: [JSONString?] = []

  init(builder: EventFrameBuilder, text: TextArena) {
    self.builder = builder
    self.text = text
  }

  /// How deep names are looked for inside request and response.
  private static let maximumDepth = 5

  /// Fills the builder's resources; `builder.beginResources()` was called before.
  /// - Parameter wantsTarget: also know the resource by what it is attached to (`RolePolicy` by its `Role`).
  func collect(
    _ fields: CloudTrailFields, _ action: UnsafeMutablePointer<CompiledAction>, severity: UInt8, wantsTarget: Bool
  ) {
    begin(action, severity)
    if let rule = action.pointee.rule {
      collect(fields, rule)
    } else {
      if let request = fields.cursor(at: .request) { walkSection(request, isRequest: true) }
      if let response = fields.cursor(at: .response) { walkSection(response, isRequest: false) }
    }
    if builder.resourceCount == 0 { appendSingle() }
    if wantsTarget, builder.resourceCount == 1 { appendTarget(fields, action) }
    if builder.resourceCount <= 1 { collectListed(fields.cursor(at: .resources)) }
    builder.header.itemCount = UInt32(max(largestSection, builder.resourceCount))
  }

  private func begin(_ action: UnsafeMutablePointer<CompiledAction>, _ severity: UInt8) {
    singles.removeAll(keepingCapacity: true)
    bares.removeAll(keepingCapacity: true)
    beginning = nil
    end = nil
    largestSection = 0
    sectionNumber = 0
    countedIn.removeAll(keepingCapacity: true)
    self.severity = severity
    noun = action.pointee.noun
    nounSeed = action.pointee.nounSeed
    hasSecretSuffix = action.pointee.hasSecretSuffix
  }

  private func walkSection(_ place: JSONCursor, isRequest: Bool) {
    var cursor = place
    guard cursor.peek == UInt8(ascii: "{") else { return }
    self.isRequest = isRequest
    itemsInSection = 0
    sectionNumber += 1
    walkObject(&cursor, depth: 0, inArray: false, insideNoun: false)
    largestSection = max(largestSection, itemsInSection)
  }

  private func walkObject(_ cursor: inout JSONCursor, depth: Int, inArray: Bool, insideNoun: Bool) {
    guard depth <= ResourceCollector.maximumDepth else { return cursor.skipValue() }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      let roles = keys.roles(of: key.raw, noun: noun, nounSeed: nounSeed)
      let isName = roles.contains(.name) || (insideNoun && roles.contains(.bare))
      switch cursor.peek {
      case UInt8(ascii: "\""):
        guard let value = cursor.string() else { return }
        noteString(roles, value, isName: isName, depth: depth, inArray: inArray)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard !roles.contains(.callerMap) else {
          cursor.skipValue()
          continue
        }
        let inside = insideNoun && roles.contains(.transparent) || roles.contains(.container)
        guard cursor.peek == UInt8(ascii: "{") else {
          walkArray(&cursor, depth: depth + 1, isName: isName, insideNoun: inside)
          continue
        }
        walkObject(&cursor, depth: depth + 1, inArray: inArray, insideNoun: inside, wrapsName: isName)
      default: cursor.skipValue()
      }
    }
  }

  /// `{"VpcEndpointId": {"content": "vpce-1", "tag": 1}}` is how EC2 writes some lists.
  private func walkObject(_ cursor: inout JSONCursor, depth: Int, inArray: Bool, insideNoun: Bool, wrapsName: Bool) {
    if wrapsName, let content = contentField(cursor) {
      cursor.skipValue()
      note(content, inArray: true)
    } else {
      walkObject(&cursor, depth: depth, inArray: inArray, insideNoun: insideNoun)
    }
  }

  private func contentField(_ place: JSONCursor) -> JSONString? {
    var cursor = place
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("content") { return cursor.stringOrSkip() }
      cursor.skipValue()
    }
    return nil
  }

  private func walkArray(_ cursor: inout JSONCursor, depth: Int, isName: Bool, insideNoun: Bool) {
    cursor.advance()
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      switch cursor.peek {
      case UInt8(ascii: "\"") where isName:
        guard let value = cursor.string() else { return }
        note(value, inArray: true)
      case UInt8(ascii: "{"):
        walkObject(&cursor, depth: depth, inArray: true, insideNoun: insideNoun || isName, wrapsName: isName)
      default: cursor.skipValue()
      }
    }
  }

  private func noteString(_ roles: KeyRoles, _ value: JSONString, isName: Bool, depth: Int, inArray: Bool) {
    if isName {
      note(value, inArray: inArray)
    } else if depth == 0 {
      if roles.contains(.bare) {
        bares.append(text.bytes(of: value))
      } else if isRequest, roles.contains(.beginning) {
        beginning = text.bytes(of: value)
      } else if isRequest, roles.contains(.end) {
        end = text.bytes(of: value)
      }
    }
  }

  func note(_ value: JSONString, inArray: Bool) {
    guard !value.isEmpty else { return }
    if inArray { appendItem(text.bytes(of: value)) } else { singles.append(text.bytes(of: value)) }
  }

  private func appendItem(_ name: UnsafeRawBufferPointer) {
    itemsInSection += 1
    guard builder.resourceCount < EventFrameBuilder.maximumResources else { return }
    let alias = builder.aliasHash(ResourceNames.canonical(name))
    if let index = builder.resource(knownAs: alias) {
      if countedIn[index] == sectionNumber { itemsInSection -= 1 }
      countedIn[index] = sectionNumber
      return
    }
    if let index = builder.appendResource(name: name, alias: alias, severity: severity) {
      countedIn.append(sectionNumber)
      appendAliases(of: name, to: index)
    }
  }

  private func appendSingle() {
    if singles.isEmpty, bares.isEmpty {
      guard let first = beginning ?? end else { return }
      singles.append(beginning == nil || end == nil ? first : text.join(beginning!, end!))
    }
    var index: Int?
    for name in singles where !name.isEmpty { appendName(name, &index) }
    for name in bares where !name.isEmpty { appendName(name, &index) }
  }

  /// The first name makes the resource, any other is an alias of it.
  private func appendName(_ name: UnsafeRawBufferPointer, _ index: inout Int?) {
    let alias = builder.aliasHash(ResourceNames.canonical(name))
    if let index {
      builder.appendAlias(alias, to: index)
    } else {
      index = builder.appendResource(name: name, alias: alias, severity: severity)
    }
    if let index { appendAliases(of: name, to: index) }
  }

  private func appendAliases(of name: UnsafeRawBufferPointer, to index: Int) {
    if let before = ResourceNames.nameBeforeSuffix(name) { builder.appendAlias(builder.aliasHash(before), to: index) }
    // Only an ARN ends so: `db-master` is a name, not `db` with a suffix.
    if hasSecretSuffix, ARN.resource(of: name) != nil, let bare = ResourceNames.withoutSecretSuffix(ResourceNames.canonical(name)) {
      builder.appendAlias(builder.aliasHash(bare), to: index)
    }
  }
}
