import ArresterBase

extension RollbackManifest {
  /// The page as one HTML file that loads nothing and runs nothing.
  public var html: String {
    let page = ManifestPage(self)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(PageText.escape(page.title))</title>
      <style>\(HTMLText.style)</style>
      </head>
      <body>
      <h1>\(PageText.escape(page.title))</h1>
      \(HTMLText.blocks(page.blocks))
      </body>
      </html>

      """
  }
}

/// HTML in which no name can become markup.
enum HTMLText {
  static let style = """
    body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
    code,pre{font-family:ui-monospace,monospace;background:#f0f0f0;border-radius:3px}
    code{padding:0 .25em;overflow-wrap:anywhere;unicode-bidi:isolate}
    pre{padding:.75em;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
    ol{padding-left:0;list-style:none}
    li.step{margin:1em 0;padding:.5em 1em;border:1px solid #bbb;border-radius:4px;break-inside:avoid}
    input{width:1.1em;height:1.1em;vertical-align:text-bottom}
    @media(prefers-color-scheme:dark){body{color:#eee;background:#161616}code,pre{background:#2a2a2a}}
    """

  static func blocks(_ blocks: [ManifestPage.Block]) -> String { blocks.map(block).joined(separator: "\n") }

  private static func block(_ block: ManifestPage.Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(PageText.escape(text))</h2>"
    case .paragraph(let inlines): return "<p>\(line(inlines))</p>"
    case .step(let inlines, let details, let object):
      let items = details.map { "<li>\(line($0))</li>" }.joined()
      let state =
        object.map { "<details><summary>\(PageText.escape($0.title))</summary><pre>\(PageText.escape($0.text))</pre></details>" } ?? ""
      return "<ol><li class=\"step\"><label><input type=\"checkbox\"> \(line(inlines))</label><ul>\(items)</ul>\(state)</li></ol>"
    }
  }

  private static func line(_ inlines: [ManifestPage.Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .words(let text): PageText.escape(text)
      case .strong(let text): "<strong>\(PageText.escape(text))</strong>"
      case .literal(let text): "<code>\(PageText.escape(VisibleText.line(text)))</code>"
      }
    }.joined()
  }
}
