import CMicroHTTPD

/// Reads what libmicrohttpd knows of a request. The library hands everything out undecoded (`ServerCallbacks.unescape`).
enum RequestReader {
  /// What a C callback fills in.
  private struct Fields {
    var headers: [String: String] = [:]
    var repeated: Set<String> = []
    var query: [(name: String, value: String)] = []
    var isReadable = true
    var isDecoded = true
  }

  /// Without growing the dictionary.
  private static let usualHeaders = 12

  /// - Returns: nil where a part of it is no UTF-8.
  static func read(_ connection: OpaquePointer, url: UnsafePointer<CChar>, method: UnsafePointer<CChar>, peer: String) -> HTTPRequest? {
    var fields = Fields()
    fields.headers.reserveCapacity(RequestReader.usualHeaders)
    withUnsafeMutablePointer(to: &fields) { fields in
      _ = MHD_get_connection_values_n(connection, .HEADER_KIND, addHeader, fields)
      _ = MHD_get_connection_values_n(connection, .GET_ARGUMENT_KIND, addQuery, fields)
    }
    guard fields.isReadable, let encodedPath = String(validatingCString: url) else { return nil }
    let path = PercentCoding.decode(encodedPath)
    var request = HTTPRequest(
      method: String(cString: method), path: path ?? encodedPath, query: fields.query, headers: fields.headers, peer: peer,
      encodedPath: encodedPath)
    request.repeatedHeaders = fields.repeated
    request.isDecoded = fields.isDecoded && path != nil
    return request
  }

  private static let addHeader: MHD_KeyValueIteratorN = { context, _, name, nameSize, value, valueSize in
    let fields = context!.assumingMemoryBound(to: Fields.self)
    guard let name = lowercased(name, nameSize), let value = text(value, valueSize) else {
      fields.pointee.isReadable = false
      return .NO
    }
    if let before = fields.pointee.headers.updateValue(value, forKey: name) {
      fields.pointee.headers[name] = "\(before), \(value)"
      fields.pointee.repeated.insert(name)
    }
    return .YES
  }

  private static let addQuery: MHD_KeyValueIteratorN = { context, _, name, nameSize, value, valueSize in
    let fields = context!.assumingMemoryBound(to: Fields.self)
    guard let name = text(name, nameSize), let value = text(value, valueSize) else {
      fields.pointee.isReadable = false
      return .NO
    }
    let decoded = (name: PercentCoding.decode(name), value: PercentCoding.decode(value))
    if decoded.name == nil || decoded.value == nil { fields.pointee.isDecoded = false }
    fields.pointee.query.append((decoded.name ?? name, decoded.value ?? value))
    return .YES
  }

  /// Empty where there is no value, as in `?flag`.
  private static func text(_ start: UnsafePointer<CChar>?, _ size: Int) -> String? {
    guard let start else { return "" }
    return UTF8Text.read(UnsafeRawBufferPointer(start: start, count: size))
  }

  private static func lowercased(_ start: UnsafePointer<CChar>?, _ size: Int) -> String? {
    guard let start, size > 0 else { return nil }
    return String(unsafeUninitializedCapacity: size) { target in
      for index in 0..<size {
        let byte = UInt8(bitPattern: start[index])
        target[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      }
      return size
    }
  }
}
