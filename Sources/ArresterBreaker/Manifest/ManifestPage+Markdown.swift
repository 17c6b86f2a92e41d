extension RollbackManifest {
  /// The page as Markdown that also reads well as plain text.
  public var markdown: String {
    let page = ManifestPage(self)
    return "# \(MarkdownText.escape(page.title))\n\n" + page.blocks.map(MarkdownText.block).joined(separator: "\n")
  }
}

/// Markdown in which no name can become markup.
enum MarkdownText {
  static func block(_ block: ManifestPage.Block) -> String {
    switch block {
    case .heading(let text): return "## \(text)\n"
    case .paragraph(let inlines): return line(inlines) + "\n"
    case .step(let inlines, let details, let object):
      let lines = ["- [ ] " + line(inlines)] + details.map { "  - " + line($0) }
      return lines.joined(separator: "\n") + "\n" + (object.map { "\n" + fenced($0) } ?? "")
    }
  }

  private static func line(_ inlines: [ManifestPage.Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .words(let text): return escape(text)
      case .strong(let text):
        // Markdown knows no emphasis that ends with a space.
        let trimmed = text.trimmingSuffix { $0 == " " }
        return "**\(escape(String(trimmed)))**" + text.dropFirst(trimmed.count)
      case .literal(let text): return code(text)
      }
    }.joined()
  }

  /// What could begin a tag, a link, a code span or an entity. Enforcers name hostile objects in their own words, too.
  static func escape(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      if "\\`*<[]&".unicodeScalars.contains(character) { result += "\\" }
      result.unicodeScalars.append(character)
    }
    return result
  }

  /// A code span: its fence is longer than any run of backticks in it (CommonMark 0.31, section 6.1).
  static func code(_ text: String) -> String {
    let visible = VisibleText.line(text)
    let fence = String(repeating: "`", count: longestRun(visible) + 1)
    let padding = visible.hasPrefix("`") || visible.hasSuffix("`") || visible.isEmpty ? " " : ""
    return fence + padding + visible + padding + fence
  }

  private static func fenced(_ object: ManifestPage.Object) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(object.text) + 1))
    let lines = [object.title + ":", "", fence] + object.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (lines + [fence]).map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n") + "\n"
  }

  private static func longestRun(_ text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text.unicodeScalars {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
