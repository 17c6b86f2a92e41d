/// Which: the objects that a request named, or that its answer names.
extension KubernetesDecoder {
  /// Fills the builder's resources; `builder.beginResources()` was called before.
  func collect(_ fields: KubernetesFields, _ action: UnsafeMutablePointer<KubernetesAction>, severity: UInt8) {
    let namespace = action.pointee.isNamespaces ? bytes(nil) : bytes(fields[.namespace])
    let weight = isDisposable(bytes(fields[.namespace])) ? 0 : severity
    if action.pointee.isCollection {
      collectItems(fields, action, namespace, severity: weight)
    } else {
      let name = self.name(fields, action)
      append(name.isEmpty ? numbered() : inNamespace(namespace, name), severity: weight)
      builder.header.itemCount = 1
    }
    builder.header.severity = greatestSeverity(uncounted: weight)
  }

  /// `<identifier>#1`, for what has no name.
  private func numbered() -> UnsafeRawBufferPointer { names.join(builder.identifier.bytes, "#", NameArena.constant("1")) }

  /// `namespace/name`, or the name alone outside of namespaces.
  private func inNamespace(_ namespace: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    namespace.isEmpty ? name : names.join(namespace, "/", name)
  }

  private func append(_ name: UnsafeRawBufferPointer, severity: UInt8) {
    let weight = isDisposable(KubernetesDecoder.objectName(of: name)) ? 0 : severity
    builder.appendResource(name: name, alias: builder.aliasHash(name), severity: weight)
  }

  /// What follows the namespace; a name itself has no slash.
  static func objectName(of name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else { return name }
    return UnsafeRawBufferPointer(rebasing: name[(slash + 1)...])
  }

  private func isDisposable(_ name: UnsafeRawBufferPointer) -> Bool {
    !name.isEmpty && model.catalog.disposable.contains { $0.matches(name) }
  }

  private func greatestSeverity(uncounted: UInt8) -> UInt8 {
    var greatest: UInt8 = 0
    builder.withResources { resource, _ in greatest = max(greatest, resource.severity) }
    return Int(builder.header.itemCount) > builder.resourceCount ? uncounted : greatest
  }

  // MARK: Names

  /// The name in the request's path; else the one that `generateName` made, which only the answer has; else the one in the body.
  private func name(_ fields: KubernetesFields, _ action: UnsafeMutablePointer<KubernetesAction>) -> UnsafeRawBufferPointer {
    if let name = fields[.name], !name.isEmpty { return bytes(name) }
    if fields[.resource]?.isEmpty ?? true { return path(of: bytes(fields[.requestURI])) }
    if let response = fields.cursor(at: .response), let name = metadata(of: response).name, !name.isEmpty { return bytes(name) }
    if let request = fields.cursor(at: .request), let name = metadata(of: request).name { return bytes(name) }
    return bytes(nil)
  }

  private func path(of address: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: address.prefix { $0 != UInt8(ascii: "?") })
  }

  /// Name and namespace of the object that the cursor stands at.
  private func metadata(of object: JSONCursor) -> (name: JSONString?, namespace: JSONString?) {
    var cursor = object
    guard cursor.peek == UInt8(ascii: "{") else { return (nil, nil) }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("metadata"), cursor.peek == UInt8(ascii: "{") { return names(in: cursor) }
      cursor.skipValue()
    }
    return (nil, nil)
  }

  private func names(in metadata: JSONCursor) -> (name: JSONString?, namespace: JSONString?) {
    var cursor = metadata
    cursor.advance()
    var names: (name: JSONString?, namespace: JSONString?) = (nil, nil)
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("name") {
        names.name = cursor.stringOrSkip()
      } else if key.equals("namespace") {
        names.namespace = cursor.stringOrSkip()
      } else {
        cursor.skipValue()
      }
    }
    return names
  }

  // MARK: Collections

  /// The items that the answer lists, each under its name; all of them as `namespace/*` where it lists none that can be read.
  private func collectItems(
    _ fields: KubernetesFields, _ action: UnsafeMutablePointer<KubernetesAction>, _ namespace: UnsafeRawBufferPointer, severity: UInt8
  ) {
    let itemSeverity = severity == 0 ? 0 : action.pointee.itemSeverity
    if let response = fields.cursor(at: .response), let items = items(of: response) {
      let count = appendItems(items, namespace, severity: itemSeverity)
      builder.header.itemCount = UInt32(max(1, count))
      if count > 0, builder.resourceCount > 0 { return }
      append(inNamespace(namespace, NameArena.constant("*")), severity: count == 0 ? 0 : severity)
    } else {
      append(inNamespace(namespace, NameArena.constant("*")), severity: severity)
      builder.header.itemCount = 1
    }
  }

  private func items(of list: JSONCursor) -> JSONCursor? {
    var cursor = list
    guard cursor.peek == UInt8(ascii: "{") else { return nil }
    cursor.advance()
    var isFirst = true
    while let key = cursor.nextKey(&isFirst) {
      if key.equals("items"), cursor.peek == UInt8(ascii: "[") { return cursor }
      cursor.skipValue()
    }
    return nil
  }

  /// - Returns: how many there are, with those that are not kept.
  private func appendItems(_ items: JSONCursor, _ namespace: UnsafeRawBufferPointer, severity: UInt8) -> Int {
    var cursor = items
    cursor.advance()
    var count = 0
    var isFirst = true
    while cursor.nextElement(&isFirst) {
      count += 1
      let item = metadata(of: cursor)
      cursor.skipValue()
      guard let name = item.name, !name.isEmpty, builder.resourceCount < EventFrameBuilder.maximumResources else { continue }
      let place = namespace.isEmpty ? bytes(item.namespace) : namespace
      append(inNamespace(place, bytes(name)), severity: severity)
    }
    return count
  }
}
