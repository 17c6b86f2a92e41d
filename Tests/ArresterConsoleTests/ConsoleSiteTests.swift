import Foundation
import Testing

@testable import ArresterConsole

@Suite("The console's files")
struct ConsoleSiteTests {
  private static let web = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources/ArresterConsole/Web").standardized

  @Test("are all in the binary, as they stand in the repository")
  func complete() throws {
    let paths = try #require(FileManager.default.enumerator(atPath: ConsoleSiteTests.web.path)).compactMap { $0 as? String }
      .filter { $0.contains(".") }
    #expect(ConsoleFile.all.map(\.path) == paths.sorted())
    for file in ConsoleFile.all {
      let bytes = try Data(contentsOf: ConsoleSiteTests.web.appendingPathComponent(file.path))
      #expect(file.bytes == Array(bytes), "\(file.path)")
      #expect(file.mediaType != "application/octet-stream", "\(file.path)")
    }
  }

  @Test("are served under the version that the page names, and under no other")
  func versions() throws {
    let site = ConsoleSite()
    let page = String(decoding: site.page, as: UTF8.self)
    #expect(page.contains("/console/\(site.version)/js/main.js"))
    #expect(!page.contains("{version}"))
    #expect(site.file(version: site.version, path: "js/main.js") != nil)
    #expect(site.file(version: "0", path: "js/main.js") == nil)
    #expect(site.file(version: site.version, path: "index.html") == nil)
    #expect(site.file(version: site.version, path: "../index.html") == nil)
  }

  @Test("have another version as soon as one of them changes")
  func change() {
    var files = ConsoleFile.all
    let before = ConsoleSite(files).version
    files[0].bytes.append(0x20)
    #expect(ConsoleSite(files).version != before)
  }

  @Test("hold no inline script or style, and ask for nothing from elsewhere")
  func strict() {
    for file in ConsoleFile.all {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("innerHTML"), "\(file.path)")
      #expect(!text.contains("style=\""), "\(file.path)")
      #expect(text.firstMatch(of: /(src|href|url|from|import|fetch)[=( ]+["']?https?:/) == nil, "\(file.path)")
    }
  }
}
