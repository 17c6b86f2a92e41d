import ArresterBase
import Foundation
import Testing

@testable import ArresterBreaker

@Suite("A manifest of hostile names")
struct HostileNameTests {
  static let names = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "&lt;b&gt;", "]]><!--",
    "a\n\n# done\n\n- [x] all well",
    "a\r\nb", "```\n</code></pre><script>", "`", "``a``", "[click](javascript:x)", "![x](http://example.com/x)", "**bold**",
    "\u{202E}gpj.exe", "\u{2066}\u{200B}\u{FEFF}", "\u{2028}\u{2029}", "\u{0}\u{1B}[2J\u{7F}", "é\u{301}漢字🙂", "\\", "</style><script>",
    String(repeating: "x", count: 5_000),
  ]

  private func manifest(_ name: String) throws -> RollbackManifest {
    let change = PermissionChange(
      enforcer: name, outcome: .partial, verifiedAt: nil, steps: [name], snapshot: Array(name.utf8), inverse: [name], precondition: name)
    var item = Manifests.damage(name, "rds:DeleteDBInstance", region: name, state: name)
    item.event = name
    item.scope = name
    var unknown = item
    unknown.action = name
    unknown.severity = 1
    let call = ManifestCall(action: "ssm:SendCommand", resource: name, scope: name, region: name, time: noon, event: name)
    return try Manifests.make(principal: name, damage: [item, unknown], calls: [call], changes: [change], trip: name)
  }

  @Test("HTML has no tag and no attribute that is not the page's own", arguments: names)
  func html(name: String) throws {
    let page = try manifest(name).html
    let plain = try manifest("plain").html
    // The tags of both pages are the same, one by one, whatever the names are.
    #expect(tags(page) == tags(plain))
    #expect(!page.unicodeScalars.contains { "\u{202E}\u{2066}\u{200B}\u{FEFF}\u{2028}\u{0}\u{1B}\u{7F}".unicodeScalars.contains($0) })
    #expect(page.contains("default-src 'none'"))
  }

  @Test("Markdown has as many lines, headings and steps as with harmless names", arguments: names)
  func markdown(name: String) throws {
    let lines = outsideOfBlocks(try manifest(name).markdown)
    let plain = outsideOfBlocks(try manifest("plain").markdown)
    let count = { (lines: [Substring], mark: String) in lines.count { $0.hasPrefix(mark) } }
    for mark in ["#", "- [", "  - "] { #expect(count(lines, mark) == count(plain, mark), "\(mark)") }
    // Outside of code, nothing is left that begins a tag, a link or an image.
    let blocks = try manifest(name)
    for text in [blocks.permissionChanges[0].precondition, blocks.trip.identifier] {
      let escaped = MarkdownText.escape(VisibleText.line(text))
      for mark in ["<", "[", "`"] {
        for range in escaped.ranges(of: mark) {
          #expect(range.lowerBound > escaped.startIndex && escaped[escaped.index(before: range.lowerBound)] == "\\")
        }
      }
    }
  }

  @Test("a code span ends where the name does", arguments: names)
  func codeSpan(name: String) {
    let span = MarkdownText.code(name)
    let fence = span.prefix { $0 == "`" }
    let inside = span.dropFirst(fence.count).dropLast(fence.count)
    #expect(span.hasSuffix(fence))
    #expect(!inside.contains("\n"))
    #expect(!inside.split(whereSeparator: { $0 != "`" }).contains { $0.count >= fence.count })
  }

  @Test("JSON gives every name back as it was", arguments: names)
  func json(name: String) throws {
    let value = try Manifests.object(try manifest(name))
    #expect((value["trip"] as? [String: Any])?["principal"] as? String == name)
    #expect((value["damage"] as? [[String: Any]])?.first?["resource"] as? String == name)
  }

  /// The lines outside of fenced blocks, each of which ends with the fence that it began with (CommonMark 0.31, section 4.5).
  private func outsideOfBlocks(_ page: String) -> [Substring] {
    var lines: [Substring] = []
    var fence: Substring?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      let ticks = text.prefix { $0 == "`" }
      if let open = fence {
        if ticks.count >= open.count, ticks.count == text.count { fence = nil }
      } else if ticks.count >= 3, ticks.count == text.count {
        fence = ticks
      } else {
        lines.append(line)
      }
    }
    #expect(fence == nil)
    return lines
  }

  private func tags(_ page: String) -> [Substring] {
    page.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
  }
}
