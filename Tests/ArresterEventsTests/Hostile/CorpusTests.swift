import Foundation
import Testing

@testable import ArresterEvents

@Suite("Hostile input: the corpus")
struct CorpusTests {
  private static let folder = ProjectFiles.root.appending(path: "Tests/Corpus/records")

  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  @Test("each input becomes what its name says, alone and after all others", arguments: names)
  func outcome(_ name: String) throws {
    let expected = try #require(name.components(separatedBy: "--").first)
    let text = [UInt8](try Data(contentsOf: Self.folder.appending(path: name)))
    #expect(RecordDecoder().outcome(text).name == expected)
    let decoder = RecordDecoder()
    for other in Self.names { _ = decoder.outcome([UInt8](try Data(contentsOf: Self.folder.appending(path: other)))) }
    #expect(decoder.outcome(text) == RecordDecoder().outcome(text))
  }

  @Test("there is a corpus")
  func exists() { #expect(Self.names.count >= 20) }
}
