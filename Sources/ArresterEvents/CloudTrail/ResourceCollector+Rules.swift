/// What the table says about one action.
extension ResourceCollector {
  func collect(_ fields: CloudTrailFields, _ rule: ResourceRule) {
    if rule.isOfOneParent {
      collectElements(fields, rule)
    } else {
      for path in rule.names { collectNames(fields, path) }
    }
    var joined: UnsafeRawBufferPointer?
    for path in rule.join {
      guard let section = fields.cursor(at: path.isRequest ? .request : .response) else { continue }
      var first: JSONString?
      ParameterSearch.forEach(section, path.tail) { value, _ in first = first ?? value }
      guard let first else { continue }
      let part = ResourceNames.canonical(text.bytes(of: first))
      joined = joined.map { text.join($0, part) } ?? part
    }
    if let joined { singles.append(joined) }
  }

  private func collectNames(_ fields: CloudTrailFields, _ path: ParameterPath) {
    guard let section = fields.cursor(at: path.isRequest ? .request : .response) else { return }
    itemsInSection = 0
    sectionNumber += 1
    ParameterSearch.forEach(section, path.tail) { value, inArray in note(value, inArray: inArray) }
    largestSection = max(largestSection, itemsInSection)
  }

  /// Several names of each element of one array: `imageIds` of digest and tag. An element is one item, whatever it gives.
  private func collectElements(_ fields: CloudTrailFields, _ rule: ResourceRule) {
    guard let first = rule.names.first, let section = fields.cursor(at: first.isRequest ? .request : .response) else { return }
    itemsInSection = 0
    sectionNumber += 1
    ParameterSearch.forEachElement(section, first.parent) { cursor, inArray in
      readElement(&cursor, rule)
      noteElement(inArray: inArray)
    }
    largestSection = max(largestSection, itemsInSection)
  }

  private func noteElement(inArray: Bool) {
    guard let position = elementNames.firstIndex(where: { $0 != nil }), let name = elementNames[position] else { return }
    note(name, inArray: inArray)
    let index = builder.resource(knownAs: builder.aliasHash(ResourceNames.canonical(text.bytes(of: name))))
    for case let other? in elementNames[(position + 1)...] {
      if inArray, let index {
        builder.appendAlias(builder.aliasHash(ResourceNames.canonical(text.bytes(of: other))), to: index)
      } else {
        singles.append(text.bytes(of: other))
      }
    }
  }

  /// Puts the element's names into `elementNames`, in the order of the rule's.
  private func readElement(_ cursor: inout JSONCursor, _ rule: ResourceRule) {
    elementNames.removeAll(keepingCapacity: true)
    guard cursor.peek == UInt8(ascii: "{") else { return cursor.skipValue() }
    for _ in rule.names { elementNames.append(nil) }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if let index = rule.names.firstIndex(where: { ASCIIText.equalsIgnoringCase(key.raw, $0.lastStep) }) {
        let name = cursor.stringOrSkip()
        elementNames[index] = name.flatMap { $0.isEmpty ? nil : $0 }
      } else {
        cursor.skipValue()
      }
    }
  }
}
