extension EventFrameBuilder {
  /// Builds the frame of an event that was not decoded from a record.
  public func frame(of event: ChangeEvent) -> EventFrame {
    reset()
    header.time = event.time
    header.platform = event.platform
    header.kind = event.kind
    header.effect = event.effect
    header.flags = event.flags
    header.severity = event.severity
    header.itemCount = UInt32(event.itemCount)
    var strings = ByteArena()
    for text in EventFrameBuilder.strings(of: event) { Array(text.utf8).withUnsafeBytes { _ = strings.append($0) } }
    var offset = 0
    func next(_ text: String) -> UnsafeRawBufferPointer {
      defer { offset += text.utf8.count }
      return strings.bytes(at: offset, count: text.utf8.count)
    }
    principal = HashedBytes(next(event.principal))
    session = HashedBytes(next(event.session))
    scope = next(event.scope)
    homeScope = next(event.homeScope)
    action = HashedBytes(next(event.action))
    type = next(event.resourceType)
    region = next(event.region)
    identifier = HashedBytes(next(event.identifier))
    Array(event.resourceType.lowercased().utf8).withUnsafeBytes { beginResources(typeKey: HashedBytes($0)) }
    append(event.resources)
    return finish()
  }

  private static func strings(of event: ChangeEvent) -> [String] {
    [event.principal, event.session, event.scope, event.homeScope, event.action, event.resourceType, event.region, event.identifier]
  }

  private func append(_ resources: [ChangeEvent.Resource]) {
    for resource in resources {
      var index: Int?
      for (position, name) in resource.names.enumerated() {
        Array(name.utf8).withUnsafeBytes { bytes in
          if position == 0 {
            index = appendResource(name: bytes, alias: aliasHash(bytes), severity: resource.severity)
          } else if let index {
            appendAlias(aliasHash(bytes), to: index)
          }
        }
      }
    }
  }
}
