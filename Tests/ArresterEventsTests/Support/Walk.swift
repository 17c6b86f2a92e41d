@testable import ArresterEvents

/// One pass of the cursor over a text.
enum Walk {
  /// Steps over the one value that the text should be.
  static func fault(_ bytes: [UInt8], _ indexer: JSONIndexer = JSONIndexer()) -> JSONFault? {
    bytes.withUnsafeBytes { text -> JSONFault? in
      do throws(JSONFault) {
        var cursor = try indexer.cursor(over: text)
        cursor.skipValue()
        if let fault = cursor.fault { return fault }
        return cursor.isAtEnd ? nil : .syntax
      } catch { return error }
    }
  }

  static func fault(_ text: String) -> JSONFault? { fault(Array(text.utf8)) }

  /// The text of the string that the whole of `json` is.
  static func string(_ json: String) -> String? {
    let indexer = JSONIndexer()
    return withExtendedLifetime(indexer) {
      Array(json.utf8).withUnsafeBytes { text in
        guard var cursor = try? indexer.cursor(over: text) else { return nil }
        return cursor.string()?.text
      }
    }
  }
}
