/// Other names of what an action touched, beside those in its parameters.
extension ResourceCollector {
  /// The first key of the request whose stem begins the noun names what the change was made on.
  func appendTarget(_ fields: CloudTrailFields, _ action: UnsafeMutablePointer<CompiledAction>) {
    guard var cursor = fields.cursor(at: .request), cursor.peek == UInt8(ascii: "{") else { return }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      guard let stem = NameKeys.stemLength(key.raw, beginning: noun), let value = cursor.stringOrNil() else {
        cursor.skipValue()
        continue
      }
      let whole = action.pointee.typeKey.bytes
      let typeKey = HashedBytes(UnsafeRawBufferPointer(rebasing: whole[..<(whole.count - noun.count + stem)]))
      builder.appendAlias(builder.aliasHash(ResourceNames.canonical(text.bytes(of: value)), typeKey: typeKey), to: 0)
      return
    }
  }

  /// The record's own `resources` list: another name for what was found, or the only one.
  func collectListed(_ place: JSONCursor?) {
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
