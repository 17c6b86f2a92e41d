extension YAMLNode {
  /// The value of a key of this mapping; nil where it is none, or has no such key.
  public subscript(key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The value at a path of keys.
  func value(at path: [String]) -> YAMLNode? {
    path.reduce(self) { node, key in node?[key] }
  }

  /// Puts `value` at a path of keys, making mappings where there is nothing. Where something else than a mapping stands in the way it stays,
  /// and whoever reads it says that it is wrong.
  mutating func set(_ path: ArraySlice<String>, to value: YAMLNode) {
    guard let key = path.first else {
      self = value
      return
    }
    if isNull { content = .mapping([]) }
    guard case .mapping(var entries) = content else { return }
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value.set(path.dropFirst(), to: value)
    } else {
      var child = YAMLNode(.mapping([]), origin: value.origin)
      child.set(path.dropFirst(), to: value)
      entries.append(YAMLEntry(key: key, keyOrigin: value.origin, value: child))
    }
    content = .mapping(entries)
  }

  /// The place of a key path such as `sources[1].topic`, or of the nearest part of it that exists; nil where not even the first does.
  /// Keys may hold dots themselves, as librdkafka's do.
  func origin(ofKeyPath keyPath: String) -> Origin? {
    var node = self
    var origin: Origin?
    var rest = keyPath.utf8[...]
    while let (next, remainder) = node.child(at: rest) {
      node = next
      origin = next.origin
      rest = remainder
    }
    return origin
  }

  /// The child that the path begins with, and what is left of the path.
  private func child(at path: Substring.UTF8View) -> (YAMLNode, Substring.UTF8View)? {
    switch content {
    case .scalar: return nil
    case .sequence(let items):
      guard path.first == UInt8(ascii: "["), let end = path.firstIndex(of: UInt8(ascii: "]")),
        let index = Int(Substring(path[path.index(after: path.startIndex)..<end])), items.indices.contains(index)
      else { return nil }
      return (items[index], path[path.index(after: end)...])
    case .mapping(let entries):
      let path = path.first == UInt8(ascii: ".") ? path.dropFirst() : path
      for entry in entries where path.starts(with: entry.key.utf8) {
        let rest = path.dropFirst(entry.key.utf8.count)
        if rest.isEmpty || rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[") { return (entry.value, rest) }
      }
      return nil
    }
  }
}
