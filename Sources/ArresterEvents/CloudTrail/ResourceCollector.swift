/// Gathers the names that a record gives to what its action touched (semantics, section 1, `resources`).
///
/// Names from arrays are items, one each; other names are aliases of one item. Belongs to one decoder.
final class ResourceCollector {
  private let builder: EventFrameBuilder
  private let text: TextArena
  private var singles: [UnsafeRawBufferPointer] = []
  private var bares: [UnsafeRawBufferPointer] = []
  private var beginning: UnsafeRawBufferPointer?
  private var end: UnsafeRawBufferPointer?
  private var itemsInSection = 0
  private var largestSection = 0
  /// Which section is read, and for each resource the last one that named it: a name counts once in each.
  private var sectionNumber = 0
  private var countedIn: [Int] = []
  private var isRequest = true
  private var severity: UInt8 = 0
  private var noun = UnsafeRawBufferPointer(start: nil, count: 0)
  private var hasSecretSuffix = false

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
      if let request = fields.request { walkSection(request, isRequest: true) }
      if let response = fields.response { walkSection(response, isRequest: false) }
    }
    if builder.resourceCount == 0 { appendSingle() }
    if wantsTarget, builder.resourceCount == 1 { appendTarget(fields, action) }
    if builder.resourceCount <= 1 { collectListed(fields.resources) }
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
      let isName = NameKeys.names(key.raw, noun: noun) || (insideNoun && NameKeys.isBare(key.raw))
      switch cursor.peek {
      case UInt8(ascii: "\""):
        guard let value = cursor.string() else { return }
        noteString(key, value, isName: isName, depth: depth, inArray: inArray)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard !NameKeys.isCallerMap(key.raw, noun: noun) else {
          cursor.skipValue()
          continue
        }
        let inside = insideNoun && NameKeys.isTransparent(key.raw) || NameKeys.contains(key.raw, noun: noun)
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

  private func noteString(_ key: JSONString, _ value: JSONString, isName: Bool, depth: Int, inArray: Bool) {
    if isName {
      note(value, inArray: inArray)
    } else if depth == 0 {
      if NameKeys.isBare(key.raw) {
        bares.append(text.bytes(of: value))
      } else if isRequest, let place = NameKeys.place(key.raw, in: noun) {
        if place == .beginning { beginning = text.bytes(of: value) } else { end = text.bytes(of: value) }
      }
    }
  }

  private func note(_ value: JSONString, inArray: Bool) {
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
    for name in singles + bares where !name.isEmpty {
      let alias = builder.aliasHash(ResourceNames.canonical(name))
      if let index {
        builder.appendAlias(alias, to: index)
        appendAliases(of: name, to: index)
      } else {
        index = builder.appendResource(name: name, alias: alias, severity: severity)
        if let index { appendAliases(of: name, to: index) }
      }
    }
  }

  private func appendAliases(of name: UnsafeRawBufferPointer, to index: Int) {
    if let before = ResourceNames.nameBeforeSuffix(name) { builder.appendAlias(builder.aliasHash(before), to: index) }
    // Only an ARN ends so: `db-master` is a name, not `db` with a suffix.
    if hasSecretSuffix, ARN.resource(of: name) != nil, let bare = ResourceNames.withoutSecretSuffix(ResourceNames.canonical(name)) {
      builder.appendAlias(builder.aliasHash(bare), to: index)
    }
  }

  /// The first key of the request whose stem begins the noun names what the change was made on.
  private func appendTarget(_ fields: CloudTrailFields, _ action: UnsafeMutablePointer<CompiledAction>) {
    guard var cursor = fields.request, cursor.peek == UInt8(ascii: "{") else { return }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      guard let stem = NameKeys.stemLength(key.raw, beginning: noun), let value = cursor.stringOrNil() else {
        cursor.skipValue()
        continue
      }
      let typeLength = action.pointee.typeKey.count - noun.count + stem
      let typeKey = UnsafeRawBufferPointer(rebasing: action.pointee.typeKey[..<typeLength])
      builder.appendAlias(builder.aliasHash(ResourceNames.canonical(text.bytes(of: value)), typeKey: typeKey), to: 0)
      return
    }
  }

  // MARK: Rules of the table

  private func collect(_ fields: CloudTrailFields, _ rule: ResourceRule) {
    if rule.isOfOneParent {
      collectElements(fields, rule)
    } else {
      for path in rule.names { collectNames(fields, path) }
    }
    var joined: UnsafeRawBufferPointer?
    for path in rule.join {
      guard let section = path.isRequest ? fields.request : fields.response else { continue }
      var first: JSONString?
      ParameterSearch.forEach(section, path.tail) { value, _ in first = first ?? value }
      guard let first else { continue }
      let part = ResourceNames.canonical(text.bytes(of: first))
      joined = joined.map { text.join($0, part) } ?? part
    }
    if let joined { singles.append(joined) }
  }

  private func collectNames(_ fields: CloudTrailFields, _ path: ParameterPath) {
    guard let section = path.isRequest ? fields.request : fields.response else { return }
    itemsInSection = 0
    sectionNumber += 1
    ParameterSearch.forEach(section, path.tail) { value, inArray in note(value, inArray: inArray) }
    largestSection = max(largestSection, itemsInSection)
  }

  /// Several names of each element of one array: `imageIds` of digest and tag. An element is one item, whatever it gives.
  private func collectElements(_ fields: CloudTrailFields, _ rule: ResourceRule) {
    guard let first = rule.names.first, let section = first.isRequest ? fields.request : fields.response else { return }
    itemsInSection = 0
    sectionNumber += 1
    let keys = rule.names.compactMap(\.steps.last)
    ParameterSearch.forEachElement(section, first.tail.dropLast()) { cursor, inArray in
      let names = elementNames(&cursor, keys)
      guard let name = names.first else { return }
      note(name, inArray: inArray)
      let index = builder.resource(knownAs: builder.aliasHash(ResourceNames.canonical(text.bytes(of: name))))
      guard inArray, let index else { return singles.append(contentsOf: names.dropFirst().map { text.bytes(of: $0) }) }
      for other in names.dropFirst() { builder.appendAlias(builder.aliasHash(ResourceNames.canonical(text.bytes(of: other))), to: index) }
    }
    largestSection = max(largestSection, itemsInSection)
  }

  private func elementNames(_ cursor: inout JSONCursor, _ keys: [[UInt8]]) -> [JSONString] {
    guard cursor.peek == UInt8(ascii: "{") else {
      cursor.skipValue()
      return []
    }
    var found: [JSONString?] = Array(repeating: nil, count: keys.count)
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if let index = keys.firstIndex(where: { ASCIIText.equalsIgnoringCase(key.raw, $0) }) {
        found[index] = cursor.stringOrSkip()
      } else {
        cursor.skipValue()
      }
    }
    return found.compactMap(\.self).filter { !$0.isEmpty }
  }

  /// The record's own `resources` list: another name for what was found, or the only one.
  private func collectListed(_ place: JSONCursor?) {
    guard var cursor = place, cursor.peek == UInt8(ascii: "[") else { return }
    cursor.advance()
    var isFirst = true
    var listed = 0
    while listed < ResourceCollector.maximumListed, cursor.nextElement(&isFirst) {
      listed += 1
      guard cursor.peek == UInt8(ascii: "{") else {
        cursor.skipValue()
        continue
      }
      let (arn, type) = listedResource(&cursor)
      guard let arn, !arn.isEmpty, type.map({ NameKeys.endsWith($0.raw, noun: noun) }) ?? (builder.resourceCount == 0) else { continue }
      let name = text.bytes(of: arn)
      let alias = builder.aliasHash(ResourceNames.canonical(name))
      if builder.resourceCount == 0 {
        builder.appendResource(name: name, alias: alias, severity: severity)
      } else {
        builder.appendAlias(alias, to: 0)
      }
    }
  }

  /// Past this many listed resources no other name is looked for: the list is only ever a help.
  private static let maximumListed = 16

  private func listedResource(_ cursor: inout JSONCursor) -> (arn: JSONString?, type: JSONString?) {
    var arn: JSONString?
    var type: JSONString?
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("ARN") || key.equals("arn") {
        arn = cursor.stringOrSkip()
      } else if key.equals("type") {
        type = cursor.stringOrSkip()
      } else {
        cursor.skipValue()
      }
    }
    return (arn, type)
  }
}
